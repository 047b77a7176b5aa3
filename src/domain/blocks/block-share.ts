import type { CodeBlock } from '../document.ts';
import { allDocuments, type Program } from '../program.ts';
import { checkBlock } from '../checks/blocks.ts';
import { proofOf } from './block-proof.ts';
import { blockVariables, filled } from './console-page.ts';
import type { BlockMeasurement, MeasuredBlocks } from './measured-block.ts';

/** What a block rests on: it ran, was parsed, was drawn from a tested file, is a calculation, has a reason, or nothing of these. */
export type Evidence = 'ran' | 'parsed' | 'drawn' | 'calculation' | 'reasoned' | 'unverified';

/** How many blocks of a document rest on what. */
export interface BlockShare {
  readonly file: string;
  readonly total: number;
  readonly counts: Readonly<Record<Evidence, number>>;
  /** Blocks that ran, were parsed or drawn, or calculate, in percent of all; nothing where there is no block. */
  readonly verifiedPercent: number | undefined;
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
  if (!isMeasured || checkBlock(file, block, measurement).length > 0) return 'unverified';
  return evidenceOf[proof];
}

/** The shares of all documents that have blocks. */
export function blockShares(program: Program, measured: MeasuredBlocks): BlockShare[] {
  const variables = blockVariables(program);
  return allDocuments(program).flatMap(({ file, document }): BlockShare[] => {
    if (document.codeBlocks.length === 0) return [];
    const counts = { ran: 0, parsed: 0, drawn: 0, calculation: 0, reasoned: 0, unverified: 0 };
    for (const [index, block] of document.codeBlocks.entries()) {
      counts[blockEvidence(file, filled(block, variables.get(file)), measured.get(file)?.[index])] += 1;
    }
    const total = document.codeBlocks.length;
    const verified = total - counts.reasoned - counts.unverified;
    return [{ file, total, counts, verifiedPercent: (100 * verified) / total }];
  });
}
