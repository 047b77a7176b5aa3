/** Profiles a transfer, changes what holds it back, and reports what that was worth. */
import { writeFileSync } from 'node:fs';
import { dwcpCli, login, migrate, readMetric, type Migration, type MigrationOptions } from './api.ts';
import { encodeRate, findBottleneck, median, type Bottleneck, type Look } from './profile.ts';

const VM = 'vm-app-1';
const HOME = 'worker-1';
const AWAY = 'worker-5';

/** Window of a stream, and what pacing allows one to send (section 2 of the operations manual). */
const WINDOW_MBIT = 8;
const PACING_MBPS = 125;

// region: remedies
/** One change for each bottleneck, so that the second transfer says what that change was worth. */
const REMEDIES: Record<Bottleneck, MigrationOptions> = {
  encoder: { compression_level: 5 },
  streams: { amst_streams: 16 },
  link: { compression_level: 12 },
};
// endregion

/** Moves the VM, and looks at the sender on the way. */
async function measure(
  source: string,
  target: string,
  options: MigrationOptions,
): Promise<{ migration: Migration; looks: Look[] }> {
  const looks: Look[] = [];
  const migration = await migrate(VM, target, options, async ({ stats }) => {
    const cpuRatio = await readMetric('dwcp_node_utilization_ratio', { node: source, resource: 'cpu' });
    const sentMbps = await readMetric('dwcp_amst_throughput_mbps', { node: source });
    if (sentMbps > 0) looks.push({ sentMbps, ratio: stats.compression_ratio, cpuRatio });
  });
  return { migration, looks };
}

/** Bandwidth and round trip of the path, as the cluster has measured them. */
async function readPath(node: string): Promise<{ linkMbps: number; roundTripSeconds: number }> {
  const [row] = JSON.parse(await dwcpCli('node', 'metrics', '--nodes', node, '-o', 'json')) as Record<
    string,
    number
  >[];
  return { linkMbps: row?.['bandwidth_mbps'] ?? 0, roundTripSeconds: (row?.['latency_ms'] ?? 0) / 1000 };
}

await login();
const { linkMbps, roundTripSeconds } = await readPath(HOME);
const before = await measure(HOME, AWAY, {});
const streamMbps = Math.min(PACING_MBPS, WINDOW_MBIT / roundTripSeconds);
const bottleneck = findBottleneck(before.looks, { linkMbps, streams: 8, streamMbps });
const remedy = REMEDIES[bottleneck];
const after = await measure(AWAY, HOME, remedy);

const [first, second] = [before, after].map(({ migration }) => migration.stats.elapsed_seconds) as [
  number,
  number,
];
const report = [
  `bottleneck: ${bottleneck}, improvement: ${Math.round((1 - second / first) * 100)} %`,
  `baseline: ${first.toFixed(1)} s, with ${JSON.stringify(remedy)}: ${second.toFixed(1)} s`,
  `link: ${linkMbps} Mbps, eight streams: ${(8 * streamMbps).toFixed(0)} Mbps`,
  `sent at the baseline: ${median(before.looks.map(({ sentMbps }) => sentMbps)).toFixed(0)} Mbps`,
  `encoded at the baseline: ${encodeRate(before.looks).toFixed(0)} MB of memory a second`,
  `processors at the baseline: ${(100 * median(before.looks.map(({ cpuRatio }) => cpuRatio))).toFixed(0)} %`,
];
writeFileSync('report.txt', `${report.join('\n')}\n`);
console.log(report.join('\n'));
