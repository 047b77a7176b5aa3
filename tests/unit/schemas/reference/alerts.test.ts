import { describe, expect, test } from 'vitest';
import { alertsSchema } from '../../../../src/schemas/reference/alerts.ts';
import { buildReference } from '../../reference-builder.ts';
import { looseObjects, refusals } from '../refusals.ts';

const example = buildReference().alerts.data;

describe('alertsSchema', () => {
  test('takes a sound example as it is', () => {
    expect(alertsSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know, other than names of series and labels', () => {
    expect(looseObjects(alertsSchema, example)).toEqual([
      'alerts.0.cases.0.series',
      'alerts.0.cases.0.moments.1.fires.0.labels',
    ]);
  });

  test('wants a name in PascalCase, a duration and two first steps', () => {
    expect(
      refusals(alertsSchema, {
        alerts: [
          {
            ...example.alerts[0],
            name: 'state_sync_lag',
            for: '5 minutes',
            firstSteps: ['Look.'],
            metrics: [],
          },
        ],
      }),
    ).toMatchInlineSnapshot(`
      [
        "alerts[state_sync_lag].name: found "state_sync_lag", expected an alert name in PascalCase",
        "alerts[state_sync_lag].for: found "5 minutes", expected a Prometheus duration such as "5m"",
        "alerts[state_sync_lag].metrics: found an empty list, expected at least 1 entry",
        "alerts[state_sync_lag].firstSteps: found a list of 1, expected at least 2 entries",
      ]
    `);
  });
});
