import { evaluate, type Quantity } from './evaluate.ts';

/** A line of a `text` block that states what equals what. */
export interface Sum {
  /** Line of the block, counted from 0. */
  readonly line: number;
  readonly text: string;
  /** Sides that are said to be equal, or about equal. */
  readonly sides: readonly string[];
  readonly isApproximate: boolean;
}

/** The equations of a block: lines with a sign of equality between two sides. */
export function findSums(text: string): Sum[] {
  return text.split('\n').flatMap((content, line): Sum[] =>
    // A wide gap separates equations that stand side by side.
    content.split(/\s{4,}/).flatMap((part): Sum[] => {
      const sum = part.replace(/^[^=≈]*:\s/, '').trim();
      const sides = sum.split(/[=≈]/).map((side) => side.trim());
      if (sides.length < 2 || sides.includes('')) return [];
      return [{ line, text: sum, sides, isApproximate: sum.includes('≈') }];
    }),
  );
}

/** Two sides of a sum that are not equal. */
export interface WrongSum extends Sum {
  readonly left: string;
  readonly right: string;
  /** What the left side comes to. */
  readonly value: number;
}

/** Sums whose sides are numbers and do not agree within the digits that are printed. Formulas with letters are left out. */
export function findWrongSums(text: string): WrongSum[] {
  return findSums(text).flatMap((sum): WrongSum[] => {
    const known = sum.sides.flatMap((side) => {
      const quantity = evaluate(side);
      return quantity === undefined ? [] : [{ side, quantity }];
    });
    return known.slice(1).flatMap(({ side, quantity }, index): WrongSum[] => {
      const before = known[index];
      if (before === undefined || agree(before.quantity, quantity, sum.isApproximate)) return [];
      return [{ ...sum, left: before.side, right: side, value: before.quantity.value }];
    });
  });
}

/** Extra leeway of "about equal". */
const approximation = 0.02;

function agree(left: Quantity, right: Quantity, isApproximate: boolean): boolean {
  const leeway = left.leeway + right.leeway + (isApproximate ? approximation : 0) + 1e-9;
  const isNear = (factor: number): boolean => {
    const expected = left.value * factor;
    return Math.abs(expected - right.value) <= leeway * Math.max(Math.abs(expected), Math.abs(right.value));
  };
  if (isNear(1)) return true;
  // Between units, one of the usual factors may lie: 4 GiB are 4 × 1,024³ bytes, 0.4 s are 400 ms.
  return left.units !== right.units && unitFactors.some((factor) => isNear(factor) || isNear(1 / factor));
}

const unitFactors = [8, 60, 100, 3600, 24, 86_400, 7, 365].concat(
  [1, 2, 3, 4].flatMap((power) => [1000 ** power, 1024 ** power, 8 * 1000 ** power, 8 * 1024 ** power]),
);
