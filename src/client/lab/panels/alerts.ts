import { buildNode } from '../../build-node.ts';
import { ALERT_RULES, type AlertInstance, type Cluster } from '../../../simulator/index.ts';
import { formatClock, formatSpan } from '../format-time.ts';
import { DataTable } from './data-table.ts';
import type { Panel } from './panel.ts';

const rules = new Map(ALERT_RULES.map((rule) => [rule.name, rule]));

/** The alerts that are pending or firing, the worst first. */
export function createAlertsPanel(): Panel {
  const table = new DataTable('Alerts', ['Alert', 'Severity', 'State', 'For', 'Value', 'Labels']);
  const none = buildNode('p', { class: 'lab-none' }, 'No alert is pending or firing.');
  return {
    id: 'alerts',
    title: 'Alerts',
    node: buildNode('div', {}, none, table.node),
    show(cluster) {
      const instances = Object.values(cluster.alerts.instances).sort(bySeverity);
      none.hidden = instances.length > 0;
      table.node.hidden = instances.length === 0;
      table.show(instances.map((instance) => alertRow(cluster, instance)));
    },
  };
}

function alertRow(cluster: Cluster, instance: AlertInstance): string[] {
  const { name, labels, activeSinceMs, state, value } = instance;
  const rule = rules.get(name);
  const waited = cluster.nowMs - activeSinceMs;
  const limit = state === 'pending' && rule !== undefined ? ` of ${formatSpan(rule.forMs)}` : '';
  return [
    name,
    rule?.severity ?? '',
    state === 'firing' ? '■ firing' : '□ pending',
    `${formatSpan(waited)}${limit}`,
    String(Number(value.toPrecision(4))),
    Object.entries(labels)
      .map(([label, of]) => `${label}=${of}`)
      .join(' ') || `since ${formatClock(activeSinceMs)}`,
  ];
}

function bySeverity(first: AlertInstance, second: AlertInstance): number {
  const rank = ({ name, state }: AlertInstance): string =>
    `${rules.get(name)?.severity ?? 'P9'} ${state === 'firing' ? 0 : 1} ${name}`;
  return rank(first) < rank(second) ? -1 : 1;
}
