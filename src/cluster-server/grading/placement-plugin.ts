/** Lab 3: compares the learner's placement with the genetic baseline, moves the VMs as it says, and tries other clusters. */
import type { Cluster } from '../../simulator/cluster.ts';
import { benchmarkPlacement, type PlacementBenchmark } from '../../simulator/plugin-benchmark.ts';
import { gatherKnowledge, type BuiltPlugin } from '../../simulator/plugin-programs/index.ts';
import { rejectTarget } from '../../simulator/itp.ts';
import { startCluster } from '../../simulator/lab/start.ts';
import type { Scenario } from '../../simulator/lab/scenario.ts';
import type { PlacementPlugin } from '../../simulator/plugins.ts';
import { askPlugin, register, requirePlugin } from './ask-plugin.ts';
import type { Check } from './grade.ts';
import type { LabBench } from './lab-bench.ts';
import { check, type LabGrader } from './lab-grader.ts';

/** How far below the genetic search a placement may stay: it compares 1,710 orders. */
const TOLERANCE = 0.01;

/** Memory of the VMs of two more clusters, which workers of 28.8 GiB hold full to 28. */
const OTHER_SIZES: readonly (readonly number[])[] = [
  [17, 11, 17, 11, 14, 14, 9, 9, 10, 20, 8],
  [12, 12, 4, 13, 8, 7, 15, 7, 6, 16, 6, 6],
];

export const placementGrader: LabGrader = {
  scenario: 'developer/lab-3',
  examine: async (bench, program) => {
    const others = OTHER_SIZES.map((sizes) => clusterOf(bench.scenario, sizes));
    const ruled = withRules(bench.cluster);
    const [built, ruledBuilt, ...otherBuilt] = await askPlugin(
      bench,
      program,
      [bench.cluster, ruled, ...others].map(gatherKnowledge),
    );
    const plugin = requirePlugin(built, 'placement');
    bench.type('dwcp-cli placement solver-stats');
    register(bench, plugin);
    bench.type(`dwcp-cli plugin benchmark --plugin ${plugin.name}`);
    const benchmark = benchmarkPlacement(bench.cluster, plugin);
    moveAsPlanned(bench, plugin);
    return {
      problem: null,
      reasons: { compared: describe(benchmark), reached: describeWorkers(bench.cluster) },
      checks: [
        check(
          'as-good-as-genetic',
          'It is at most one point below the genetic baseline',
          benchmark.pluginUtilisation >= benchmark.geneticUtilisation - TOLERANCE,
          describe(benchmark),
        ),
        checkOthers(others, otherBuilt),
        checkRules(ruledBuilt),
      ],
    };
  },
};

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

function describe(benchmark: PlacementBenchmark): string {
  const { pluginUtilisation, pluginUnplaced, geneticUtilisation, scoredUtilisation } = benchmark;
  const left = pluginUnplaced === 0 ? '' : ` and leaves ${pluginUnplaced} VMs without a worker`;
  return `It fills its workers to ${percent(pluginUtilisation)}${left}; the built-in score to ${percent(scoredUtilisation)}, the genetic baseline to ${percent(geneticUtilisation)}.`;
}

function describeWorkers({ nodes }: Cluster): string {
  const used = Object.values(nodes).filter(({ type, vms }) => type === 'worker' && vms.length > 0);
  const shares = used.map(
    ({ id, memoryUsedBytes, memoryBytes }) => `${id} ${percent(memoryUsedBytes / memoryBytes)}`,
  );
  return `After all moves ${used.length} workers are in use: ${shares.join(', ')}.`;
}

/**
 * Moves every VM to the worker that the plan has for it. A VM whose place is still taken waits; if all of them wait, one
 * makes room by way of a third worker.
 */
function moveAsPlanned(bench: LabBench, { assignment = {} }: PlacementPlugin): void {
  const move = (vm: string, target: string): void =>
    void bench.type(`dwcp-cli migration start --vm ${vm} --target ${target}`);
  const isFree = (vm: string, target: string): boolean => {
    const { cluster } = bench;
    const [guest, node] = [cluster.vms[vm], cluster.nodes[target]];
    return guest !== undefined && node !== undefined && rejectTarget(cluster, node, guest) === null;
  };
  for (let moves = 0; moves < 3 * Object.keys(assignment).length; moves += 1) {
    const waiting = Object.entries(assignment).filter(
      ([vm, target]) => bench.cluster.vms[vm]?.node !== target,
    );
    if (waiting.length === 0) return;
    const next =
      waiting.find(([vm, target]) => isFree(vm, target)) ??
      waiting.flatMap(([vm]): [string, string][] => {
        const detour = Object.values(bench.cluster.nodes).find(
          ({ id, type }) => type === 'worker' && bench.cluster.vms[vm]?.node !== id && isFree(vm, id),
        );
        return detour === undefined ? [] : [[vm, detour.id]];
      })[0];
    if (next === undefined) return;
    move(...next);
  }
}

/** The cluster of the lab with other VMs, one after the other on its workers. */
function clusterOf(scenario: Scenario, sizes: readonly number[]): Cluster {
  const [model] = scenario.start.vms;
  if (model === undefined) throw new Error('The lab has VMs.');
  // Enough workers for any placement, since each VM may get one of its own.
  const workers = sizes.length;
  const nodes = Object.fromEntries(sizes.map((_, index) => [`worker-${index + 1}`, { memoryGib: 32 }]));
  const vms = sizes.map((memoryGib, index) => ({
    ...model,
    name: `vm-${index + 1}`,
    node: `worker-${index + 1}`,
    memoryGib,
  }));
  return startCluster({ ...scenario, start: { ...scenario.start, workers, nodes, vms } });
}

function checkOthers(clusters: readonly Cluster[], built: readonly BuiltPlugin[]): Check {
  const complaints = clusters.flatMap((cluster, index) => {
    const answer = built[index];
    const name = `On a cluster of ${Object.keys(cluster.vms).length} other VMs`;
    if (answer === undefined || 'problems' in answer || answer.plugin.kind !== 'placement')
      return `${name}: ${answer !== undefined && 'problems' in answer ? answer.problems.join(' ') : 'no placement'}`;
    const benchmark = benchmarkPlacement(cluster, answer.plugin);
    const isGood = benchmark.pluginUnplaced === 0 && benchmark.pluginUtilisation >= 0.85;
    return isGood ? [] : `${name}: ${describe(benchmark)}`;
  });
  return check(
    'other-clusters',
    'On two clusters with other VMs it reaches 85 % as well',
    complaints.length === 0,
    complaints.join('\n'),
  );
}

/** The cluster of the lab, in which the three largest VMs keep apart. */
function withRules(cluster: Cluster): Cluster {
  const changed = structuredClone(cluster);
  for (const vm of Object.values(changed.vms))
    if (vm.id.startsWith('vm-a-')) vm.antiAffinityGroup = 'replicas';
  return changed;
}

function checkRules(built: BuiltPlugin | undefined): Check {
  const problems = built !== undefined && 'problems' in built ? built.problems : [];
  return check(
    'rules',
    'It keeps VMs apart that must not share a worker',
    problems.length === 0,
    `With a rule between the three vm-a: ${problems.join(' ')}`,
  );
}
