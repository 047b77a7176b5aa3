import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accuracy,
  confidence,
  ewmaForecast,
  forecastErrors,
  meanForecast,
} from '../../../../examples/components/pba.ts';
import * as cluster from '../../../../src/simulator/pba.ts';
import { clusterWith } from '../../simulator/builder.ts';

const drop = [600, 600, 600, 600, 600, 200, 200, 200, 200, 200, 200];

test('meanForecast is the forecast of the training cluster', () => {
  const anySamples = fc.array(fc.double({ min: 0, max: 10_000, noNaN: true }), { maxLength: 20 });
  fc.assert(
    fc.property(anySamples, (samples) => {
      expect(meanForecast(samples)).toBeCloseTo(cluster.forecastFrom(samples), 6);
    }),
  );
});

test('confidence is that of the training cluster', () => {
  const started = clusterWith({ seconds: 120 });
  const worker = started.nodes['worker-1'];
  if (worker === undefined) throw new Error('The reference deployment has a worker-1.');
  for (const mode of ['datacenter', 'internet'] as const) {
    const forecast = cluster.forecastFor(worker, 'us-east', mode);
    expect(forecast.samples).toBe(10);
    expect(confidence(mode, forecast.samples)).toBe(forecast.confidence);
  }
});

describe('ewmaForecast', () => {
  test('comes nearer by the same share with every sample', () => {
    const forecasts = [5, 6, 7, 8].map((count) => ewmaForecast(drop.slice(0, count), 0.5));
    expect(forecasts).toEqual([600, 400, 300, 250]);
  });

  test('stays between the least and the greatest sample', () => {
    const anySamples = fc.array(fc.double({ min: 1, max: 10_000, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(anySamples, fc.double({ min: 0, max: 1, noNaN: true }), (samples, alpha) => {
        const forecast = ewmaForecast(samples, alpha);
        expect(forecast).toBeGreaterThanOrEqual(Math.min(...samples) - 1e-6);
        expect(forecast).toBeLessThanOrEqual(Math.max(...samples) + 1e-6);
      }),
    );
  });
});

describe('forecastErrors', () => {
  test('gives the errors after a drop that the mean needs five samples to forget', () => {
    const errors = forecastErrors(drop, meanForecast).slice(4);
    expect(errors.map((error) => Math.round(error * 100))).toEqual([200, 160, 120, 80, 40, 0]);
  });

  test('a mean that halves its error with every sample is nearer after the drop', () => {
    const errors = forecastErrors(drop, (before) => ewmaForecast(before, 0.5)).slice(4);
    expect(errors.map((error) => Math.round(error * 1000) / 10)).toEqual([200, 100, 50, 25, 12.5, 6.3]);
  });

  test('and farther off when the rate swings about a level', () => {
    const swinging = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 500 : 400));
    const ofMean = accuracy(forecastErrors(swinging, meanForecast)) ?? 0;
    const ofEwma = accuracy(forecastErrors(swinging, (before) => ewmaForecast(before, 0.5))) ?? 0;
    expect(ofMean).toBeGreaterThan(ofEwma);
  });

  test('leaves out a truth of nothing, by which nothing can be divided', () => {
    expect(forecastErrors([100, 0, 100], meanForecast)).toEqual([0.5]);
  });
});

test('accuracy is nothing before a forecast could be checked, and never negative', () => {
  expect(accuracy([])).toBeNull();
  expect(accuracy([2, 1.6])).toBe(0);
  expect(accuracy([0.1, 0.3])).toBeCloseTo(0.8, 9);
});
