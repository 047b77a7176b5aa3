const numbers = new Intl.NumberFormat('en-GB');
const lists = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Writes a number with thousands separated: `1,950`. */
export const formatNumber = (value: number): string => numbers.format(value);

/** Joins items as a sentence does: `1, 2 and 3`. */
export const formatList = (items: readonly string[]): string => lists.format(items);

/** Writes an amount with its unit, which is given in the plural: `1 line`, `1,950 lines`. */
export function formatAmount(value: number, unit: string): string {
  return `${formatNumber(value)} ${value === 1 ? unit.replace(/^(.*?\w)s\b/, '$1') : unit}`;
}

/** The same text without differences of case and outer or repeated spaces, for comparing headings. */
export function foldText(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
