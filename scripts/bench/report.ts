/** What one part of the bench found out. */
export interface PartReport {
  readonly title: string;
  readonly tables: readonly Table[];
  /** What a reader has to know to read the tables right: one sentence each. */
  readonly notes: readonly string[];
  /** All measurements, for `--json`. */
  readonly data: unknown;
}

export interface Table {
  readonly caption?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The report of a part as Markdown. */
export function formatReport({ title, tables, notes }: PartReport): string {
  const parts = [
    `## ${title}`,
    ...tables.flatMap((table) => [
      ...(table.caption === undefined ? [] : [table.caption]),
      formatTable(table),
    ]),
    ...(notes.length === 0 ? [] : [notes.map((note) => `- ${note}`).join('\n')]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A Markdown table with aligned columns. */
function formatTable({ columns, rows }: Table): string {
  const lines = [columns, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = columns.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)));
  const format = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [header = [], ...body] = lines;
  return [format(header), rule, ...body.map(format)].join('\n');
}

/** Where the numbers come from, as the first lines of the output. */
export function formatHeading(facts: Readonly<Record<string, string>>): string {
  return `# Measurements\n\n${Object.entries(facts)
    .map(([name, value]) => `- ${name}: ${value}`)
    .join('\n')}\n`;
}

/** Says on the error stream what is being measured, because a part may take minutes. */
export function showProgress(step: string): void {
  console.error(`[${new Date().toISOString().slice(11, 19)}] ${step}`);
}
