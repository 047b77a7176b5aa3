import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  ALERT_RULES,
  apply,
  createReferenceCluster,
  metricSamples,
  METRICS,
  REFERENCE_SETTINGS,
  step,
  type Cluster,
} from '../../src/simulator/index.ts';

function readReference<Entries>(name: string): Entries {
  return parse(
    readFileSync(new URL(`../../content/reference/${name}.yaml`, import.meta.url), 'utf8'),
  ) as Entries;
}

const { metrics } = readReference<{ metrics: { name: string; type: string; labels?: string[] }[] }>(
  'metrics',
);
const { alerts } = readReference<{ alerts: { name: string; severity: string; for: string }[] }>('alerts');
const { keys } = readReference<{ keys: { key: string; value: unknown }[] }>('configuration');
const { errors } = readReference<{ errors: { code: string }[] }>('errors');

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `300ms` is 300, `0.67` is 0.67, `{ datacenter: 5, … }` is a map of them. */
function readValue(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value.startsWith('{')) {
    return Object.fromEntries(
      Object.entries(parse(value) as object).map(([name, part]) => [name, readValue(String(part))]),
    );
  }
  const [, amount, unit] = /^(-?[\d.]+)(ms|s|m|h)?$/.exec(value) ?? [];
  if (amount !== undefined) return Number(amount) * (UNITS[unit ?? 'ms'] ?? 1);
  return value === 'true' ? true : value === 'false' ? false : value;
}

/** A cluster in which something of everything is happening. */
function busyCluster(): Cluster {
  let cluster = createReferenceCluster({
    seed: 1,
    controllers: 4,
    mode: 'internet',
    settings: { 'consensus.protocol': 'hybrid' },
  });
  for (const number of [1, 2]) {
    const vm = {
      name: `vm-${number}`,
      cpu: 2,
      memoryBytes: 2_147_483_648,
      diskBytes: 1e9,
      workload: 'web',
      dirtyBytesPerSecond: 1e6,
    } as const;
    cluster = apply(cluster, { type: 'create-vm', vm: { ...vm, node: `worker-${number}` } });
  }
  cluster = apply(step(cluster, 120_000), { type: 'start-migration', vm: 'vm-1', target: 'worker-8' });
  cluster = apply(cluster, {
    type: 'inject-fault',
    fault: { type: 'release', version: '3.0.0', errorRatio: 0.5 },
  });
  cluster = apply(cluster, {
    type: 'inject-fault',
    fault: { type: 'attacker', node: 'controller-2', behaviour: { type: 'equivocation' } },
  });
  cluster = apply(step(cluster, 200_000), { type: 'start-migration', vm: 'vm-2', target: 'worker-9' });
  return step(cluster, 205_000);
}

describe('metricSamples', () => {
  const families = metricSamples(busyCluster());

  test('has every metric of the reference and no other', () => {
    expect(METRICS.map(({ name }) => name).sort()).toEqual(metrics.map(({ name }) => name).sort());
  });

  test.each(metrics)('$name has its type and its labels', ({ name, type, labels }) => {
    const family = families.find((candidate) => candidate.name === name);
    expect({ type: family?.type, labels: family?.labels }).toEqual({ type, labels: labels ?? [] });
    expect(family?.samples.length).toBeGreaterThan(0);
    for (const sample of family?.samples ?? []) {
      expect(Object.keys(sample.labels).filter((label) => label !== 'le')).toEqual(labels ?? []);
      expect(Number.isFinite(sample.value)).toBe(true);
    }
  });
});

describe('ALERT_RULES', () => {
  test('are those of the reference, with their severity and time', () => {
    expect(ALERT_RULES.map(({ name, severity, forMs }) => ({ name, severity, forMs }))).toEqual(
      alerts.map((alert) => ({ name: alert.name, severity: alert.severity, forMs: readValue(alert.for) })),
    );
  });
});

describe('REFERENCE_SETTINGS', () => {
  test.each(Object.entries(REFERENCE_SETTINGS))('%s has the reference value', (key, value) => {
    expect(value).toEqual(readValue(keys.find((entry) => entry.key === key)?.value));
  });
});

describe('refusals', () => {
  test('use codes of the error reference', () => {
    const folder = new URL('../../src/simulator/', import.meta.url);
    const text = ['actions', 'faults', 'itp', 'migration', 'migration-start', 'releases', 'load']
      .map((file) => readFileSync(new URL(`${file}.ts`, folder), 'utf8'))
      .join('');
    const used = new Set([...text.matchAll(/'([A-Z]+_[A-Z_]+)'/g)].map(([, code]) => code));
    expect([...used].filter((code) => !errors.some((error) => error.code === code))).toEqual([]);
  });
});
