/** Undo, replay and sharing: a recording is a start, the actions with their times, and a checkpoint now and then. */
import { apply, type Action } from './actions.ts';
import type { Cluster } from './cluster.ts';
import { createReferenceCluster, type DeploymentOptions } from './reference-deployment.ts';
import { step } from './step.ts';

export interface RecordedAction {
  atMs: number;
  action: Action;
}

export interface Recording {
  options: DeploymentOptions;
  actions: RecordedAction[];
  /** Clusters on the way, oldest first; each was reached with the first `actions` actions applied. */
  checkpoints: { actions: number; cluster: Cluster }[];
  present: Cluster;
}

/** What a link has to carry to show the same run elsewhere. */
export interface SharedRun {
  options: DeploymentOptions;
  actions: RecordedAction[];
  untilMs: number;
}

const CHECKPOINT_EVERY = 10;

export function startRecording(options: DeploymentOptions): Recording {
  const present = createReferenceCluster(options);
  return { options, actions: [], checkpoints: [{ actions: 0, cluster: present }], present };
}

/** The recording after time has passed. */
export function recordTime(recording: Recording, untilMs: number): Recording {
  return { ...recording, present: step(recording.present, untilMs) };
}

/** The recording after an action. */
export function recordAction(recording: Recording, action: Action): Recording {
  const present = apply(recording.present, action);
  const actions = [...recording.actions, { atMs: recording.present.nowMs, action }];
  const checkpoints =
    actions.length % CHECKPOINT_EVERY === 0
      ? [...recording.checkpoints, { actions: actions.length, cluster: present }]
      : recording.checkpoints;
  return { ...recording, actions, checkpoints, present };
}

/** The recording before its last action, at the time of that action; the same if there is none. */
export function undo(recording: Recording): Recording {
  const last = recording.actions.at(-1);
  return last === undefined ? recording : rewind(recording, recording.actions.length - 1, last.atMs);
}

/** The recording with only its first `count` actions, at `untilMs`; later ones are forgotten. */
export function rewind(recording: Recording, count: number, untilMs: number): Recording {
  const actions = recording.actions.slice(0, count);
  const checkpoints = recording.checkpoints.filter(
    (checkpoint) => checkpoint.actions <= count && checkpoint.cluster.nowMs <= untilMs,
  );
  const nearest = checkpoints.at(-1);
  if (nearest === undefined) throw new Error('A recording keeps its start.');
  const present = playFrom(nearest.cluster, actions.slice(nearest.actions), untilMs);
  return { ...recording, actions, checkpoints, present };
}

export function shareRun(recording: Recording): SharedRun {
  return { options: recording.options, actions: recording.actions, untilMs: recording.present.nowMs };
}

/** Plays a shared run from its start; the same run gives the same cluster to the byte. */
export function replay(run: SharedRun): Cluster {
  return playFrom(createReferenceCluster(run.options), run.actions, run.untilMs);
}

function playFrom(start: Cluster, actions: readonly RecordedAction[], untilMs: number): Cluster {
  let cluster = start;
  for (const { atMs, action } of actions) {
    cluster = apply(atMs > cluster.nowMs ? step(cluster, atMs) : cluster, action);
  }
  return untilMs > cluster.nowMs ? step(cluster, untilMs) : cluster;
}
