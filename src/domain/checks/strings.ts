import type { DataEntry } from '../program.ts';

/** A string somewhere in parsed YAML. */
interface DataString {
  readonly text: string;
  readonly path: readonly (string | number)[];
  readonly line: number;
}

/** Every string value of an entry, in the order of the data. */
export function stringsOf(entry: DataEntry<unknown>): DataString[] {
  const found: DataString[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value === 'string') found.push({ text: value, path, line: entry.lineOf(path) });
    else if (Array.isArray(value)) value.forEach((item, index) => walk(item, [...path, index]));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
    }
  };
  walk(entry.data, []);
  return found;
}
