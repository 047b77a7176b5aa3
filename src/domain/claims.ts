import type { Material } from '../schemas/program-index.ts';
import type { Claim, PlacedMaterial } from './claims/claim.ts';
import { claimedAmount, formatClaim } from './claims/claim.ts';
import { deckClaims, scheduleClaims } from './claims/class-claims.ts';
import { countedClaims } from './claims/counted-claims.ts';
import { examClaims } from './claims/exam-claims.ts';
import { labClaims } from './claims/lab-claims.ts';
import { manualClaims } from './claims/manual-claims.ts';
import { contentFiles } from './material-content.ts';
import type { Program } from './program.ts';
import { addTotals } from './totals.ts';

export type { Claim, Verdict } from './claims/claim.ts';
export { measuringRules } from './claims/claim.ts';

/** Every number, status and name that the index claims, with what was measured; materials in index order, then totals. */
export function measureClaims(program: Program): Claim[] {
  const ofMaterials = program.index.data.materials.flatMap((material, position) => {
    const placed = { material, position };
    const claims = claimsOf(program, placed);
    return [statusClaim(program, placed, claims), ...claims];
  });
  return [...ofMaterials, ...totalClaims(program, ofMaterials)];
}

function claimsOf(program: Program, { material, position }: PlacedMaterial): Claim[] {
  switch (material.kind) {
    case 'manual':
      return manualClaims(program, { material, position });
    case 'lab':
      return labClaims(program, { material, position });
    case 'runbook':
    case 'guide':
      return countedClaims(program, { material, position });
    case 'exam':
      return examClaims(program, { material, position });
    case 'deck':
      return deckClaims(program, { material, position });
    case 'schedule':
      return scheduleClaims(program, { material, position });
  }
}

/** A planned material whose every claim is met differs from its status just as a complete one without content does. */
function statusClaim(
  program: Program,
  { material, position }: PlacedMaterial,
  claims: readonly Claim[],
): Claim {
  const files = contentFiles(program, material);
  const measured =
    files.length === 0
      ? undefined
      : claims.every(({ verdict }) => verdict === 'met')
        ? 'complete'
        : 'partial';
  return {
    id: `${material.id}:status`,
    material: material.id,
    subject: 'Status',
    claimed: material.status,
    measured,
    verdict: statusVerdict(material, measured),
    ...(files[0] !== undefined && files.length === 1 ? { file: files[0] } : {}),
    how: 'content files',
    by: 'the index',
    unit: 'status',
    path: ['materials', position, 'status'],
    rule: material.status === 'complete' ? 'complete-but-missing' : 'planned-but-present',
  };
}

function statusVerdict(material: Material, measured: 'complete' | 'partial' | undefined): Claim['verdict'] {
  if (material.status === 'planned') return measured === 'complete' ? 'differs' : 'not yet';
  if (measured === undefined) return 'absent';
  return measured === 'complete' ? 'met' : 'short';
}

function totalClaims(program: Program, claims: readonly Claim[]): Claim[] {
  return addTotals(program.index.data).map(({ total, materials }, position) => {
    const measured = claims
      .filter(({ id }) => materials.some((material) => id === `${material.id}:lines`))
      .reduce((sum, claim) => sum + (typeof claim.measured === 'number' ? claim.measured : 0), 0);
    const isMet = measured >= claimedAmount(total.lines);
    const isPlanned = materials.some(({ status }) => status === 'planned');
    return {
      id: `${total.id}:lines`,
      material: total.id,
      subject: total.title,
      claimed: formatClaim(total.lines),
      measured,
      verdict: isMet ? 'met' : isPlanned ? 'not yet' : 'short',
      how: 'body lines',
      by: 'the index',
      unit: 'lines',
      path: ['totals', position, 'lines'],
      rule: 'total-does-not-add-up',
    };
  });
}
