/** A value as JSON that can stand in a script element: nothing in it can end the element or start a comment. */
export function dataBlock(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
