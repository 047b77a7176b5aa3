import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grafanaDashboard, placePanels } from '../../../../src/exporters/monitoring/grafana-dashboard.ts';
import type { Dashboard, Panel } from '../../../../src/schemas/reference/dashboards.ts';
import { buildReference } from '../../reference-builder.ts';

interface GrafanaPanel {
  type: string;
  targets: { expr: string; datasource: { uid: string } }[];
  fieldConfig: { defaults: { unit: string; thresholds: { steps: object[] } } };
}

function withPanel(change: Partial<Panel>): { uid: string; panels: GrafanaPanel[] } {
  const [dashboard] = buildReference().dashboards.data.dashboards;
  const [panel] = dashboard?.panels ?? [];
  if (dashboard === undefined || panel === undefined) throw new Error('The small reference has no panel.');
  const changed: Dashboard = { ...dashboard, panels: [{ ...panel, ...change }] };
  return JSON.parse(grafanaDashboard(changed, [changed])) as ReturnType<typeof withPanel>;
}

describe('grafanaDashboard', () => {
  test('asks the query of the panel from the data source that the reader chooses', () => {
    const { uid, panels } = withPanel({});
    expect(uid).toBe('dwcp-consensus');
    expect(panels[0]).toMatchObject({
      type: 'timeseries',
      targets: [
        { expr: 'max by (node) (dwcp_state_sync_lag_seconds)', datasource: { uid: '${datasource}' } },
      ],
      fieldConfig: { defaults: { unit: 's' } },
    });
  });

  test.each([
    [{ bad: 'above', warning: 30, critical: 60 }, ['green', 'orange 30', 'red 60']],
    [{ bad: 'above', critical: 60 }, ['green', 'red 60']],
    [{ bad: 'below', warning: 3, critical: 2 }, ['red', 'orange 2', 'green 3']],
    [{ bad: 'below', warning: 2 }, ['orange', 'green 2']],
    [{ bad: 'below', critical: 2 }, ['red', 'green 2']],
  ] as const)('turns %j into steps', (thresholds, expected) => {
    const steps = withPanel({ thresholds }).panels[0]?.fieldConfig.defaults.thresholds.steps as {
      color: string;
      value: number | null;
    }[];
    expect(steps.map(({ color, value }) => (value === null ? color : `${color} ${value}`))).toEqual(expected);
  });
});

describe('placePanels', () => {
  test('never lets panels overlap or leave the grid', () => {
    const panel = fc.record({
      kind: fc.constantFrom('stat', 'lines', 'table'),
      width: fc.constantFrom(6, 8, 12, 24),
    });
    fc.assert(
      fc.property(fc.array(panel), (panels) => {
        const places = placePanels(panels);
        expect(places).toHaveLength(panels.length);
        for (const [index, a] of places.entries()) {
          expect(a.x + a.w).toBeLessThanOrEqual(24);
          for (const b of places.slice(index + 1)) {
            const isApart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
            expect(isApart).toBe(true);
          }
        }
      }),
    );
  });
});
