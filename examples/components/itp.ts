/** ITP: which worker takes a VM. A filter removes every worker that may not, a score chooses among the rest. */

export interface Worker {
  id: string;
  region: string;
  cpu: number;
  memoryGib: number;
  diskGb: number;
  used: { cpu: number; memoryGib: number; diskGb: number; vms: number };
  isInMaintenance: boolean;
  isQuarantined: boolean;
  /** Round trip to the leading controller, in milliseconds. */
  rttMs: number;
  /** Measured reliability × reputation, 0–1. */
  reliability: number;
  /** Cheapness, 0–1, 1 being the cheapest. */
  cost: number;
}

export interface Request {
  cpu: number;
  memoryGib: number;
  diskGb: number;
  /** Regions it may be in; any, if empty. */
  regions: readonly string[];
  /** Workers on which it must not be, since VMs of its anti-affinity group are there. */
  apartFrom: readonly string[];
}

export interface Limits {
  /** Virtual processors that share one processor at most. */
  cpuShare: number;
  /** Share of the memory that stays free. */
  freeMemoryRatio: number;
  maxVms: number;
}

/** The reference deployment. */
export const REFERENCE_LIMITS: Limits = { cpuShare: 2, freeMemoryRatio: 0.1, maxVms: 100 };

// region: filter
export interface Rejection {
  reason: string;
  /** A rule gives PLACEMENT_FAILED when nobody is left, a lack of capacity INSUFFICIENT_RESOURCES. */
  kind: 'rule' | 'capacity';
}

/** Why a worker cannot take the VM; `null` if it can. Rules come first, since no capacity repairs them. */
export function reject(worker: Worker, vm: Request, limits: Limits): Rejection | null {
  const rule = (reason: string): Rejection => ({ reason, kind: 'rule' });
  const short = (reason: string): Rejection => ({ reason, kind: 'capacity' });
  if (worker.isInMaintenance) return rule('in maintenance');
  if (worker.isQuarantined) return rule('in quarantine');
  if (vm.regions.length > 0 && !vm.regions.includes(worker.region)) return rule(`in region ${worker.region}`);
  if (vm.apartFrom.includes(worker.id)) return rule('beside a VM of its anti-affinity group');
  const { used } = worker;
  if (used.diskGb + vm.diskGb > worker.diskGb) return short('disk');
  if (used.memoryGib + vm.memoryGib > worker.memoryGib * (1 - limits.freeMemoryRatio)) return short('memory');
  if (used.cpu + vm.cpu > limits.cpuShare * worker.cpu) return short('processors');
  return used.vms >= limits.maxVms ? short('number of VMs') : null;
}
// endregion

// region: score
/** Share of the worker's memory in use with the VM on it. */
export function fillOf(worker: Worker, vm: Request): number {
  return (worker.used.memoryGib + vm.memoryGib) / worker.memoryGib;
}

/** In a datacenter the fullest worker that fits, so that others stay free for large guests. */
export function datacenterScore(worker: Worker, vm: Request): number {
  return 0.8 * fillOf(worker, vm) + 0.2 * worker.reliability;
}

/** On wide networks closeness, reliability, cost and sovereignty; the filter has seen to it that the last is 1. */
export function wideScore(worker: Worker, vm: Request): number {
  const closeness = Math.max(0, 1 - worker.rttMs / 500);
  const parts = 0.3 * closeness + 0.4 * worker.reliability + 0.2 * worker.cost + 0.1;
  // Equal workers are told apart by fill, with a weight too small to outvote any part.
  return parts + 0.01 * fillOf(worker, vm);
}
// endregion

// region: place
export type Placement = { worker: string } | { code: 'PLACEMENT_FAILED' | 'INSUFFICIENT_RESOURCES' };

/** The worker with the highest score; of equal ones the first. */
export function place(
  workers: readonly Worker[],
  vm: Request,
  score: (worker: Worker, vm: Request) => number,
  limits = REFERENCE_LIMITS,
): Placement {
  const judged = workers.map((worker) => ({ worker, rejection: reject(worker, vm, limits) }));
  const open = judged.filter(({ rejection }) => rejection === null).map(({ worker }) => worker);
  const best = open.reduce<Worker | null>(
    (winner, next) => (winner === null || score(next, vm) > score(winner, vm) ? next : winner),
    null,
  );
  if (best !== null) return { worker: best.id };
  const isRule = judged.every(({ rejection }) => rejection?.kind === 'rule');
  return { code: isRule ? 'PLACEMENT_FAILED' : 'INSUFFICIENT_RESOURCES' };
}
// endregion
