/** The text of a program as the browser keeps it, one for each lab. */
export interface KeptProgram {
  readonly version: 1;
  readonly text: string;
}

/** Longest text that is kept; a plug-in has a few hundred lines. */
const longestText = 200_000;

/** The text that was kept, if it is whole; `undefined` for anything else. */
export function parseKeptProgram(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { version, text } = value as Partial<Record<keyof KeptProgram, unknown>>;
  return version === 1 && typeof text === 'string' && text.length <= longestText ? text : undefined;
}

export function keptProgram(text: string): KeptProgram {
  return { version: 1, text };
}
