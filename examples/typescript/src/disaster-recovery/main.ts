/** node src/disaster-recovery/main.ts REGION FLEET.json [--act] [--lease FOLDER] [--observer URL …] */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { systemClock } from '../dwcp/clock.ts';
import { readEnvironment } from '../dwcp/environment.ts';
import { FolderLeaseStore, Lease } from '../dwcp/lease.ts';
import { runRounds, signalOfProcess } from '../dwcp/loop.ts';
import { DwcpClient } from '../dwcp/rest-client.ts';
import { readFleet } from '../fleet/fleet.ts';
import { FileJournal } from '../migration-service/journal.ts';
import { MigrationService } from '../migration-service/service.ts';
import { RecoveryController } from './controller.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    act: { type: 'boolean', default: false },
    lease: { type: 'string' },
    observer: { type: 'string', multiple: true, default: [] },
  },
});
const [region, fleetFile] = positionals;
if (region === undefined || fleetFile === undefined) {
  console.error(
    'Usage: node src/disaster-recovery/main.ts REGION FLEET.json [--act] [--lease FOLDER] [--observer URL …]',
  );
  console.error('Without --act it only says what it would do.');
  process.exit(2);
}
const log = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);
const environment = readEnvironment(process.env);
// A look is worth little when it comes late: better none, and the next one.
const looking = { ...environment, deadlineMs: 5_000, attemptTimeoutMs: 2_000 };
// An action has to end within the margin of the lease, or it might meet the actions of the next holder.
const client = new DwcpClient({ ...environment, deadlineMs: 8_000, attemptTimeoutMs: 4_000 });
const controller = new RecoveryController({
  region,
  client,
  observers: values.observer.map((baseUrl) => new DwcpClient({ ...looking, baseUrl })),
  service: new MigrationService({
    client,
    journal: new FileJournal(`recovery-${region}-journal.json`),
    deliver: async ({ vm, result, reason }) => log(`${vm}: ${result} ${reason}`),
    log,
  }),
  fleet: await readFleet(fleetFile),
  act: values.act,
  ...(values.lease === undefined
    ? {}
    : {
        lease: new Lease({
          store: new FolderLeaseStore(values.lease),
          holder: `${os.hostname()}-${process.pid}`,
        }),
      }),
  log,
});
const loop = { intervalMs: 5_000, clock: systemClock, random: Math.random, log, signal: signalOfProcess() };
await runRounds(() => controller.round(), loop);
