/** node src/load-balancer/main.ts FLEET.json [--act] */
import { parseArgs } from 'node:util';
import { breakingFetch } from '../dwcp/circuit-breaker.ts';
import { systemClock } from '../dwcp/clock.ts';
import { readEnvironment } from '../dwcp/environment.ts';
import { runRounds, signalOfProcess } from '../dwcp/loop.ts';
import { budgetedFetch } from '../dwcp/rate-budget.ts';
import { DwcpClient } from '../dwcp/rest-client.ts';
import { readFleet } from '../fleet/fleet.ts';
import { FileJournal } from '../migration-service/journal.ts';
import { MigrationService } from '../migration-service/service.ts';
import { LoadBalancer } from './balancer.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { act: { type: 'boolean', default: false } },
});
const [fleetFile] = positionals;
if (fleetFile === undefined) {
  console.error('Usage: node src/load-balancer/main.ts FLEET.json [--act]');
  console.error('FLEET.json lists the VMs that may be moved: [{ "vm": "vm-web", "priority": 1 }]');
  process.exit(2);
}
const log = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);
// Twenty requests a second leave the limit of the cluster to those who wait for an answer.
const paced = budgetedFetch(breakingFetch(fetch), { perSecond: 20, burst: 40 });
const client = new DwcpClient({ ...readEnvironment(process.env), fetch: paced });
const service = new MigrationService({
  client,
  journal: new FileJournal('load-balancer-journal.json'),
  deliver: async ({ vm, result, reason }) => log(`${vm}: ${result} ${reason}`),
  log,
});
const balancer = new LoadBalancer({
  client,
  service,
  fleet: await readFleet(fleetFile),
  act: values.act,
  log,
});
const loop = { intervalMs: 10_000, clock: systemClock, random: Math.random, log, signal: signalOfProcess() };
await runRounds(() => balancer.round(), loop);
