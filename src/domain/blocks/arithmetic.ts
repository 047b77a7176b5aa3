/** A line of a `text` block that states what equals what. */
export interface Sum {
  /** Line of the block, counted from 0. */
  readonly line: number;
  /** Sides that are said to be equal, or about equal. */
  readonly sides: readonly string[];
}

/** The equations of a block: lines with a sign of equality between two sides. */
export function findSums(text: string): Sum[] {
  return text.split('\n').flatMap((content, line): Sum[] =>
    // A wide gap separates equations that stand side by side.
    content.split(/\s{4,}/).flatMap((part): Sum[] => {
      const sides = part.split(/[=≈]/).map((side) => side.trim());
      return sides.length > 1 && sides.every((side) => side !== '') ? [{ line, sides }] : [];
    }),
  );
}
