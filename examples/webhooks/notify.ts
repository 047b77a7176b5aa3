/**
 * Tells a URL of every migration that has ended: node notify.ts
 *
 * DWCP_URL, DWCP_USERNAME and DWCP_PASSWORD name the cluster, HOOK_URL and HOOK_SECRET the receiver, HOOK_JOURNAL the file
 * of what was delivered (notices.json).
 */
import { systemClock } from '../typescript/src/dwcp/clock.ts';
import { readEnvironment } from '../typescript/src/dwcp/environment.ts';
import { runRounds, signalOfProcess } from '../typescript/src/dwcp/loop.ts';
import { DwcpClient } from '../typescript/src/dwcp/rest-client.ts';
import { deliver } from './deliver.ts';
import { Journal } from './journal.ts';
import { noticesFor } from './notices.ts';

const { HOOK_URL: url, HOOK_SECRET: secret, HOOK_JOURNAL: file = 'notices.json' } = process.env;
if (url === undefined || secret === undefined) throw new Error('Set HOOK_URL and HOOK_SECRET.');
const client = new DwcpClient(readEnvironment(process.env));
const log = (line: string): void => console.error(line);

let journal = await Journal.open(file);

// region: round
/** One look at the cluster. A notice is written down after it was delivered: rather twice than never. */
async function round(): Promise<boolean> {
  const migrations = await Array.fromAsync(client.migrations());
  if (journal === null) {
    const old = noticesFor(migrations, new Set()).map(({ id }) => id);
    journal = await Journal.create(file, old);
    log(`Watching; ${old.length} migrations had ended before.`);
  }
  for (const notice of noticesFor(migrations, journal.delivered)) {
    const problem = await deliver(notice, {
      url: url ?? '',
      secret: secret ?? '',
      clock: systemClock,
      random: Math.random,
      fetch,
    });
    log(problem === null ? `${notice.id} delivered.` : `${notice.id} kept for later: ${problem}.`);
    // What comes after it waits as well, so that a receiver sees news in their order.
    if (problem !== null) break;
    await journal.add(notice.id);
  }
  return false;
}
// endregion

await runRounds(round, {
  intervalMs: 2_000,
  clock: systemClock,
  random: Math.random,
  log,
  signal: signalOfProcess(),
});
