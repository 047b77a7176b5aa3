/**
 * Rows as CSV by RFC 4180, with CRLF and every text in quotes. A text that a spreadsheet would take for a formula gets an
 * apostrophe before it, so that a name somebody typed can do nothing on the machine that opens the file.
 */
export function formatCsv(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return rows.map((row) => `${row.map(formatCell).join(',')}\r\n`).join('');
}

function formatCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
