import type { Finding } from '../../../../../src/domain/finding.ts';
import type { Program } from '../../../../../src/domain/program.ts';
import { collectPieces, type Piece } from '../../../../../src/domain/checks/facts/pieces.ts';
import { programWith } from '../program-with.ts';

type FactCheck = (program: Program, pieces: readonly Piece[]) => Finding[];

/** Runs one fact check over a manual section of the small program. */
export function checkOne(check: FactCheck, body: string, overrides: Partial<Program> = {}): Finding[] {
  const program = programWith([`${body}\n`], overrides);
  return check(program, collectPieces(program));
}

/** A fenced code block. */
export const fence = (info: string, code: string): string => `\`\`\`${info}\n${code}\n\`\`\``;
