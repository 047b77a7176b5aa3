import type { LabMaterial } from '../../schemas/program-index.ts';
import type { MeasuredDocument } from '../document.ts';
import { labContent } from '../material-content.ts';
import type { Program } from '../program.ts';
import type { Claim, ClaimRow, PlacedMaterial } from './claim.ts';
import { numberClaim, textClaim } from './claim.ts';

/** What the index claims about a lab, and what the lab claims about its steps. */
export function labClaims(program: Program, placed: PlacedMaterial<LabMaterial>): Claim[] {
  const { minutes, steps, deliverable } = placed.material;
  const entry = labContent(program, placed.material);
  const row = (more: Omit<ClaimRow, 'file' | 'rule'>): ClaimRow & { rule: 'lab-differs' } => ({
    ...more,
    file: entry?.file,
    rule: 'lab-differs',
  });

  const claims: Claim[] = [];
  if (minutes !== undefined) {
    claims.push(
      numberClaim(
        placed,
        row({
          key: 'minutes',
          subject: 'Minutes',
          unit: 'minutes',
          how: 'frontmatter',
          path: ['minutes'],
          line: entry?.lineOf(['minutes']),
        }),
        { exactly: minutes },
        entry?.data.minutes,
      ),
    );
  }
  if (steps.length > 0) {
    claims.push(
      numberClaim(
        placed,
        row({ key: 'steps', subject: 'Steps', unit: 'steps', how: 'steps', path: ['steps'] }),
        { atLeast: steps.length },
        entry === undefined ? undefined : stepsOf(entry.document).length,
      ),
    );
  }
  if (deliverable !== undefined) {
    claims.push(
      textClaim(
        placed,
        row({
          key: 'deliverable',
          subject: 'Deliverable',
          unit: 'deliverable',
          how: 'frontmatter',
          path: ['deliverable'],
          line: entry?.lineOf(['deliverable']),
        }),
        deliverable,
        entry?.data.deliverable,
      ),
    );
  }
  const stepMinutes = entry === undefined ? undefined : sumStepMinutes(entry.document);
  if (entry !== undefined && stepMinutes !== undefined) {
    claims.push(
      numberClaim(
        placed,
        row({
          key: 'step-minutes',
          subject: 'Minutes of the steps',
          unit: 'minutes in its steps',
          how: 'step minutes',
          path: [],
          by: 'its frontmatter',
        }),
        { exactly: entry.data.minutes },
        stepMinutes,
      ),
    );
  }
  return claims;
}

function stepsOf(document: MeasuredDocument): MeasuredDocument['components'] {
  return document.components.filter((component) => component.name === 'Step');
}

/** Minutes of all steps; `undefined` where no step states any. */
function sumStepMinutes(document: MeasuredDocument): number | undefined {
  const minutes = stepsOf(document)
    .map((step) => step.attributes['minutes'])
    .filter((value) => typeof value === 'number');
  return minutes.length === 0 ? undefined : minutes.reduce((sum, value) => sum + value, 0);
}
