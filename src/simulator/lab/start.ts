/** The cluster at the start of a lab. */
import { perform } from '../actions.ts';
import { addVm } from '../books.ts';
import { nodeOf, type Cluster } from '../cluster.ts';
import { startHistory } from '../history.ts';
import { REFERENCE_IMAGE } from '../images.ts';
import { buildNode, createReferenceCluster } from '../reference-deployment.ts';
import { review } from '../review.ts';
import type { Settings } from '../settings.ts';
import { step } from '../step.ts';
import type { Scenario, ScenarioFault, ScenarioNode } from './scenario.ts';

const GIBIBYTE = 1_073_741_824;

/** Builds the cluster of a scenario, with its warm-up behind it and its timed faults ahead. */
export function startCluster(scenario: Scenario): Cluster {
  const { seed, start } = scenario;
  const cluster = createReferenceCluster({
    seed,
    controllers: start.controllers,
    workers: start.workers,
    regions: start.regions,
    mode: start.mode,
    settings: start.settings as Partial<Settings>,
  });
  Object.assign(cluster.load, start.load);
  for (const [id, changes] of Object.entries(start.nodes)) changeNode(cluster, id, changes);
  for (const vm of start.vms) {
    addVm(cluster, nodeOf(cluster, vm.node), {
      id: vm.name,
      name: vm.name,
      image: REFERENCE_IMAGE,
      createdAtMs: 0,
      node: vm.node,
      state: 'running',
      cpu: vm.cpu,
      memoryBytes: vm.memoryGib * GIBIBYTE,
      diskBytes: vm.diskGb * 1e9,
      workload: vm.workload,
      dirtyBytesPerSecond: vm.dirtyMbPerSecond * 1e6,
      affinityGroup: null,
      antiAffinityGroup: null,
      affinity: null,
      requiredRegions: [],
      priority: 0,
    });
  }
  for (const { id, type, region, clockSkewMs, certificateEndsInHours } of start.machines) {
    const machine = buildNode(cluster, id, type, region);
    machine.process = 'stopped';
    machine.clockSkewMs = clockSkewMs ?? 0;
    if (certificateEndsInHours !== undefined)
      machine.certificateEndsAtMs = certificateEndsInHours * 3_600_000;
    (cluster.machines ??= {})[id] = machine;
  }
  review(cluster);
  startHistory(cluster);
  const warm = step(cluster, start.warmUpSeconds * 1000);
  scheduleFaults(
    warm,
    scenario.faults.filter(({ after }) => after === undefined),
  );
  return warm;
}

/** Lets faults strike so many seconds from this moment on; those without a delay strike at once. Changes the cluster in place. */
export function scheduleFaults(cluster: Cluster, faults: readonly ScenarioFault[]): void {
  for (const { atSeconds, after: _after, ...fault } of faults) {
    const action = { type: 'inject-fault', fault } as const;
    const refusal = perform(
      cluster,
      atSeconds === 0 ? action : { type: 'schedule', afterMs: atSeconds * 1000, action },
    );
    if (refusal !== null) throw new Error(`A fault of the scenario is refused: ${refusal.message}`);
  }
}

function changeNode(cluster: Cluster, id: string, changes: ScenarioNode): void {
  const node = nodeOf(cluster, id);
  node.version = changes.version ?? node.version;
  node.cpu = changes.cpu ?? node.cpu;
  node.amstStreams = changes.streams ?? node.amstStreams;
  node.compressionLevel = changes.compressionLevel ?? node.compressionLevel;
  node.reputation.score = changes.reputation ?? node.reputation.score;
  if (changes.memoryGib !== undefined) node.memoryBytes = changes.memoryGib * GIBIBYTE;
  if (changes.certificateEndsInHours !== undefined)
    node.certificateEndsAtMs = changes.certificateEndsInHours * 3_600_000;
}
