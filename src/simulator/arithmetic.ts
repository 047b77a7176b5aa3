/**
 * Powers and logarithms from the four basic operations alone. `Math.pow` and `Math.log` may differ in the last bit
 * between engines (ECMA-262, section 21.3.2), which would end the promise of one result everywhere.
 */
export function powerOf(base: number, exponent: number): number {
  let result = 1;
  let factor = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}

/** Smallest whole number of steps in which `base` multiplied by itself reaches `value`: ⌈log(value) ÷ log(base)⌉. */
export function stepsToReach(value: number, base: number): number {
  let steps = 0;
  for (let reached = 1; reached < value; reached *= base) steps += 1;
  return steps;
}

/** The mean, or 0 of nothing. */
export function meanOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}

/** Adds to the end of a list that keeps its latest `limit` values. */
export function pushBounded<Value>(values: Value[], value: Value, limit: number): void {
  values.push(value);
  if (values.length > limit) values.splice(0, values.length - limit);
}
