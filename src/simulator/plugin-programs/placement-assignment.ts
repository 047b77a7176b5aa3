/** A placement program as an assignment: it is asked about the VMs that run, and its answer is checked. */
import type { PlacementPlugin } from '../plugins.ts';
import { describeThrown, describeValue } from './describe-value.ts';
import type { PluginKnowledge } from './gather-knowledge.ts';
import type { PlacementPlanProgram, PlacementProgram, PlacementScoreProgram } from './program-types.ts';
import { brokenRule, copyVms, copyWorkers, shortageFor, take } from './room.ts';

/** Problems that are told at once. */
const PROBLEM_LIMIT = 5;

type Answer = { assignment: Map<string, string> } | { problems: string[] };

/** Asks the program twice and writes its answer down; a VM that it leaves out is left to the built-in score. */
export function assignPlacement(
  program: PlacementProgram,
  knowledge: PluginKnowledge,
): { plugin: PlacementPlugin; leftOut: string[] } | { problems: string[] } {
  if (knowledge.vms.length === 0) return { problems: ['No VM runs that could be placed.'] };
  if (knowledge.workers.length === 0) return { problems: ['No worker is ready to take VMs.'] };
  const ask = (): Answer =>
    'place' in program ? askPlan(program, knowledge) : askScores(program, knowledge);
  const first = ask();
  if ('problems' in first) return first;
  const second = ask();
  if ('problems' in second) return second;
  for (const { id } of knowledge.vms) {
    const [once, again] = [first.assignment.get(id) ?? 'no worker', second.assignment.get(id) ?? 'no worker'];
    if (once !== again)
      return {
        problems: [
          `The program gave ${id} ${once} and, asked again, ${again}. Take out what changes from call to call: the clock, chance, variables outside the function.`,
        ],
      };
  }
  if (first.assignment.size === 0) return { problems: ['The program gave no VM a worker.'] };
  return {
    plugin: { kind: 'placement', name: program.name, assignment: Object.fromEntries(first.assignment) },
    leftOut: knowledge.vms.flatMap(({ id }) => (first.assignment.has(id) ? [] : id)),
  };
}

function askPlan(program: PlacementPlanProgram, { vms, workers, limits }: PluginKnowledge): Answer {
  let plan: unknown;
  try {
    // Copies, so that a program may keep its books in what it is given.
    plan = program.place(copyVms(vms), copyWorkers(workers), { ...limits });
  } catch (error) {
    return { problems: [`place failed: ${describeThrown(error)}`] };
  }
  if (typeof plan !== 'object' || plan === null || Array.isArray(plan) || plan instanceof Map)
    return {
      problems: [
        `place answered ${describeValue(plan)}; it has to answer an object with the worker of each VM, such as { "vm-web-1": "worker-3" }.`,
      ],
    };
  return checkPlan(plan as Record<string, unknown>, { vms, workers, limits });
}

/** Checks names, rules and room; whatever is too much for a worker is told with the figures. */
function checkPlan(
  plan: Readonly<Record<string, unknown>>,
  { vms, workers, limits }: Pick<PluginKnowledge, 'vms' | 'workers' | 'limits'>,
): Answer {
  const problems: string[] = [];
  const assignment = new Map<string, string>();
  const byId = new Map(copyWorkers(workers).map((worker) => [worker.id, worker]));
  const known = new Map(vms.map((vm) => [vm.id, vm]));
  for (const [id, node] of Object.entries(plan)) {
    if (!known.has(id)) {
      problems.push(`place names the VM "${id}", and no VM of that name runs.`);
    } else if (typeof node !== 'string') {
      problems.push(`place gave ${id} ${describeValue(node)}; leave out a VM for which no worker is left.`);
    } else if (!byId.has(node)) {
      problems.push(`place gave ${id} to "${node}", which is no worker that is ready.`);
    } else {
      assignment.set(id, node);
    }
  }
  for (const vm of vms) {
    const worker = byId.get(assignment.get(vm.id) ?? '');
    if (worker === undefined) continue;
    const rule = brokenRule(vm, worker, assignment);
    if (rule !== null) problems.push(`place gave ${vm.id} to ${worker.id}, but ${rule}.`);
    take(vm, worker);
  }
  for (const worker of byId.values()) problems.push(...overCapacity(worker, limits));
  return problems.length > 0 ? { problems: problems.slice(0, PROBLEM_LIMIT) } : { assignment };
}

function overCapacity(
  { id, cpu, memoryGib, diskGb, used }: PluginKnowledge['workers'][number],
  limits: PluginKnowledge['limits'],
): string[] {
  const mostGib = memoryGib * (1 - limits.freeMemoryRatio);
  const problems: string[] = [];
  const tell = (what: string): void => void problems.push(`place gives ${id} ${what}.`);
  if (used.memoryGib > mostGib)
    tell(
      `${round(used.memoryGib)} GiB of memory; of its ${round(memoryGib)} GiB, ${round(mostGib)} may be used`,
    );
  if (used.cpu > limits.cpuShare * cpu)
    tell(`${used.cpu} virtual processors; its ${cpu} processors take ${limits.cpuShare * cpu}`);
  if (used.diskGb > diskGb) tell(`${round(used.diskGb)} GB of disk; it has ${round(diskGb)} GB`);
  if (used.vms > limits.maxVmsPerWorker)
    tell(`${used.vms} VMs; a worker takes ${limits.maxVmsPerWorker} at most`);
  return problems;
}

function askScores(program: PlacementScoreProgram, { vms, workers, limits }: PluginKnowledge): Answer {
  const books = copyWorkers(workers);
  const assignment = new Map<string, string>();
  for (const vm of vms) {
    let best: PluginKnowledge['workers'][number] | undefined;
    let bestScore = -Infinity;
    for (const worker of books) {
      if (shortageFor(vm, worker, limits) !== null || brokenRule(vm, worker, assignment) !== null) continue;
      let score: unknown;
      try {
        score = program.score(copyVms([vm])[0] ?? vm, copyWorkers([worker])[0] ?? worker, { ...limits });
      } catch (error) {
        return { problems: [`score failed for ${vm.id} on ${worker.id}: ${describeThrown(error)}`] };
      }
      if (typeof score !== 'number' || !Number.isFinite(score))
        return {
          problems: [
            `score answered ${describeValue(score)} for ${vm.id} on ${worker.id}; it has to answer a finite number.`,
          ],
        };
      if (score > bestScore) [best, bestScore] = [worker, score];
    }
    if (best === undefined) continue;
    take(vm, best);
    assignment.set(vm.id, best.id);
  }
  return { assignment };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
