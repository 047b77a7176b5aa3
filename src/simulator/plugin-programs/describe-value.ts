/** Says what a program answered or threw, in a few words. */

const LONGEST = 60;

export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return `"${shorten(value)}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** One sentence; anything may be thrown. */
export function describeThrown(error: unknown): string {
  const text =
    typeof error === 'object' && error !== null && 'message' in error ? error.message : describeValue(error);
  const sentence = shorten(typeof text === 'string' ? text : describeValue(text), 200);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function shorten(text: string, longest: number = LONGEST): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
