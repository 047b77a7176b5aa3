import { describe, expect, test } from 'vitest';
import { metricsSchema } from '../../../../src/schemas/reference/metrics.ts';
import { buildReference } from '../../reference-builder.ts';
import { looseObjects, refusals } from '../refusals.ts';

const example = buildReference().metrics.data;

describe('metricsSchema', () => {
  test('takes a sound example as it is', () => {
    expect(metricsSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(metricsSchema, example)).toEqual([]);
  });

  test('wants names as Prometheus has them', () => {
    expect(
      refusals(metricsSchema, {
        metrics: [{ ...example.metrics[0], name: 'dwcpNodes', type: 'number', group: 'other' }],
      }),
    ).toMatchInlineSnapshot(`
      [
        "metrics[dwcpNodes].name: found "dwcpNodes", expected a Prometheus metric name in lower case",
        "metrics[dwcpNodes].type: found "number", expected "counter", "gauge", "histogram" or "summary"",
        "metrics[dwcpNodes].group: found "other", expected "system", "migration", "network", "consensus" or "security"",
      ]
    `);
  });
});
