/** Text without the characters that a terminal obeys; line ends and tabs stay. */
export function withoutControls(text: string): string {
  // eslint-disable-next-line no-control-regex -- Control characters are what is looked for.
  return text.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, '');
}

const wordsShown = 60;

/** Words in columns, read downwards as `ls` writes them; of many, the first. Lines end with CR LF. */
export function inColumns(words: readonly string[], columns: number): string {
  const shown = words.slice(0, wordsShown);
  const width = Math.max(0, ...shown.map((word) => word.length)) + 2;
  const perRow = Math.max(1, Math.floor((columns - 1) / width));
  const rows = Math.ceil(shown.length / perRow);
  const lines = Array.from({ length: rows }, (_row, row) =>
    shown
      .filter((_word, index) => index % rows === row)
      .map((word) => word.padEnd(width))
      .join('')
      .trimEnd(),
  );
  if (shown.length < words.length) lines.push(`… and ${words.length - shown.length} more`);
  return lines.join('\r\n');
}
