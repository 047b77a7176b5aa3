import { describe, expect, test } from 'vitest';
import { checkPromql } from '../../../../../src/domain/checks/facts/promql.ts';
import { buildReference } from '../../../reference-builder.ts';
import { printed } from '../program-with.ts';
import { checkOne, fence } from './check-one.ts';

const check = (...queries: string[]) => checkOne(checkPromql, fence('promql', queries.join('\n\n')));

describe('checkPromql', () => {
  test('accepts what the reference exposes, comments, and series of a manual itself', () => {
    expect(
      check(
        '# who is late\nmax by (node) (dwcp_state_sync_lag_seconds)\n  > 60',
        'up{job="dwcp-worker"} and on (instance) dwcp_state_sync_lag_seconds',
        'job:dwcp_lag:max{region="eu"}',
      ),
    ).toEqual([]);
  });

  test('reports what does not parse, a bare histogram and a wrong label', () => {
    expect(
      printed(
        check('sum(', 'avg(dwcp_migration_duration_seconds)', 'sum by (nodes) (dwcp_state_sync_lag_seconds)'),
      ),
    ).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:2 invalid-promql
      The query "sum(" is not valid PromQL: it makes no sense at the end, after "sum(".
      Try it in the query field of Prometheus, which names the same place.",
        "content/manuals/operations/01-overview.mdx:4 unknown-series
      A query reads "dwcp_migration_duration_seconds", but it is a histogram, which has no series of its own name.
      Read dwcp_migration_duration_seconds_bucket with rate() and histogram_quantile(), or dwcp_migration_duration_seconds_sum and dwcp_migration_duration_seconds_count.",
        "content/manuals/operations/01-overview.mdx:6 unknown-metric-label
      A query uses the label "nodes", which dwcp_state_sync_lag_seconds does not have.
      The nearest one is "node"; use it, or use one of node, job, instance.",
      ]
    `);
  });

  test('says nothing about labels of series it does not know', () => {
    expect(check('sum by (anything) (node_cpu_seconds_total{mode="idle"})')).toEqual([]);
  });

  test('reads alerts, metrics and panels', () => {
    const reference = buildReference();
    const [alert] = reference.alerts.data.alerts;
    if (alert === undefined) throw new Error('The small reference has no alert.');
    const alerts = { ...reference.alerts, data: { alerts: [{ ...alert, expression: 'dwcp_lag > 60' }] } };
    expect(
      checkOne(checkPromql, '', { reference: buildReference({ alerts }) }).map(({ rule, subject }) => [
        rule,
        subject,
      ]),
    ).toEqual([['unknown-series', 'dwcp_lag']]);
  });
});
