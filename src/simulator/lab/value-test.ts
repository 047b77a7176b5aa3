/** The smallest part of a predicate: what one value has to be. */
export type Scalar = string | number | boolean | null;

/**
 * A value, or text that begins with a comparison: `'<90000'`, `'>=3'`, `'!=stopped'`, and `'~eu-.*'` for a regular
 * expression. `<`, `<=`, `>` and `>=` compare numbers only. Text without a comparison has to be equal.
 */
export type ValueTest = Scalar;

const COMPARISON = /^(<=|>=|<|>|!=|~)\s*(.+)$/s;

/** Whether `value` passes. A value that is absent passes no test, not even `!=`. */
export function passes(value: unknown, test: ValueTest): boolean {
  if (value === undefined) return false;
  const [, operator, operand = ''] = (typeof test === 'string' ? COMPARISON.exec(test) : null) ?? [];
  switch (operator) {
    case undefined:
      return value === test;
    case '!=':
      return String(value) !== operand;
    case '~':
      return typeof value !== 'object' && new RegExp(operand, 'u').test(String(value));
    default:
      return typeof value === 'number' && compare(value, operator, Number(operand));
  }
}

function compare(value: number, operator: string, limit: number): boolean {
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    default:
      return value >= limit;
  }
}
