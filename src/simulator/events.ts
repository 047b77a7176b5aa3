import { pushBounded } from './arithmetic.ts';
import type { Cluster } from './cluster.ts';

export type EventType =
  | 'action-refused'
  | 'alert-fired'
  | 'alert-resolved'
  | 'certificate-ended'
  | 'certificate-renewed'
  | 'clock-changed'
  | 'decision-committed'
  | 'disk-filled'
  | 'disk-freed'
  | 'election-started'
  | 'entry-conflicted'
  | 'evidence-recorded'
  | 'fault-cleared'
  | 'fault-injected'
  | 'leader-elected'
  | 'maintenance-changed'
  | 'migration-completed'
  | 'migration-failed'
  | 'migration-phase-started'
  | 'migration-started'
  | 'mode-changed'
  | 'node-joined'
  | 'node-quarantined'
  | 'node-released'
  | 'node-removed'
  | 'operation-ended'
  | 'operation-started'
  | 'plugin-benchmarked'
  | 'plugin-registered'
  | 'plugin-removed'
  | 'process-started'
  | 'process-stopped'
  | 'release-installed'
  | 'reputation-changed'
  | 'safety-lost'
  | 'setting-changed'
  | 'traffic-switched'
  | 'view-changed'
  | 'vm-created'
  | 'vm-deleted'
  | 'vm-down';

/** Something that happened, for the event list, the logs and the checkpoints of labs. */
export interface ClusterEvent {
  atMs: number;
  type: EventType;
  level: 'info' | 'warning' | 'error';
  node: string | null;
  message: string;
  fields: Record<string, string | number | boolean>;
}

/** The latest events are kept, so that a day of simulation fits into memory. */
export const EVENT_LIMIT = 2_000;

export function recordEvent(
  cluster: Cluster,
  type: EventType,
  node: string | null,
  message: string,
  fields: Record<string, string | number | boolean> = {},
  level: 'info' | 'warning' | 'error' = 'info',
): void {
  pushBounded(cluster.events, { atMs: cluster.nowMs, type, level, node, message, fields }, EVENT_LIMIT);
}

/** One log line with the fields that the open-source code writes (reference deployment). */
export interface LogLine {
  timestamp: string;
  level: string;
  component: string;
  message: string;
  fields: Record<string, string | number | boolean>;
}

const COMPONENTS: Partial<Record<EventType, string>> = {
  'decision-committed': 'acp',
  'election-started': 'acp',
  'leader-elected': 'acp',
  'view-changed': 'acp',
  'safety-lost': 'acp',
  'evidence-recorded': 'security',
  'node-quarantined': 'security',
  'node-released': 'security',
  'reputation-changed': 'security',
  'entry-conflicted': 'ass',
  'mode-changed': 'mode',
  'migration-started': 'migration',
  'migration-phase-started': 'migration',
  'migration-completed': 'migration',
  'migration-failed': 'migration',
  'vm-created': 'itp',
};

/** What people can see of the events: that a fault was injected is known to the lab alone, and would give it away. */
export function visibleEvents(cluster: Cluster): ClusterEvent[] {
  return cluster.events.filter(({ type }) => type !== 'fault-injected' && type !== 'fault-cleared');
}

/** The log of one node, oldest line first; it is what the events say of that node. */
export function readLog(cluster: Cluster, node: string): LogLine[] {
  return visibleEvents(cluster)
    .filter((event) => event.node === node)
    .map((event) => ({
      timestamp: new Date(cluster.epochMs + event.atMs).toISOString(),
      level: event.level,
      component: COMPONENTS[event.type] ?? 'node',
      message: event.message,
      fields: event.fields,
    }));
}
