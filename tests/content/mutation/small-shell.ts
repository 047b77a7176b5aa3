import type { ConsolePage } from '../../../src/domain/blocks/console-page.ts';
import type { BlockMeasurement } from '../../../src/domain/blocks/measured-block.ts';
import { runPage } from '../../../src/node/blocks/run-page.ts';
import type { Shell } from '../../../src/simulator/lab/index.ts';
import { bareSession } from '../../bare-session.ts';

/** A shell with `echo` and `false`; every other command prints nothing. It is enough to see what the check makes of results. */
const smallShell: Shell = {
  open: bareSession,
  // eslint-disable-next-line require-yield -- nothing here takes time
  *execute(session, line) {
    const output = line.startsWith('echo ') ? `${line.slice('echo '.length)}\n` : '';
    return { session, output, errorOutput: '', exitCode: line === 'false' ? 1 : 0 };
  },
};

const ran = new Map<string, BlockMeasurement[]>();

/** Runs a page in the small shell, once for all cases that have it. */
export function runInSmallShell(page: ConsolePage): BlockMeasurement[] {
  const key = JSON.stringify(page);
  const results = ran.get(key) ?? runPage(page, smallShell);
  ran.set(key, results);
  return results;
}
