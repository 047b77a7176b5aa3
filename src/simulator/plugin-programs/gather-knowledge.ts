/** What a cluster tells a plug-in program. */
import { SEGMENT_BYTES, WINDOW_BYTES } from '../amst.ts';
import { listWorkers, type Cluster, type ClusterNode, type Vm } from '../cluster.ts';
import { proposerOf } from '../consensus.ts';
import { pathBetween } from '../links.ts';
import { MAX_STREAMS } from '../plugins.ts';
import { isWorkerReady } from '../status.ts';
import type { PlacementLimits, PlacementVm, PlacementWorker, TransportFacts } from './program-types.ts';

export interface PluginKnowledge {
  transport: TransportFacts;
  /** The running VMs, the largest memory first. */
  vms: PlacementVm[];
  /** The workers that are ready. */
  workers: PlacementWorker[];
  limits: PlacementLimits;
}

const GIBIBYTE = 1_073_741_824;
const GIGABYTE = 1e9;

/** Processors are shared by two guests each, as in the filter of the built-in placement. */
const CPU_SHARE = 2;

export function gatherKnowledge(cluster: Cluster): PluginKnowledge {
  const { settings } = cluster;
  const controllerId = proposerOf(cluster);
  const controller = controllerId === null ? undefined : cluster.nodes[controllerId];
  const running = Object.values(cluster.vms)
    .filter(({ state }) => state === 'running')
    .sort((a, b) => b.memoryBytes - a.memoryBytes || (a.id < b.id ? -1 : 1));
  return {
    transport: {
      windowBytes: WINDOW_BYTES,
      segmentBytes: SEGMENT_BYTES,
      pacingMbps: settings['transport.amst.pacing.enabled']
        ? settings['transport.amst.pacing.rate_mbps']
        : null,
      congestionControl: settings['transport.amst.congestion_control'],
      maxStreams: MAX_STREAMS,
    },
    vms: running.map((vm) => describeVm(cluster, vm)),
    workers: listWorkers(cluster)
      .filter((node) => isWorkerReady(cluster, node))
      .map((node) => describeWorker(cluster, node, running, controller)),
    limits: {
      cpuShare: CPU_SHARE,
      freeMemoryRatio: settings['placement.constraints.min_free_memory_pct'] / 100,
      maxVmsPerWorker: settings['placement.constraints.max_vms_per_node'],
    },
  };
}

function describeVm(cluster: Cluster, vm: Vm): PlacementVm {
  const others = Object.values(cluster.vms).filter((other) => other !== vm);
  // A rule that names the other VM holds for both of them.
  const isNamed = (type: 'affinity' | 'anti-affinity', other: Vm): boolean =>
    (vm.affinity?.type === type && vm.affinity.vms.includes(other.id)) ||
    (other.affinity?.type === type && other.affinity.vms.includes(vm.id));
  const idsOf = (isMeant: (other: Vm) => boolean): string[] => others.filter(isMeant).map(({ id }) => id);
  return {
    id: vm.id,
    node: vm.node,
    cpu: vm.cpu,
    memoryGib: vm.memoryBytes / GIBIBYTE,
    diskGb: vm.diskBytes / GIGABYTE,
    requiredRegions: [...vm.requiredRegions],
    together: idsOf(
      (other) =>
        (vm.affinityGroup !== null && other.affinityGroup === vm.affinityGroup) || isNamed('affinity', other),
    ),
    apart: idsOf(
      (other) =>
        (vm.antiAffinityGroup !== null && other.antiAffinityGroup === vm.antiAffinityGroup) ||
        isNamed('anti-affinity', other),
    ),
  };
}

function describeWorker(
  cluster: Cluster,
  node: ClusterNode,
  placedAnew: readonly Vm[],
  controller: ClusterNode | undefined,
): PlacementWorker {
  const moved = placedAnew.filter((vm) => vm.node === node.id);
  const sum = (sizeOf: (vm: Vm) => number): number => moved.reduce((total, vm) => total + sizeOf(vm), 0);
  return {
    id: node.id,
    region: node.region,
    cpu: node.cpu,
    memoryGib: node.memoryBytes / GIBIBYTE,
    diskGb: node.diskBytes / GIGABYTE,
    used: {
      cpu: node.cpuUsed - sum(({ cpu }) => cpu),
      memoryGib: (node.memoryUsedBytes - sum(({ memoryBytes }) => memoryBytes)) / GIBIBYTE,
      diskGb: (node.diskUsedBytes - sum(({ diskBytes }) => diskBytes)) / GIGABYTE,
      vms: node.vms.length - moved.length,
    },
    rttMs: controller === undefined ? 0 : pathBetween(cluster, controller, node).rttMs,
    reliability: (node.uptimeRatio * node.reputation.score) / 100,
    cost: node.costScore,
  };
}
