/** Which VMs to move in one round so that workers are used alike: a function of what was measured. */
import type { Vm } from '../dwcp/types.ts';
import type { WorkerLoad } from '../fleet/workers.ts';

export interface BalancePolicy {
  /** Difference between the fullest and the emptiest worker, as a share of memory, that starts balancing. */
  readonly startSpread: number;
  /** Difference at which it ends. Between the two nothing begins and nothing breaks off. */
  readonly stopSpread: number;
  readonly movesPerRound: number;
  /** Pause after the last move of a round: a reading is up to 15 s old, and before it shows the new state it shows the old. */
  readonly settleMs: number;
  /** How long a VM that was moved is left where it is. */
  readonly restMs: number;
  /** Share of its memory that no worker is filled beyond. */
  readonly ceiling: number;
}

export const BALANCE_POLICY: BalancePolicy = {
  startSpread: 0.2,
  stopSpread: 0.1,
  movesPerRound: 2,
  settleMs: 30_000,
  restMs: 600_000,
  ceiling: 0.85,
};

export interface Balance {
  readonly isBalancing: boolean;
  readonly moves: readonly { readonly vm: string; readonly from: string; readonly target: string }[];
}

// region: spread
interface Load extends WorkerLoad {
  readonly share: number;
}

/** Workers from the emptiest to the fullest. */
function byShare(workers: readonly WorkerLoad[]): Load[] {
  return workers
    .map((worker) => ({ ...worker, share: worker.usedGb / worker.memoryGb }))
    .sort((a, b) => a.share - b.share || (a.id < b.id ? -1 : 1));
}

export function spreadOf(workers: readonly WorkerLoad[]): number {
  const loads = byShare(workers);
  return (loads.at(-1)?.share ?? 0) - (loads.at(0)?.share ?? 0);
}
// endregion

// region: balance
export function planRound(
  wasBalancing: boolean,
  workers: readonly WorkerLoad[],
  vms: readonly Vm[],
  movedAtMs: ReadonlyMap<string, number>,
  nowMs: number,
  policy: BalancePolicy,
): Balance {
  const moves: { vm: string; from: string; target: string }[] = [];
  const isBalancing = spreadOf(workers) > (wasBalancing ? policy.stopSpread : policy.startSpread);
  if (!isBalancing) return { isBalancing, moves };
  const hasRested = (id: string): boolean => nowMs - (movedAtMs.get(id) ?? -Infinity) >= policy.restMs;
  const movable = vms.filter(({ vm_id, status }) => status === 'running' && hasRested(vm_id));
  // Every move is tried on paper first, so that the second of a round meets what the first has left.
  let loads = workers;
  while (moves.length < policy.movesPerRound && spreadOf(loads) > policy.stopSpread) {
    const move = nextMove(
      loads,
      movable.filter(({ vm_id }) => !moves.some(({ vm }) => vm === vm_id)),
      policy,
    );
    if (move === undefined) break;
    moves.push({ vm: move.vm.vm_id, from: move.vm.node, target: move.target });
    loads = loads.map((worker) => shift(worker, move));
  }
  return { isBalancing, moves };
}

interface PlannedMove {
  readonly vm: Vm;
  readonly target: string;
}

/** The largest VM of the fullest worker that makes the emptiest at most as full as that worker will be then. */
function nextMove(
  workers: readonly WorkerLoad[],
  movable: readonly Vm[],
  policy: BalancePolicy,
): PlannedMove | undefined {
  const loads = byShare(workers);
  const [coldest] = loads;
  const hottest = loads.at(-1);
  if (coldest === undefined || hottest === undefined) return undefined;
  const [vm] = movable
    .filter(({ node, resources, placement }) => {
      const after = (coldest.usedGb + resources.memory_gb) / coldest.memoryGb;
      const left = (hottest.usedGb - resources.memory_gb) / hottest.memoryGb;
      const mayLeave = placement.region === null || placement.region === coldest.region;
      return node === hottest.id && mayLeave && after <= left && after <= policy.ceiling;
    })
    .sort((a, b) => b.resources.memory_gb - a.resources.memory_gb || (a.vm_id < b.vm_id ? -1 : 1));
  return vm === undefined ? undefined : { vm, target: coldest.id };
}
// endregion

function shift(worker: WorkerLoad, { vm, target }: PlannedMove): WorkerLoad {
  const { memory_gb } = vm.resources;
  if (worker.id === vm.node) return { ...worker, usedGb: worker.usedGb - memory_gb };
  if (worker.id === target) return { ...worker, usedGb: worker.usedGb + memory_gb };
  return worker;
}
