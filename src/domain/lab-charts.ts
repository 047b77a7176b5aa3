/** The charts of the lab page: panels of the dashboards, as the build publishes them in `cluster/charts.json`. */
import type { Dashboard, Panel, PanelUnit } from '../schemas/reference/dashboards.ts';

/** A chart of the lab page: a panel of a dashboard, in Grafana's place. */
export type ChartSpec = Pick<Panel, 'id' | 'title' | 'question' | 'unit' | 'queries'>;

/** A dashboard, with those of its panels that the lab page shows. */
export interface ChartGroup {
  readonly id: string;
  readonly title: string;
  readonly charts: readonly ChartSpec[];
}

/** The charts of the lab page, by dashboard; a dashboard without one is left out. */
export function chartGroups(dashboards: readonly Dashboard[]): ChartGroup[] {
  return dashboards
    .map(({ id, title, panels }) => ({
      id,
      title,
      charts: panels
        .filter(({ isInLab }) => isInLab)
        .map(({ id: panel, title: name, question, unit, queries }) => ({
          id: panel,
          title: name,
          question,
          unit,
          queries,
        })),
    }))
    .filter(({ charts }) => charts.length > 0);
}

/** How a value of a panel is drawn: what it is multiplied by, and what the axis says. */
export const chartUnits: Readonly<Record<PanelUnit, { readonly factor: number; readonly label: string }>> = {
  count: { factor: 1, label: '' },
  ratio: { factor: 100, label: '%' },
  seconds: { factor: 1, label: 's' },
  days: { factor: 1, label: 'days' },
  mbps: { factor: 1, label: 'Mbps' },
  'bytes-per-second': { factor: 1e-6, label: 'MB/s' },
  'per-second': { factor: 1, label: 'per s' },
  multiple: { factor: 1, label: '×' },
  points: { factor: 1, label: 'points' },
};
