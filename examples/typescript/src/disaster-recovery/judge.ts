/** Whether a region is gone: many looks, from places that can be trusted, over some time. */
import type { ClusterStatus, Node } from '../dwcp/types.ts';

export interface RegionPolicy {
  /** Share of the workers of the region without contact from which it looks down. */
  readonly downShare: number;
  /** Share up to which it looks up. Between the two a look decides nothing. */
  readonly upShare: number;
  /** Looks that are remembered, and how many of them have to agree. */
  readonly window: number;
  readonly needed: number;
  /** How long they have to go on agreeing. */
  readonly holdDownMs: number;
}

export const REGION_POLICY: RegionPolicy = {
  downShare: 0.8,
  upShare: 0.2,
  window: 5,
  needed: 4,
  holdDownMs: 60_000,
};

export type Verdict = 'up' | 'down' | 'unsure';

/** What one observer was told; nothing if it got no answer. */
export interface View {
  readonly status: ClusterStatus;
  readonly nodes: readonly Node[];
}

// region: look
/** One look from one place. A controller without a quorum, or a region without workers, says nothing about the region. */
export function lookAt(region: string, view: View | undefined, policy: RegionPolicy): Verdict {
  if (view === undefined || view.status.status === 'unavailable' || view.status.controllers.leader === null)
    return 'unsure';
  const workers = view.nodes.filter((node) => node.type === 'worker' && node.region === region);
  if (workers.length === 0) return 'unsure';
  const share = workers.filter(({ status }) => status === 'unreachable').length / workers.length;
  return share >= policy.downShare ? 'down' : share <= policy.upShare ? 'up' : 'unsure';
}

/** What most observers say. One that says nothing is still counted, so that half of them cannot decide for all. */
export function agree(verdicts: readonly Verdict[]): Verdict {
  const majority = Math.floor(verdicts.length / 2) + 1;
  const saying = (wanted: Verdict): number => verdicts.filter((verdict) => verdict === wanted).length;
  return saying('down') >= majority ? 'down' : saying('up') >= majority ? 'up' : 'unsure';
}
// endregion

// region: judge
/** `suspected` and `recovering` are the hold-down time before and after a failure. Only `down` moves anything. */
export interface RegionState {
  readonly type: 'up' | 'suspected' | 'down' | 'recovering';
  /** Milliseconds since 1970. */
  readonly sinceMs: number;
}

/** The state after a look; `looks` are the last ones, this one included. */
export function judge(
  state: RegionState,
  looks: readonly Verdict[],
  nowMs: number,
  { window, needed, holdDownMs }: RegionPolicy,
): RegionState {
  const recent = looks.slice(-window);
  const isAgreed = (wanted: Verdict): boolean => recent.filter((look) => look === wanted).length >= needed;
  const hasHeld = nowMs - state.sinceMs >= holdDownMs;
  const become = (type: RegionState['type']): RegionState => ({ type, sinceMs: nowMs });
  switch (state.type) {
    case 'up':
      return isAgreed('down') ? become('suspected') : state;
    case 'suspected':
      if (!isAgreed('down')) return become('up');
      return hasHeld ? become('down') : state;
    case 'down':
      return isAgreed('up') ? become('recovering') : state;
    case 'recovering':
      if (!isAgreed('up')) return become('down');
      return hasHeld ? become('up') : state;
  }
}
// endregion
