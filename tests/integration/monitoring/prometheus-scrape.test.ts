/** A real Prometheus scrapes the running training cluster: its targets are up, and an alert comes and goes with a fault. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertRules } from '../../../src/exporters/monitoring/alert-rules.ts';
import { trainingConfig } from '../../../src/exporters/monitoring/prometheus-config.ts';
import { readProgram } from '../../../src/node/read-program.ts';
import { login, startClusterProcess, type ClusterProcess } from '../cluster-process.ts';
import { hasProgram } from '../debian-program.ts';
import { eventually, startPrometheus, type PrometheusProcess } from './prometheus-process.ts';

/** A minute of the cluster passes in a second, and so does a minute of `for`. The expressions are those of the reference. */
const SPEED = 60;
const ALERT = 'QuarantinedNodesHigh';
const WORKERS = ['worker-4', 'worker-7'];

interface Targets {
  activeTargets: { labels: { job: string; instance: string }; health: string }[];
}

interface ActiveAlerts {
  alerts: { labels: Record<string, string>; annotations: Record<string, string>; state: string }[];
}

interface RangeVectors {
  result: { metric: Record<string, string>; values: [number, string][] }[];
}

describe.skipIf(!hasProgram('prometheus', 'prometheus'))('a Prometheus beside the running cluster', () => {
  let folder: string;
  let cluster: ClusterProcess | undefined;
  let prometheus: PrometheusProcess | undefined;

  beforeAll(async () => {
    const { program } = await readProgram();
    if (program === undefined) throw new Error('The content could not be read.');
    const rules = program.reference.alerts.data.alerts
      .filter(({ name }) => name === ALERT)
      .map((alert) => ({ ...alert, for: `${(Number.parseInt(alert.for, 10) * 60) / SPEED}s` }));
    cluster = await startClusterProcess(['--speed', String(SPEED)]);
    folder = await mkdtemp(path.join(tmpdir(), 'prometheus-config-'));
    await writeFile(
      path.join(folder, 'rules.yml'),
      alertRules(rules, (id) => `http://localhost/${id}/`),
    );
    const nodes = {
      controllers: ['controller-1', 'controller-2', 'controller-3'],
      workers: Array.from({ length: 10 }, (_, index) => `worker-${index + 1}`),
    };
    const config = trainingConfig(nodes, new URL(cluster.metrics).host, 'rules.yml', {
      scrapeInterval: '1s',
      evaluationInterval: '1s',
    });
    const configFile = path.join(folder, 'prometheus.yml');
    await writeFile(configFile, config);
    prometheus = await startPrometheus(configFile);
  }, 90_000);

  afterAll(async () => {
    await prometheus?.stop();
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = async <Data>(request: string): Promise<Data> => {
    if (prometheus === undefined) throw new Error('Prometheus does not run.');
    return (await prometheus.ask(request)) as Data;
  };

  const command = async (...args: readonly string[]): Promise<void> => {
    if (cluster === undefined) throw new Error('The cluster does not run.');
    const response = await fetch(`${cluster.rest}/training/command`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await login(cluster.rest)}`,
      },
      body: JSON.stringify({ args }),
    });
    expect(await response.json()).toMatchObject({ exit_code: 0, error_output: '' });
  };

  const current = async (): Promise<ActiveAlerts['alerts'][number] | undefined> =>
    (await ask<ActiveAlerts>('alerts')).alerts.find(({ labels }) => labels['alertname'] === ALERT);

  test('sees all thirteen targets up', async () => {
    const targets = await eventually('every target is up', 30_000, async () => {
      const { activeTargets } = await ask<Targets>('targets');
      return activeTargets.length > 0 && activeTargets.every(({ health }) => health === 'up')
        ? activeTargets
        : undefined;
    });
    const jobs = Map.groupBy(targets, ({ labels }) => labels.job);
    expect([...jobs].map(([job, { length }]) => [job, length])).toEqual(
      expect.arrayContaining([
        ['dwcp-controller', 3],
        ['dwcp-worker', 10],
      ]),
    );
    expect(await current()).toBeUndefined();
  });

  test('sees an alert pending, then firing, and resolved once the fault has ended', async () => {
    for (const node of WORKERS)
      await command('reputation', 'quarantine', '--node', node, '--reason', 'false_metrics');
    const firing = await eventually(`${ALERT} fires`, 30_000, async () => {
      const alert = await current();
      return alert?.state === 'firing' ? alert : undefined;
    });
    expect(firing).toMatchObject({
      labels: { severity: 'P1' },
      annotations: { summary: '20% of the workers are in quarantine' },
    });

    for (const node of WORKERS) await command('node', 'rejoin', '--node', node);
    await eventually(`${ALERT} is resolved`, 30_000, async () =>
      (await current()) === undefined ? true : undefined,
    );

    const query = encodeURIComponent(`ALERTS{alertname="${ALERT}"}[10m]`);
    const { result } = await ask<RangeVectors>(`query?query=${query}`);
    const span = (state: string): { from: number; to: number } => {
      const times = result
        .filter(({ metric }) => metric['alertstate'] === state)
        .flatMap(({ values }) => values.map(([seconds]) => seconds));
      return { from: Math.min(...times), to: Math.max(...times) };
    };
    const [pending, fired] = [span('pending'), span('firing')];
    expect(pending.from).toBeLessThan(fired.from);
    expect(pending.to).toBeLessThan(fired.from);
    // 5 min of the rule are 5 s here; a second of evaluation on either side.
    expect(fired.from - pending.from).toBeGreaterThanOrEqual(4);
  }, 90_000);
});
