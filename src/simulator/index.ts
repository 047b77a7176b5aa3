/** The training cluster: the public face of the simulator. */
export { apply, attempt, type Action, type Outcome } from './actions.ts';
export { ALERT_RULES, type AlertInstance, type AlertRule } from './alerts.ts';
export {
  replay,
  recordAction,
  recordTime,
  rewind,
  shareRun,
  startRecording,
  undo,
  type Recording,
  type SharedRun,
} from './checkpoints.ts';
export type { Cluster, ClusterNode, Mode, NodeType, Refusal, Vm } from './cluster.ts';
export { readLog, type ClusterEvent, type EventType, type LogLine } from './events.ts';
export type { Fault } from './faults.ts';
export { findBrokenInvariants } from './invariants.ts';
export { formatMetrics, metricSamples, type MetricFamily, type Sample } from './metric-samples.ts';
export { METRICS } from './metrics.ts';
export { migrationProgress, type Migration } from './migration-state.ts';
export { createReferenceCluster, type DeploymentOptions } from './reference-deployment.ts';
export { REFERENCE_SETTINGS, type Settings } from './settings.ts';
export { nodeStatus } from './status.ts';
export { step } from './step.ts';
export type { Span } from './traces.ts';
