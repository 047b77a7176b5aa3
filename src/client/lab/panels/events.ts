import { buildNode } from '../../build-node.ts';
import type { Cluster, ClusterEvent } from '../../../simulator/index.ts';
import { formatClock } from '../format-time.ts';
import { DataTable } from './data-table.ts';
import type { Panel } from './panel.ts';

const rowsShown = 200;
const levels = ['info', 'warning', 'error'] as const;

/** The log: what happened, the newest first, by level and node. */
export function createEventsPanel(): Panel {
  const table = new DataTable('Events, newest first', ['Time', 'Level', 'Node', 'Event']);
  const none = buildNode('p', { class: 'lab-none' }, 'Nothing of that kind has happened.');
  const level = buildNode('select', {});
  level.append(
    buildNode('option', { value: 'info' }, 'Every level'),
    buildNode('option', { value: 'warning' }, 'Warnings and errors'),
    buildNode('option', { value: 'error' }, 'Errors'),
  );
  const node = buildNode('select', {}, buildNode('option', { value: '' }, 'Every node'));
  let shownNodes = '';
  let latest: Cluster | undefined;

  const refresh = (): void => {
    if (latest === undefined) return;
    const names = Object.keys(latest.nodes);
    if (names.join() !== shownNodes) {
      shownNodes = names.join();
      const chosen = node.value;
      node.replaceChildren(
        buildNode('option', { value: '' }, 'Every node'),
        ...names.map((name) => buildNode('option', { value: name }, name)),
      );
      node.value = names.includes(chosen) ? chosen : '';
    }
    const least = levels.indexOf(level.value as (typeof levels)[number]);
    const events = latest.events
      .filter((event) => levels.indexOf(event.level) >= least)
      .filter((event) => node.value === '' || event.node === node.value)
      .slice(-rowsShown)
      .reverse();
    none.hidden = events.length > 0;
    table.node.hidden = events.length === 0;
    table.show(events.map(eventRow));
  };
  level.addEventListener('change', refresh);
  node.addEventListener('change', refresh);

  return {
    id: 'events',
    title: 'Log',
    node: buildNode(
      'div',
      {},
      buildNode(
        'div',
        { class: 'lab-filters' },
        buildNode('label', {}, 'Level ', level),
        buildNode('label', {}, 'Node ', node),
      ),
      none,
      table.node,
    ),
    show(cluster) {
      latest = cluster;
      refresh();
    },
  };
}

function eventRow({ atMs, level, node, message }: ClusterEvent): string[] {
  return [formatClock(atMs), level, node ?? 'cluster', message];
}
