import { buildNode } from '../../build-node.ts';
import type { ChartHistory } from './chart-history.ts';
import { chartSet } from './chart-set.ts';
import type { ChartList } from './charts.ts';
import type { Panel } from './panel.ts';

/** The charts, with their library loaded when they are first shown. */
export function createChartsPanel(history: ChartHistory): Panel {
  const node = buildNode('div', {}, buildNode('p', { class: 'lab-none' }, 'The charts are being loaded.'));
  let list: ChartList | undefined;
  let isLoading = false;
  const load = async (): Promise<void> => {
    isLoading = true;
    try {
      const { ChartList } = await import('./charts.ts');
      list = new ChartList(chartSet, history);
      node.replaceChildren(list.node);
      list.show();
    } catch {
      isLoading = false;
      node.replaceChildren(
        buildNode(
          'p',
          { class: 'lab-none' },
          'The charts could not be loaded. Open this tab again once there is a connection.',
        ),
      );
    }
  };
  return {
    id: 'charts',
    title: 'Charts',
    node,
    show() {
      if (list !== undefined) list.show();
      else if (!isLoading) void load();
    },
  };
}
