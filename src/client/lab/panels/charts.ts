import uPlotStyles from 'uplot/dist/uPlot.min.css?inline';
import uPlot from 'uplot';
import { buildNode } from '../../build-node.ts';
import { formatClock } from '../format-time.ts';
import { adoptStyles } from '../style-carrier.ts';
import { onThemeChange } from '../terminal-theme.ts';
import type { ChartData, ChartHistory } from './chart-history.ts';
import { chartSet, type ChartSpec } from './chart-set.ts';
import { DataTable, foldedTable } from './data-table.ts';
import type { Panel } from './panel.ts';

const height = 130;
const rowsShown = 30;
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [10, 3, 2, 3]];
const inks = ['accent', 'ink', 'ink-muted', 'warning', 'good', 'fault'] as const;

let areStylesAdopted = false;

/** The charts, as far as the history goes. */
export function createChartsPanel(history: ChartHistory): Panel {
  const list = new ChartList(chartSet, history);
  return {
    id: 'charts',
    title: 'Charts',
    node: list.node,
    show: () => list.show(),
    dispose: () => list.dispose(),
  };
}

class ChartList {
  readonly node = buildNode('div', { class: 'chart-list' });
  readonly #history: ChartHistory;
  readonly #ended = new AbortController();
  readonly #charts: { spec: ChartSpec; frame: HTMLElement; table: DataTable; plot?: uPlot; drawn: string }[];

  constructor(specs: readonly ChartSpec[], history: ChartHistory) {
    if (!areStylesAdopted) adoptStyles(uPlotStyles);
    areStylesAdopted = true;
    this.#history = history;
    this.#charts = specs.map((spec) => ({
      spec,
      frame: buildNode('div', { class: 'chart-frame' }),
      table: new DataTable(`${spec.title}, ${spec.unit}`, ['Time', 'Line', `Value, ${spec.unit}`]),
      drawn: '',
    }));
    this.node.append(
      ...this.#charts.map(({ spec, frame, table }) =>
        buildNode(
          'figure',
          { class: 'lab-chart' },
          buildNode('figcaption', {}, spec.title, ' ', buildNode('span', { class: 'muted' }, spec.unit)),
          frame,
          foldedTable(`${spec.title} as a table`, table),
        ),
      ),
    );
    const redraw = (): void => {
      for (const chart of this.#charts) chart.drawn = '';
      this.show();
    };
    const { signal } = this.#ended;
    onThemeChange(redraw, signal);
    const observer = new ResizeObserver(() => {
      for (const { plot, frame } of this.#charts)
        if (frame.clientWidth > 0) plot?.setSize({ width: frame.clientWidth, height });
    });
    observer.observe(this.node);
    signal.addEventListener('abort', () => observer.disconnect());
  }

  dispose(): void {
    this.#ended.abort();
    for (const { plot } of this.#charts) plot?.destroy();
  }

  show(): void {
    if (this.node.clientWidth === 0) return;
    for (const chart of this.#charts) {
      const data = this.#history.data(chart.spec);
      const labels = Object.keys(data.lines);
      chart.table.show(tableRows(data));
      const key = labels.join();
      const columns: uPlot.AlignedData = [
        data.timesMs.map((ms) => ms / 1000),
        ...labels.map((label) => [...(data.lines[label] ?? [])]),
      ];
      if (chart.plot !== undefined && chart.drawn === key) {
        chart.plot.setData(columns);
        showLatest(chart.plot);
        continue;
      }
      chart.plot?.destroy();
      chart.plot = new uPlot(this.#options(chart.spec, labels), columns, chart.frame);
      chart.drawn = key;
      showLatest(chart.plot);
    }
  }

  #options(spec: ChartSpec, labels: readonly string[]): uPlot.Options {
    const style = getComputedStyle(this.node);
    const probe = buildNode('span');
    this.node.append(probe);
    const colour = (token: string): string => {
      probe.style.color = `var(--${token})`;
      return getComputedStyle(probe).color;
    };
    const font = `12px ${style.fontFamily}`;
    const axis = {
      stroke: colour('ink-muted'),
      font,
      grid: { stroke: colour('rule'), width: 1 },
      ticks: { show: false },
    };
    const options: uPlot.Options = {
      width: Math.max(120, this.node.clientWidth),
      height,
      scales: { x: { time: false }, y: { range: (_plot, _least, most) => [0, niceTop(most)] } },
      cursor: { drag: { x: false, y: false } },
      legend: { live: labels.length > 0 },
      axes: [
        { ...axis, size: 24, space: 80, values: (_plot, ticks) => ticks.map((s) => formatClock(s * 1000)) },
        { ...axis, size: 44, space: 28 },
      ],
      series: [
        { label: 'time', value: (_plot, seconds) => (seconds === null ? '' : formatClock(seconds * 1000)) },
        ...labels.map((label, index) => ({
          label: label === '' ? spec.title : label,
          stroke: colour(inks[index % inks.length] ?? 'ink'),
          width: 1.5,
          dash: [...(dashes[index % dashes.length] ?? [])],
          points: { show: false },
          value: (_plot: uPlot, value: number | null) =>
            value === null ? '–' : String(Number(value.toPrecision(4))),
        })),
      ],
    };
    probe.remove();
    return options;
  }
}

/** Where no pointer asks for another moment, the legend says the latest values. */
function showLatest(plot: uPlot): void {
  if (typeof plot.cursor.idx !== 'number') plot.setLegend({ idx: plot.data[0].length - 1 }, false);
}

/** A round value at or above the highest, so that the axis does not tremble. */
function niceTop(most: number | null): number {
  if (most === null || !Number.isFinite(most) || most <= 0) return 1;
  const step = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 5, 10].find((factor) => factor * step >= most) ?? 10) * step;
}

function tableRows({ timesMs, lines }: ChartData): string[][] {
  const rows = timesMs.flatMap((ms, index) =>
    Object.entries(lines).flatMap(([label, values]) => {
      const value = values[index];
      return value === null || value === undefined
        ? []
        : [[formatClock(ms), label, String(Number(value.toPrecision(4)))]];
    }),
  );
  return rows.slice(-rowsShown).reverse();
}
