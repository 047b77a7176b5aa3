import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { commandsSchema } from '../../../../src/schemas/reference/commands.ts';
import { createTrainingCluster } from '../../../../src/simulator/training-cluster.ts';
import { openSession, run, type LineResult, type Session } from '../../../../src/simulator/shell/index.ts';

/** The table as the site and the server read it. */
export const referenceTable = commandsSchema.parse(
  parse(readFileSync('content/reference/commands.yaml', 'utf8')),
);

/** A terminal in front of the training cluster. */
export function openTerminal(): Session {
  return openSession(createTrainingCluster(1));
}

/** Runs lines one after the other; gives the last result. */
export function type(session: Session, ...lines: string[]): LineResult {
  let result: LineResult = { session, output: '', errorOutput: '', exitCode: 0 };
  for (const line of lines) result = run(result.session, line, referenceTable);
  return result;
}
