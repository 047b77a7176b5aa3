import { describe, expect, test } from 'vitest';
import { checkAlerts } from '../../../../../src/domain/checks/facts/alerts.ts';
import { runbookEntry } from '../../../program-builder.ts';
import { printed } from '../program-with.ts';
import { checkOne, fence } from './check-one.ts';

describe('checkAlerts', () => {
  test('accepts known alerts, and rules that a reader writes', () => {
    const body = `<Alert name="StateSyncLagHigh" />\n\n${fence('yaml', 'alert: MyOwnAlert')}\n\n${fence('promql', 'ALERTS{alertname="StateSyncLagHigh"}')}`;
    expect(checkOne(checkAlerts, body)).toEqual([]);
  });

  test('reports unknown ones in components, code and frontmatter', () => {
    const runbooks = [runbookEntry('production-rollout', { alerts: ['StateSyncLag'] })];
    const body = `<Alert name="Silence" />\n\n${fence('promql', 'ALERTS{alertname="Noise"}')}`;
    expect(printed(checkOne(checkAlerts, body, { runbooks }))).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:1 unknown-alert
      The alert "Silence" is not in the reference.
      Add the alert to content/reference/alerts.yaml.",
        "content/runbooks/production-rollout.mdx:1 unknown-alert
      The alert "StateSyncLag" is not in the reference.
      The nearest one is "StateSyncLagHigh"; use it, or add the alert to content/reference/alerts.yaml.",
        "content/manuals/operations/01-overview.mdx:4 unknown-alert
      The alert "Noise" is not in the reference.
      Add the alert to content/reference/alerts.yaml.",
      ]
    `);
  });
});
