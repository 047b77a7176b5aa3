import type { MigrationRequest } from '../dwcp/types.ts';

/** What somebody wants: this VM on that node. */
export interface Move {
  /** Given by whoever wants the move. A move that is handed in twice under one identifier is made once. */
  readonly id: string;
  readonly vm: string;
  readonly target: string;
  /** The node that the plan found it on. A VM that is somewhere else by now is left alone. */
  readonly from?: string | undefined;
  readonly options?: MigrationRequest['options'];
}

// region: states
/** How far a move has come. `done` and `given-up` are final. */
export type MoveState =
  /** Not before a moment (milliseconds since 1970), for a reason that a person can read. */
  | { readonly type: 'waiting'; readonly notBeforeMs: number; readonly reason: string }
  /** The request may have been sent. Whether it took effect is for the cluster to say. */
  | { readonly type: 'starting' }
  | { readonly type: 'moving'; readonly migrationId: string }
  | { readonly type: 'done' }
  | { readonly type: 'given-up'; readonly code: string; readonly reason: string };

export interface MoveRecord {
  readonly move: Move;
  readonly state: MoveState;
  /** Migrations asked for so far. */
  readonly attempts: number;
}
// endregion

export function isOpen({ state }: MoveRecord): boolean {
  return state.type !== 'done' && state.type !== 'given-up';
}
