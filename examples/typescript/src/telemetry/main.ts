/** node src/telemetry/main.ts VM TARGET: moves a VM and reports the spans and metrics of that. */
import { readEnvironment } from '../dwcp/environment.ts';
import { isDwcpError } from '../dwcp/errors.ts';
import { DwcpClient } from '../dwcp/rest-client.ts';
import { clusterClock, type TrainingTime } from './cluster-time.ts';
import { exportersTo, Telemetry } from './telemetry.ts';
import { tracedMove } from './traced-move.ts';

const [vm, target] = process.argv.slice(2);
if (vm === undefined || target === undefined) {
  console.error('Usage: node src/telemetry/main.ts VM TARGET');
  process.exit(2);
}
const environment = readEnvironment(process.env);
const { token } = new DwcpClient(environment);
const time = await fetch(`${environment.baseUrl}/training/time`, {
  headers: { authorization: `Bearer ${await token()}` },
});
const telemetry = new Telemetry({
  service: 'vm-mover',
  now: clusterClock((await time.json()) as TrainingTime),
  ...exportersTo(environment.baseUrl, token),
});
const client = new DwcpClient({
  ...environment,
  fetch: telemetry.tracedFetch(),
  traceparent: telemetry.traceparent,
});
try {
  const { traceId, migration } = await tracedMove(telemetry, client, vm, target, { deadlineMs: 600_000 });
  console.log(`${vm} is on ${target} after ${migration.stats.elapsed_seconds} s.`);
  console.log(`dwcp-cli trace show --id ${traceId}`);
} catch (error) {
  if (!isDwcpError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await telemetry.shutdown();
}
