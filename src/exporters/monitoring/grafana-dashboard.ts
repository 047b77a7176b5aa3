import type { Dashboard, Panel, PanelUnit } from '../../schemas/reference/dashboards.ts';

/** Version of the dashboard's JSON that is written: that of Grafana 12, which newer ones migrate by themselves. */
const schemaVersion = 41;

/** Name of a unit in Grafana. */
const units: Record<PanelUnit, string> = {
  count: 'none',
  ratio: 'percentunit',
  seconds: 's',
  days: 'd',
  mbps: 'Mbits',
  'bytes-per-second': 'Bps',
  'per-second': 'reqps',
  multiple: 'suffix:×',
  points: 'none',
};

const panelTypes: Record<Panel['kind'], string> = { stat: 'stat', lines: 'timeseries', table: 'table' };
const gridWidth = 24;
const rowHeight: Record<Panel['kind'], number> = { stat: 5, lines: 8, table: 8 };
const good = 'green';
const warning = 'orange';
const critical = 'red';

/** The data source is a variable, so the file can be imported beside any Prometheus. */
const datasource = { type: 'prometheus', uid: '${datasource}' };

/** Grafana's identity of a dashboard; links to it survive an update of the file. */
export function dashboardUid({ id }: Pick<Dashboard, 'id'>): string {
  return `dwcp-${id}`;
}

/** One dashboard as a JSON file that Grafana provisions or imports. */
export function grafanaDashboard(dashboard: Dashboard, all: readonly Dashboard[]): string {
  const places = placePanels(dashboard.panels);
  const value = {
    uid: dashboardUid(dashboard),
    title: `DWCP v3: ${dashboard.title}`,
    description: dashboard.summary,
    tags: ['dwcp', 'dwcp-v3'],
    schemaVersion,
    version: 1,
    editable: true,
    graphTooltip: 1,
    timezone: 'browser',
    refresh: '15s',
    time: { from: 'now-1h', to: 'now' },
    templating: {
      list: [{ name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus', hide: 0 }],
    },
    links: all
      .filter(({ id }) => id !== dashboard.id)
      .map((other) => ({
        type: 'link',
        title: other.title,
        url: `/d/${dashboardUid(other)}`,
        keepTime: true,
        includeVars: true,
      })),
    annotations: { list: [] },
    panels: dashboard.panels.map((panel, index) => grafanaPanel(panel, index + 1, places[index])),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Fills rows from left to right; all panels of a row are as high as its highest. */
export function placePanels(panels: readonly Pick<Panel, 'kind' | 'width'>[]): GridPosition[] {
  const rows: Pick<Panel, 'kind' | 'width'>[][] = [];
  let used = gridWidth;
  for (const panel of panels) {
    if (used + panel.width > gridWidth) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(panel);
    used += panel.width;
  }
  let y = 0;
  return rows.flatMap((row) => {
    const h = Math.max(...row.map(({ kind }) => rowHeight[kind]));
    const top = y;
    y += h;
    let x = 0;
    return row.map(({ width }) => {
      const position = { x, y: top, w: width, h };
      x += width;
      return position;
    });
  });
}

function grafanaPanel(panel: Panel, id: number, gridPos: GridPosition | undefined): object {
  const isInstant = panel.kind === 'table';
  return {
    id,
    type: panelTypes[panel.kind],
    title: panel.title,
    description: `${panel.question} ${panel.reading}`,
    datasource,
    gridPos,
    targets: panel.queries.map(({ expression, legend }, index) => ({
      refId: String.fromCodePoint(65 + index),
      datasource,
      expr: expression,
      legendFormat: legend,
      instant: isInstant,
      range: !isInstant,
      ...(isInstant ? { format: 'table' } : {}),
    })),
    fieldConfig: {
      defaults: {
        unit: units[panel.unit],
        ...(panel.unit === 'ratio' ? { min: 0 } : {}),
        color: { mode: panel.kind === 'lines' ? 'palette-classic' : 'thresholds' },
        thresholds: { mode: 'absolute', steps: thresholdSteps(panel) },
        custom: panel.kind === 'lines' ? { lineWidth: 1, fillOpacity: 0, ...thresholdStyle(panel) } : {},
      },
      overrides: [],
    },
    options: panelOptions(panel.kind),
    ...(isInstant
      ? { transformations: [{ id: 'organize', options: { excludeByName: { Time: true } } }] }
      : {}),
  };
}

function thresholdStyle({ thresholds }: Panel): object {
  return thresholds === undefined ? {} : { thresholdsStyle: { mode: 'line' } };
}

/** Steps from the lowest value up, each with the colour that holds from there on; the first has no bound. */
function thresholdSteps({ thresholds }: Panel): { color: string; value: number | null }[] {
  if (thresholds === undefined) return [{ color: good, value: null }];
  if (thresholds.bad === 'above') {
    return [
      { color: good, value: null },
      ...(thresholds.warning === undefined ? [] : [{ color: warning, value: thresholds.warning }]),
      ...(thresholds.critical === undefined ? [] : [{ color: critical, value: thresholds.critical }]),
    ];
  }
  return [
    { color: thresholds.critical === undefined ? warning : critical, value: null },
    ...(thresholds.critical === undefined || thresholds.warning === undefined
      ? []
      : [{ color: warning, value: thresholds.critical }]),
    { color: good, value: thresholds.warning ?? thresholds.critical ?? 0 },
  ];
}

function panelOptions(kind: Panel['kind']): object {
  switch (kind) {
    case 'stat':
      return { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'value', graphMode: 'area' };
    case 'lines':
      return {
        legend: { displayMode: 'list', placement: 'bottom' },
        tooltip: { mode: 'multi', sort: 'desc' },
      };
    case 'table':
      return { showHeader: true };
  }
}
