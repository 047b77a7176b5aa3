/** What to do about one move: a function of what is wanted and what is seen, without a clock, a network or a memory. */
import { backoffMs, type Backoff } from '../dwcp/backoff.ts';
import type { Migration, Vm } from '../dwcp/types.ts';
import { isOpen, type MoveRecord, type MoveState } from './move.ts';

export interface Observation {
  /** `undefined` for a VM that does not exist. */
  readonly vm: Vm | undefined;
  /** The migration of the VM that is under way, whoever started it. */
  readonly active: Migration | undefined;
  /** The migration of the record, once it has ended. */
  readonly ended: Migration | undefined;
}

export type Decision =
  | { readonly type: 'leave' }
  | { readonly type: 'start' }
  | { readonly type: 'change'; readonly to: MoveState };

export interface MovePolicy {
  readonly maxAttempts: number;
  /** Pauses between two migrations of one VM. */
  readonly backoff: Backoff;
}

export const MOVE_POLICY: MovePolicy = { maxAttempts: 4, backoff: { baseMs: 5_000, capMs: 300_000 } };

// region: decide
export function decide(
  record: MoveRecord,
  { vm, active, ended }: Observation,
  nowMs: number,
  policy: MovePolicy,
  random: () => number,
): Decision {
  const { move, state, attempts } = record;
  if (!isOpen(record)) return { type: 'leave' };
  if (vm === undefined) return giveUp('VM_NOT_FOUND', 'The VM does not exist any more.');
  if (active !== undefined) {
    // Ours, or one that wants the same: in either case there is only one thing to do, and that is to follow it.
    const follow: MoveState = { type: 'moving', migrationId: active.migration_id };
    if (active.target_node === move.target) return change(follow);
    return wait(nowMs, `Somebody moves the VM to ${active.target_node}.`);
  }
  const hasEnded = state.type === 'moving' && ended !== undefined;
  // A VM that has arrived and was then moved on by somebody is none of our business any more.
  if (vm.node === move.target || (hasEnded && ended.status === 'completed')) return change({ type: 'done' });
  if (move.from !== undefined && vm.node !== move.from)
    return giveUp('MOVED_MEANWHILE', `The VM is on ${vm.node}; the plan was made for ${move.from}.`);
  if (vm.status === 'creating') return wait(nowMs, 'The VM is being created.');
  if (vm.status !== 'running' && vm.status !== 'migrating')
    return giveUp('VM_NOT_RUNNING', `The VM is ${vm.status}, so there is no memory to move.`);
  if (hasEnded) return afterFailure(record, ended.error?.code ?? 'INTERNAL', nowMs, policy, random);
  // It was asked for, and nothing came of it: that was an attempt like any other.
  if (state.type === 'starting') return afterFailure(record, 'NO_ANSWER', nowMs, policy, random);
  if (state.type === 'waiting' && nowMs < state.notBeforeMs) return { type: 'leave' };
  if (attempts >= policy.maxAttempts)
    return giveUp('TOO_MANY_ATTEMPTS', `${attempts} migrations have not brought the VM to ${move.target}.`);
  return { type: 'start' };
}
// endregion

// region: judge
/** Refusals and failures that the same request would meet again, however long it waits. */
const HOPELESS: ReadonlySet<string> = new Set([
  'INVALID_ARGUMENT',
  'PERMISSION_DENIED',
  'VM_NOT_FOUND',
  'NODE_NOT_FOUND',
  'NODE_QUARANTINED',
  'PLACEMENT_FAILED',
  'VERSION_MISMATCH',
  // A person has to choose: a quiet hour, a longer pause or another strategy. A person has also cancelled it.
  'MIGRATION_NOT_CONVERGING',
  'MIGRATION_CANCELLED',
]);

/** What becomes of a move after a refused request or a failed migration. */
export function afterFailure(
  { attempts }: MoveRecord,
  code: string,
  nowMs: number,
  policy: MovePolicy,
  random: () => number,
): Decision {
  if (HOPELESS.has(code)) return giveUp(code, `The cluster answered ${code}; repeating would not help.`);
  if (attempts >= policy.maxAttempts) return giveUp(code, `The last attempt ended with ${code}.`);
  const pauseMs = backoffMs(attempts - 1, policy.backoff, random);
  return change({
    type: 'waiting',
    notBeforeMs: nowMs + pauseMs,
    reason: `Attempt ${attempts} ended with ${code}.`,
  });
}
// endregion

function change(to: MoveState): Decision {
  return { type: 'change', to };
}

function giveUp(code: string, reason: string): Decision {
  return change({ type: 'given-up', code, reason });
}

/** Looks again in the next round. */
function wait(nowMs: number, reason: string): Decision {
  return change({ type: 'waiting', notBeforeMs: nowMs, reason });
}
