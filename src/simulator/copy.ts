/** Copies a plain value: objects, arrays, strings, numbers, booleans and null. */
export function copyPlain<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    // Most arrays are rings of numbers, which one call copies.
    if (typeof items[0] === 'number') return items.slice() as Value;
    const copied: unknown[] = [];
    for (const item of items) copied.push(copyPlain(item));
    return copied as Value;
  }
  const copied: Record<string, unknown> = {};
  for (const key in value) copied[key] = copyPlain((value as Record<string, unknown>)[key]);
  return copied as Value;
}
