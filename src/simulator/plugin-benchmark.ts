/** What a plug-in is worth, beside what the cluster has built in. Nothing here changes a cluster. */
import { chooseStreams, shareLinks } from './amst.ts';
import { addVm, releaseFrom } from './books.ts';
import { listWorkers, type Cluster, type ClusterNode } from './cluster.ts';
import { copyPlain } from './copy.ts';
import { packGenetic } from './itp-genetic.ts';
import { placeVm } from './itp.ts';
import { pathBetween } from './links.ts';
import { slowerMode } from './mode.ts';
import { streamsOnPath, type PlacementPlugin, type TransportPlugin } from './plugins.ts';
import { isWorkerReady } from './status.ts';

/** One sender alone on its path, with the built-in streams and with those of the plug-in. */
export interface TransportBenchmark {
  kind: 'transport';
  plugin: string;
  source: string;
  target: string;
  rttMs: number;
  lossRatio: number;
  builtInStreams: number;
  builtInMbps: number;
  pluginStreams: number;
  pluginMbps: number;
  /** Rate with the plug-in ÷ rate without it. */
  factor: number;
}

/** All running VMs placed anew on empty workers. Utilisation is the mean memory use of the workers in use, 0–1. */
export interface PlacementBenchmark {
  kind: 'placement';
  plugin: string;
  vms: number;
  pluginUtilisation: number;
  /** VMs for which no worker was left. */
  pluginUnplaced: number;
  scoredUtilisation: number;
  scoredUnplaced: number;
  geneticUtilisation: number;
  geneticUnplaced: number;
}

export type PluginBenchmark = TransportBenchmark | PlacementBenchmark;

/** `null` where no path leads from one to the other. */
export function benchmarkTransport(
  cluster: Cluster,
  plugin: TransportPlugin,
  source: ClusterNode,
  target: ClusterNode,
): TransportBenchmark | null {
  const path = pathBetween(cluster, source, target);
  if (!path.isUp || path.capacityMbps <= 0) return null;
  const builtInStreams = chooseStreams(
    { ...cluster, plugins: [] },
    source,
    target,
    slowerMode(source.mode, target.mode),
    null,
  );
  const pluginStreams = streamsOnPath(plugin, path);
  const rate = (streams: number): number => {
    const flow = { id: 'benchmark', source, target, streams, demandMbps: Number.MAX_VALUE };
    return shareLinks(cluster, [flow]).get('benchmark')?.goodMbps ?? 0;
  };
  const builtInMbps = rate(builtInStreams);
  const pluginMbps = rate(pluginStreams);
  return {
    kind: 'transport',
    plugin: plugin.name,
    source: source.id,
    target: target.id,
    rttMs: path.rttMs,
    lossRatio: path.lossRatio,
    builtInStreams,
    builtInMbps,
    pluginStreams,
    pluginMbps,
    factor: builtInMbps === 0 ? 0 : pluginMbps / builtInMbps,
  };
}

export function benchmarkPlacement(cluster: Cluster, plugin: PlacementPlugin): PlacementBenchmark {
  const withPlugin = placeAnew(cluster, [plugin]);
  const scored = placeAnew(cluster, []);
  const vms = Object.values(cluster.vms).filter(({ state }) => state === 'running');
  const freeShare = cluster.settings['placement.constraints.min_free_memory_pct'] / 100;
  const workers = listWorkers(cluster).filter((node) => isWorkerReady(cluster, node));
  // The limits of the filter: guests share processors two to one, and a share of the memory stays free.
  const genetic = packGenetic(
    vms,
    workers.map((node) => ({ cpu: 2 * node.cpu, memoryBytes: node.memoryBytes * (1 - freeShare) })),
    cluster.seed,
  );
  return {
    kind: 'placement',
    plugin: plugin.name,
    vms: vms.length,
    pluginUtilisation: withPlugin.utilisation,
    pluginUnplaced: withPlugin.unplaced,
    scoredUtilisation: scored.utilisation,
    scoredUnplaced: scored.unplaced,
    // The packing measures against what may be used; here all of the memory counts.
    geneticUtilisation: genetic.utilisation * (1 - freeShare),
    geneticUnplaced: genetic.unplaced,
  };
}

export interface NewPlacement {
  /** Worker by VM. */
  nodes: Map<string, string>;
  utilisation: number;
  unplaced: number;
}

/** Empties the workers in a copy and places every running VM again, the largest first, with these plug-ins in use. */
export function placeAnew(cluster: Cluster, plugins: readonly PlacementPlugin[]): NewPlacement {
  const trial = copyPlain(cluster);
  trial.plugins = plugins.slice();
  const vms = Object.values(trial.vms)
    .filter(({ state }) => state === 'running')
    .sort((a, b) => b.memoryBytes - a.memoryBytes || (a.id < b.id ? -1 : 1));
  for (const vm of vms) {
    const node = trial.nodes[vm.node];
    if (node === undefined) continue;
    releaseFrom(node, vm);
    delete trial.vms[vm.id];
  }
  const nodes = new Map<string, string>();
  for (const vm of vms) {
    const placement = placeVm(trial, vm);
    const node = 'refusal' in placement ? undefined : trial.nodes[placement.node];
    if (node === undefined) continue;
    addVm(trial, node, vm);
    nodes.set(vm.id, node.id);
  }
  const used = listWorkers(trial).filter(({ vms: held }) => held.length > 0);
  const sum = used.reduce((total, node) => total + node.memoryUsedBytes / node.memoryBytes, 0);
  return {
    nodes,
    utilisation: used.length === 0 ? 0 : sum / used.length,
    unplaced: vms.length - nodes.size,
  };
}
