import { describe, expect, test } from 'vitest';
import { seriesLabels } from '../../../../src/domain/monitoring/series-labels.ts';
import { buildReference } from '../../reference-builder.ts';

describe('seriesLabels', () => {
  const known = seriesLabels(buildReference().metrics.data.metrics);

  test('gives a gauge its labels and those of its target', () => {
    expect([...(known.get('dwcp_state_sync_lag_seconds') ?? [])]).toEqual(['node', 'job', 'instance']);
  });

  test('knows a histogram by its series and not by its own name', () => {
    expect([...known.keys()].filter((name) => name.startsWith('dwcp_migration'))).toEqual([
      'dwcp_migration_duration_seconds_bucket',
      'dwcp_migration_duration_seconds_sum',
      'dwcp_migration_duration_seconds_count',
    ]);
    expect(known.get('dwcp_migration_duration_seconds_bucket')?.has('le')).toBe(true);
    expect(known.get('dwcp_migration_duration_seconds_sum')?.has('le')).toBe(false);
  });
});
