import type { Material, ProgramIndex } from '../schemas/program-index.ts';
import { claimedAmount } from './claims/claim.ts';

type Total = ProgramIndex['totals'][number];

/** Lines that a total states, and what its parts come to. */
export interface AddedTotal {
  readonly total: Total;
  readonly stated: number;
  /** Sum of what the index states for the materials below it, each counted once. */
  readonly really: number;
  /** Sum of what its parts state themselves; differs from `really` where a part is a total that is wrong. */
  readonly asStated: number;
  readonly materials: readonly Material[];
}

/** Adds up every total of the index. */
export function addTotals(index: ProgramIndex): AddedTotal[] {
  return index.totals.map((total) => {
    const materials = materialsOf(index, total, new Set());
    return {
      total,
      stated: claimedAmount(total.lines),
      really: sum(materials.map(statedLines)),
      asStated: sum(total.of.map((id) => statedBy(index, id))),
      materials,
    };
  });
}

/** Materials below a total, through the totals it names. A total that contains itself ends there. */
function materialsOf(index: ProgramIndex, total: Total, seen: Set<string>): Material[] {
  return total.of.flatMap((id) => {
    if (seen.has(id)) return [];
    seen.add(id);
    const inner = index.totals.find((candidate) => candidate.id === id);
    if (inner !== undefined) return materialsOf(index, inner, seen);
    return index.materials.filter((material) => material.id === id);
  });
}

function statedBy(index: ProgramIndex, id: string): number {
  const total = index.totals.find((candidate) => candidate.id === id);
  if (total !== undefined) return claimedAmount(total.lines);
  const material = index.materials.find((candidate) => candidate.id === id);
  return material === undefined ? 0 : statedLines(material);
}

function statedLines(material: Material): number {
  return 'lines' in material && material.lines !== undefined ? claimedAmount(material.lines) : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
