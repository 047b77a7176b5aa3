/** How results are written: tables with aligned columns, facts, JSON, YAML, and single fields. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Columns two spaces apart, headed in capitals; numbers stand to the right. Ends with a line break. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const isNumber = head.map(
    (_, column) =>
      rows.length > 0 && rows.every((row) => typeof row[column] === 'number' || row[column] === null),
  );
  const cells = rows.map((row) => head.map((_, column) => cellText(row[column] ?? null)));
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => (row[column] ?? '').length)),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, column) =>
        isNumber[column] === true ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [head.map((title) => title.toUpperCase()), ...cells].map(line).join('\n') + '\n';
}

function cellText(value: string | number | null): string {
  return value === null || value === '' ? '-' : String(value);
}

/** One fact a line, values aligned. */
export function facts(entries: readonly (readonly [string, string | number | null])[]): string {
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${cellText(value)}\n`).join('');
}

export function toJson(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Block-style YAML 1.2; strings are quoted where they would be read as something else. */
export function toYaml(value: Json): string {
  return `${yamlLines(value, '').join('\n')}\n`;
}

function yamlLines(value: Json, indent: string): string[] {
  if (isList(value)) {
    if (value.length === 0) return [`${indent}[]`];
    return value.flatMap((item) => {
      const [first = '', ...rest] = yamlLines(item, `${indent}  `);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  if (isRecord(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0) return [`${indent}{}`];
    return entries.flatMap(([key, item]) => {
      const isEmpty =
        (isList(item) && item.length === 0) || (isRecord(item) && Object.keys(item).length === 0);
      if ((isList(item) || isRecord(item)) && !isEmpty)
        return [`${indent}${yamlScalar(key)}:`, ...yamlLines(item, `${indent}  `)];
      return [`${indent}${yamlScalar(key)}: ${yamlLines(item, '')[0] ?? ''}`];
    });
  }
  return [`${indent}${typeof value === 'string' ? yamlScalar(value) : String(value)}`];
}

function yamlScalar(text: string): string {
  const isPlain =
    /^[A-Za-z_/][\w ./()%×:-]*$/.test(text) &&
    !/: |:$| $|^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path such as `consensus.latency_ms` or `nodes[0].id`; `undefined` where there is none. */
export function fieldAt(value: Json, path: string): Json | undefined {
  let current: Json | undefined = value;
  for (const part of path
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .replace(/^\./, '')
    .split('.')) {
    if (current === undefined) return undefined;
    if (isList(current)) current = /^\d+$/.test(part) ? current[Number(part)] : undefined;
    else if (isRecord(current)) current = Object.hasOwn(current, part) ? current[part] : undefined;
    else return undefined;
  }
  return current;
}

/** A number for people: at most `places` decimals, without trailing zeros. */
export function round(value: number, places = 1): number {
  const factor = 10 ** places;
  return Math.round(value * factor) / factor;
}

/** `412 ms`, `19.1 s`, `2 min 52 s`, `1 h 04 min`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${round(ms)} ms`;
  if (ms < 120_000) return `${round(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 2_880) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.round(minutes / 1_440)} d`;
}

/** Bytes in units of 1,000: `812 MB`. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let scaled = value;
  let unit = 0;
  while (scaled >= 1000 && unit < units.length - 1) {
    scaled /= 1000;
    unit += 1;
  }
  return `${round(scaled, scaled < 10 && unit > 1 ? 2 : scaled < 100 && unit > 0 ? 1 : 0)} ${units[unit] ?? ''}`;
}

/** Memory in powers of 1,024, as guests are sized: `2 GiB`. */
export function gibibytes(value: number): string {
  return `${round(value / 1_073_741_824, 2)} GiB`;
}

/** Instant of the cluster's calendar in ISO 8601, UTC, to the second. */
export function clock(epochMs: number, atMs: number): string {
  return `${new Date(epochMs + Math.round(atMs)).toISOString().slice(0, 19)}Z`;
}

/** Time of day in UTC, to the second. */
export function timeOfDay(epochMs: number, atMs: number): string {
  return new Date(epochMs + Math.round(atMs)).toISOString().slice(11, 19);
}

/** A count with its noun: `1 VM`, `2 VMs`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
