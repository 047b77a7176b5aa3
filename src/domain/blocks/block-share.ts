import type { CodeBlock } from '../document.ts';
import { allDocuments, type Program } from '../program.ts';
import { checkBlock } from '../checks/blocks.ts';
import type { Material } from '../../schemas/program-index.ts';
import { contentFiles } from '../material-content.ts';
import { proofOf } from './block-proof.ts';
import { blockVariables, filled } from './console-page.ts';
import type { BlockMeasurement, MeasuredBlocks } from './measured-block.ts';

/** What a block rests on: it ran, was parsed, was drawn from a tested file, is a calculation, has a reason, or nothing of these. */
export type Evidence = 'ran' | 'parsed' | 'drawn' | 'calculation' | 'reasoned' | 'unverified';

/** How the status page names and explains each kind. */
export const evidenceMeaning: Readonly<
  Record<Evidence, { readonly heading: string; readonly meaning: string }>
> = {
  ran: {
    heading: 'Ran',
    meaning:
      'Its commands were typed into the training cluster, in order and from the same start, and printed what the text shows; a line "…" stands for lines left out.',
  },
  parsed: {
    heading: 'Parsed',
    meaning:
      'A parser of its language reads it without an error. That says nothing about what it does. Commands for a real cluster are parsed too, because they do not run here.',
  },
  drawn: { heading: 'Drawn', meaning: 'It is, to the letter, a stretch of a tested file in examples/.' },
  calculation: {
    heading: 'Calculation',
    meaning: 'It states what equals what; where both sides are numbers, they were computed and agree.',
  },
  reasoned: {
    heading: 'Reason given',
    meaning: 'Nothing here can run or parse it, and the writer says why. It does not count as verified.',
  },
  unverified: {
    heading: 'Unverified',
    meaning: 'None of these: its commands have not been run yet, or it has a finding that waits.',
  },
};

/** How many blocks of a material rest on what. */
export interface BlockShare {
  readonly material: Material;
  readonly total: number;
  readonly counts: Readonly<Record<Evidence, number>>;
  /** Blocks that ran, were parsed, were drawn or calculate, in percent of all. */
  readonly verifiedPercent: number;
}

const evidenceOf = {
  run: 'ran',
  parse: 'parsed',
  draw: 'drawn',
  compute: 'calculation',
  reason: 'reasoned',
  none: 'unverified',
} as const satisfies Record<ReturnType<typeof proofOf>, Evidence>;

/** What a block rests on, given what was measured about it; nothing when it has a finding. */
export function blockEvidence(
  file: string,
  block: CodeBlock,
  measurement: BlockMeasurement | undefined,
): Evidence {
  const proof = proofOf(block);
  const isMeasured = measurement !== undefined || proof === 'compute' || proof === 'reason';
  if (measurement?.type === 'parsed' && measurement.error !== undefined) return 'unverified';
  if (!isMeasured || checkBlock(file, block, measurement).length > 0) return 'unverified';
  return evidenceOf[proof];
}

/** The shares of the materials that have blocks, in the order of the index. */
export function blockShares(program: Program, measured: MeasuredBlocks): BlockShare[] {
  const variables = blockVariables(program);
  const documents = new Map(allDocuments(program).map(({ file, document }) => [file, document]));
  return program.index.data.materials.flatMap((material): BlockShare[] => {
    const counts = { ran: 0, parsed: 0, drawn: 0, calculation: 0, reasoned: 0, unverified: 0 };
    for (const file of contentFiles(program, material)) {
      for (const [index, block] of (documents.get(file)?.codeBlocks ?? []).entries()) {
        counts[blockEvidence(file, filled(block, variables.get(file)), measured.get(file)?.[index])] += 1;
      }
    }
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (total === 0) return [];
    const verified = total - counts.reasoned - counts.unverified;
    return [{ material, total, counts, verifiedPercent: Math.floor((100 * verified) / total) }];
  });
}

/** All materials together. */
export function totalShare(shares: readonly BlockShare[]): Omit<BlockShare, 'material'> {
  const sum = (of: (share: BlockShare) => number): number =>
    shares.reduce((all, share) => all + of(share), 0);
  const counts = {
    ran: sum((share) => share.counts.ran),
    parsed: sum((share) => share.counts.parsed),
    drawn: sum((share) => share.counts.drawn),
    calculation: sum((share) => share.counts.calculation),
    reasoned: sum((share) => share.counts.reasoned),
    unverified: sum((share) => share.counts.unverified),
  };
  const total = sum((share) => share.total);
  const verified = total - counts.reasoned - counts.unverified;
  return { total, counts, verifiedPercent: total === 0 ? 100 : Math.floor((100 * verified) / total) };
}
