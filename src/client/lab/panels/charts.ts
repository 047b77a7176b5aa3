import uPlotStyles from 'uplot/dist/uPlot.min.css?inline';
import uPlot from 'uplot';
import { buildNode } from '../../build-node.ts';
import { formatClock } from '../format-time.ts';
import { adoptStyles } from '../style-carrier.ts';
import { onThemeChange } from '../terminal-theme.ts';
import { chartUnits, type ChartGroup, type ChartSpec } from '../../../domain/lab-charts.ts';
import type { Cluster } from '../../../simulator/index.ts';
import { requestData } from '../../data-request.ts';
import { ChartHistory, type ChartData } from './chart-history.ts';
import { DataTable, foldedTable } from './data-table.ts';
import type { Panel } from './panel.ts';

const height = 130;
const rowsShown = 30;
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [10, 3, 2, 3]];
const inks = ['accent', 'ink', 'ink-muted', 'warning', 'good', 'fault'] as const;

let areStylesAdopted = false;

/** Charts are drawn anew when as much simulated time has passed; a person sees no more. */
const redrawMs = 1_000;

/** The charts of one dashboard at a time, over what the cluster remembers. */
export async function createChartsPanel(): Promise<Panel> {
  const base = document.body.dataset['base'] ?? '/';
  const list = new ChartList(await requestData<ChartGroup[]>(base, 'cluster/charts.json'));
  return {
    id: 'charts',
    title: 'Charts',
    node: list.node,
    show: (cluster) => list.show(cluster),
    forget: () => list.forget(),
    dispose: () => list.dispose(),
  };
}

interface Chart {
  readonly spec: ChartSpec;
  readonly frame: HTMLElement;
  readonly table: DataTable;
  plot?: uPlot;
  /** Names of the lines that the plot was made for. */
  drawn: string;
}

class ChartList {
  readonly node = buildNode('div', {});
  readonly #groups: readonly ChartGroup[];
  readonly #history = new ChartHistory();
  readonly #ended = new AbortController();
  readonly #list = buildNode('div', { class: 'chart-list' });
  #charts: Chart[] = [];
  #cluster: Cluster | undefined;
  #shownMs = -Infinity;

  constructor(groups: readonly ChartGroup[]) {
    if (!areStylesAdopted) adoptStyles(uPlotStyles);
    areStylesAdopted = true;
    this.#groups = groups;
    const choice = buildNode(
      'select',
      {},
      ...groups.map(({ id, title }) => buildNode('option', { value: id }, title)),
    );
    const { signal } = this.#ended;
    choice.addEventListener('change', () => this.#open(choice.value), { signal });
    this.node.append(buildNode('label', { class: 'chart-choice' }, 'Dashboard ', choice), this.#list);
    onThemeChange(() => {
      for (const chart of this.#charts) chart.drawn = '';
      this.#draw();
    }, signal);
    const observer = new ResizeObserver(() => {
      for (const { plot, frame } of this.#charts)
        if (frame.clientWidth > 0) plot?.setSize({ width: frame.clientWidth, height });
    });
    observer.observe(this.node);
    signal.addEventListener('abort', () => observer.disconnect());
    this.#open(groups[0]?.id);
  }

  forget(): void {
    this.#history.clear();
    this.#shownMs = -Infinity;
  }

  #open(id: string | undefined): void {
    for (const { plot } of this.#charts) plot?.destroy();
    this.#charts = (this.#groups.find((group) => group.id === id)?.charts ?? []).map((spec) => ({
      spec,
      frame: buildNode('div', { class: 'chart-frame' }),
      table: new DataTable(titleOf(spec), ['Time', 'Line', 'Value']),
      drawn: '',
    }));
    this.#list.replaceChildren(
      ...this.#charts.map(({ spec, frame, table }) =>
        buildNode(
          'figure',
          { class: 'lab-chart' },
          buildNode(
            'figcaption',
            { title: spec.question },
            spec.title,
            ' ',
            buildNode('span', { class: 'muted' }, chartUnits[spec.unit].label),
          ),
          frame,
          foldedTable(`${spec.title} as a table`, table),
        ),
      ),
    );
    this.#draw();
  }

  dispose(): void {
    this.#ended.abort();
    for (const { plot } of this.#charts) plot?.destroy();
  }

  show(cluster: Cluster): void {
    this.#cluster = cluster;
    if (Math.abs(cluster.nowMs - this.#shownMs) >= redrawMs) this.#draw();
  }

  #draw(): void {
    if (this.node.clientWidth === 0 || this.#cluster === undefined) return;
    this.#shownMs = this.#cluster.nowMs;
    const courses = this.#history.read(
      this.#cluster,
      this.#charts.map(({ spec }) => spec),
    );
    for (const chart of this.#charts) {
      const data = courses.get(chart.spec.id) ?? { timesMs: [], lines: {} };
      const labels = Object.keys(data.lines);
      chart.table.show(tableRows(data));
      const key = JSON.stringify(labels);
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

function titleOf({ title, unit }: ChartSpec): string {
  const { label } = chartUnits[unit];
  return label === '' ? title : `${title}, ${label}`;
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
