import { describe, expect, test } from 'vitest';
import { checkMetrics } from '../../../../../src/domain/checks/facts/metrics.ts';
import { bankEntry, question } from '../../../program-builder.ts';
import { printed } from '../program-with.ts';
import { checkOne, fence } from './check-one.ts';

const check = (body: string) => checkOne(checkMetrics, body);

describe('checkMetrics', () => {
  test('accepts known metrics, series of histograms, prefixes and recording rules', () => {
    expect(
      check(
        [
          '`dwcp_state_sync_lag_seconds`, <Metric name="dwcp_migration_duration_seconds" />, all of `dwcp_migration_*`.',
          fence(
            'promql',
            'rate(dwcp_migration_duration_seconds_bucket[5m]) / dwcp_migration_duration_seconds_count\njob:dwcp_lag:max',
          ),
        ].join('\n\n'),
      ),
    ).toEqual([]);
  });

  test('reports an unknown one once for each file, with the nearest', () => {
    expect(
      printed(check(`Read dwcp_state_sync_lag.\n\n${fence('promql', 'max(\n  dwcp_state_sync_lag\n)')}`)),
    ).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:1 unknown-metric
      The metric "dwcp_state_sync_lag" is not in the reference. The same is in one more place of this file.
      The nearest one is "dwcp_state_sync_lag_seconds"; use it, or add the metric to content/reference/metrics.yaml.",
      ]
    `);
  });

  test('reports a histogram series of a gauge, and a component', () => {
    expect(
      check('`dwcp_state_sync_lag_seconds_bucket` and <Metric name="dwcp_none" />').map(
        ({ subject }) => subject,
      ),
    ).toEqual(['dwcp_state_sync_lag_seconds_bucket', 'dwcp_none']);
  });

  test('reads questions', () => {
    const banks = [
      bankEntry('operations', [
        question('q', { stem: 'What does `dwcp_none` say about it?', exhibit: 'dwcp_nothing 1' }),
      ]),
    ];
    expect(checkOne(checkMetrics, '', { banks }).map(({ subject }) => subject)).toEqual([
      'dwcp_none',
      'dwcp_nothing',
    ]);
  });
});
