/** Lab 2: measures the path, registers the learner's plug-in, and measures it again, on this path and on others. */
import { listWorkers, nodeOf, type Cluster } from '../../simulator/cluster.ts';
import { bandwidthDelayBytes, pathBetween } from '../../simulator/links.ts';
import { benchmarkTransport, type TransportBenchmark } from '../../simulator/plugin-benchmark.ts';
import { gatherKnowledge } from '../../simulator/plugin-programs/index.ts';
import type { TransportPlugin } from '../../simulator/plugins.ts';
import { streamLimits } from '../../simulator/amst.ts';
import { askPlugin, register, requirePlugin } from './ask-plugin.ts';
import type { Check } from './grade.ts';
import { check, type LabGrader } from './lab-grader.ts';

const SOURCE = 'worker-1';
const INSIDE = 'worker-2';
const FAR = 'worker-8';

export const transportGrader: LabGrader = {
  scenario: 'developer/lab-2',
  examine: async (bench, program) => {
    const lossy = withCubic(bench.cluster);
    const [first, second] = await askPlugin(bench, program, [
      gatherKnowledge(bench.cluster),
      gatherKnowledge(lossy),
    ]);
    const plugin = requirePlugin(first, 'transport');
    bench.type(`dwcp-cli migration start --vm vm-media-1 --target ${FAR}`);
    register(bench, plugin);
    bench.type(`dwcp-cli plugin benchmark --plugin ${plugin.name} --source ${SOURCE} --target ${FAR}`);
    bench.type(`dwcp-cli plugin benchmark --plugin ${plugin.name} --source ${SOURCE} --target ${INSIDE}`);
    const checks = [
      checkPaths(bench.cluster, plugin),
      checkWaste(bench.cluster, plugin),
      checkLoss(lossy, requirePlugin(second, 'transport')),
    ];
    bench.type(`dwcp-cli migration start --vm vm-media-1 --target ${SOURCE}`);
    const tell = (target: string): string => describe(measure(bench.cluster, plugin, target));
    return {
      problem: null,
      reasons: {
        benchmarked: tell(FAR),
        'no-harm': tell(INSIDE),
        faster: `The transfer back took longer than 70 % of the first. ${tell(FAR)}`,
      },
      checks,
    };
  },
};

function measure(cluster: Cluster, plugin: TransportPlugin, target: string): TransportBenchmark {
  const benchmark = benchmarkTransport(cluster, plugin, nodeOf(cluster, SOURCE), nodeOf(cluster, target));
  if (benchmark === null) throw new Error(`The lab has a path from ${SOURCE} to ${target}.`);
  return benchmark;
}

function describe(benchmark: TransportBenchmark): string {
  const { target, rttMs, pluginStreams, pluginMbps, builtInStreams, builtInMbps } = benchmark;
  const side = (streams: number, mbps: number): string =>
    `${streams} streams at ${Math.round(mbps * 10) / 10} Mbps`;
  return `From ${SOURCE} to ${target}, ${rttMs} ms: ${side(pluginStreams, pluginMbps)}; built in are ${side(builtInStreams, builtInMbps)}.`;
}

/** One worker of each region that the source can send to. */
function targets(cluster: Cluster): string[] {
  const regions = Map.groupBy(
    listWorkers(cluster).filter(({ id }) => id !== SOURCE),
    ({ region }) => region,
  );
  return [...regions.values()].flatMap(([first]) => first?.id ?? []);
}

function checkPaths(cluster: Cluster, plugin: TransportPlugin): Check {
  const slower = targets(cluster)
    .map((target) => measure(cluster, plugin, target))
    .filter(({ factor }) => factor < 1 - 1e-9);
  return check(
    'every-path',
    'It is no slower than the built-in streams on any path of the cluster',
    slower.length === 0,
    slower.map(describe).join('\n'),
  );
}

/** Streams that add nothing cost memory and processors on both sides; twice what fills the path is generous. */
function checkWaste(cluster: Cluster, plugin: TransportPlugin): Check {
  const facts = gatherKnowledge(cluster).transport;
  const wasted = targets(cluster).flatMap((target) => {
    const path = pathBetween(cluster, nodeOf(cluster, SOURCE), nodeOf(cluster, target));
    const { streamMbps } = streamLimits(path, facts.congestionControl, facts.pacingMbps ?? Number.MAX_VALUE);
    const needed = Math.ceil(path.capacityMbps / streamMbps);
    const { pluginStreams } = measure(cluster, plugin, target);
    const megabytes = Math.round(bandwidthDelayBytes(path.capacityMbps, path.rttMs) / 1e4) / 100;
    return pluginStreams <= 2 * needed
      ? []
      : `From ${SOURCE} to ${target} it opens ${pluginStreams} streams; ${needed} fill the path of ${path.capacityMbps} Mbps and ${path.rttMs} ms, which holds ${megabytes} MB.`;
  });
  return check(
    'no-waste',
    'It opens at most twice the streams that fill a path',
    wasted.length === 0,
    wasted.join('\n'),
  );
}

/** The same cluster with loss-based senders and 1 % loss on the way to the far region. */
function withCubic(cluster: Cluster): Cluster {
  const changed = structuredClone(cluster);
  changed.settings['transport.amst.congestion_control'] = 'cubic';
  changed.impairments.push({
    id: 'lossy',
    on: { type: 'node', node: SOURCE },
    delayMs: 0,
    jitterMs: 0,
    lossRatio: 0.01,
    rateMbps: null,
    isDown: false,
  });
  return changed;
}

function checkLoss(cluster: Cluster, plugin: TransportPlugin): Check {
  const benchmark = measure(cluster, plugin, FAR);
  return check(
    'aware-of-loss',
    'With cubic in place of bbr and 1 % loss it is at least 5 times as fast as the built-in streams',
    benchmark.factor >= 5,
    `${describe(benchmark)} A stream of cubic carries 1.22 × segment ÷ (round trip × √loss).`,
  );
}
