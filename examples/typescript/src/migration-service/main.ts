/** node src/migration-service/main.ts PLAN.json [JOURNAL.json] */
import { readFile } from 'node:fs/promises';
import { systemClock } from '../dwcp/clock.ts';
import { readEnvironment } from '../dwcp/environment.ts';
import { runRounds, signalOfProcess } from '../dwcp/loop.ts';
import { DwcpClient } from '../dwcp/rest-client.ts';
import { FileJournal } from './journal.ts';
import type { Move } from './move.ts';
import { MigrationService } from './service.ts';

const [planFile, journalFile = 'migration-journal.json'] = process.argv.slice(2);
if (planFile === undefined) {
  console.error('Usage: node src/migration-service/main.ts PLAN.json [JOURNAL.json]');
  console.error(
    'PLAN.json is a list of moves: [{ "id": "rack-7/web", "vm": "vm-web", "target": "worker-5", "from": "worker-1" }]',
  );
  process.exit(2);
}
const log = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);
const service = new MigrationService({
  client: new DwcpClient(readEnvironment(process.env)),
  journal: new FileJournal(journalFile),
  deliver: async (event) => log(`Event ${JSON.stringify(event)}`),
  log,
});
await service.add(JSON.parse(await readFile(planFile, 'utf8')) as Move[]);
const loop = { intervalMs: 2_000, clock: systemClock, random: Math.random, log, signal: signalOfProcess() };
await runRounds(() => service.round(), loop);
const records = await service.records();
process.exitCode = records.every(({ state }) => state.type === 'done') ? 0 : 1;
