/** The rules of Prometheus and the alerts of the simulator, asked about the same samples. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parsePromql } from '../../../src/domain/monitoring/promql.ts';
import { readProgram } from '../../../src/node/read-program.ts';
import { apply, type Action, type Cluster } from '../../../src/simulator/index.ts';
import { clusterWith } from '../../unit/simulator/builder.ts';
import { hasProgram } from '../debian-program.ts';
import { promtool } from './promtool.ts';
import { SCRAPE_MS, scrapeRun, type ScrapedRun } from './simulated-scrape.ts';

const { program } = await readProgram();
if (program === undefined) throw new Error('The content could not be read.');

/** The clock of promtool begins in 1970, so time() means nothing there; the cases of that rule cover it. */
const alerts = program.reference.alerts.data.alerts.filter(
  ({ expression }) => !expression.includes('time()'),
);
const wanted = new Set(
  alerts.flatMap(({ expression }) => {
    const parsed = parsePromql(expression);
    return 'near' in parsed ? [] : parsed.selectors.map(({ metric }) => metric);
  }),
);

/** increase() extrapolates and the simulator does not, so a threshold may be crossed some scrapes apart. */
const STEADY_SCRAPES = 6;

const doing =
  (...actions: readonly Action[]) =>
  (cluster: Cluster): Cluster =>
    actions.reduce(apply, cluster);
const crash = (...nodes: readonly string[]): Action[] =>
  nodes.map((node) => ({ type: 'inject-fault', fault: { type: 'crash', node } }));

interface Story {
  title: string;
  start: () => Cluster;
  act: Record<number, (cluster: Cluster) => Cluster>;
  fires: string[];
}

const stories: Story[] = [
  {
    title: 'two of three controllers stop and come back',
    start: () => clusterWith({ seconds: 120 }),
    act: {
      8: doing(
        { type: 'stop-service', node: 'controller-2' },
        { type: 'stop-service', node: 'controller-3' },
      ),
      60: doing(
        { type: 'start-service', node: 'controller-2' },
        { type: 'start-service', node: 'controller-3' },
      ),
    },
    fires: ['ConsensusStalled', 'ControllerClusterDegraded', 'ControllerQuorumLost'],
  },
  {
    title: 'three of ten workers crash',
    start: () => clusterWith({ seconds: 120 }),
    act: { 8: doing(...crash('worker-2', 'worker-5', 'worker-9')) },
    fires: ['MassWorkerFailure', 'WorkerReadinessLow'],
  },
  {
    title: 'two workers are in quarantine for a while',
    start: () => clusterWith({ seconds: 120 }),
    act: {
      8: doing({ type: 'quarantine', node: 'worker-4' }, { type: 'quarantine', node: 'worker-7' }),
      50: doing(
        { type: 'release-quarantine', node: 'worker-4' },
        { type: 'release-quarantine', node: 'worker-7' },
      ),
    },
    fires: ['QuarantinedNodesHigh', 'WorkerReadinessLow'],
  },
  {
    title: 'a worker claims what it cannot do, and stops while the alert fires',
    start: () => clusterWith({ mode: 'internet', seconds: 120 }),
    act: {
      8: doing({
        type: 'inject-fault',
        fault: {
          type: 'attacker',
          node: 'worker-3',
          behaviour: { type: 'false-metrics', claimedMbps: 50_000 },
        },
      }),
      24: doing({ type: 'stop-service', node: 'worker-3' }),
    },
    fires: ['ByzantineNodeDetected'],
  },
  {
    title: 'a migration is slow',
    start: () => clusterWith({ vms: 10, mode: 'internet', seconds: 120 }),
    act: {
      8: doing(
        { type: 'inject-fault', fault: { type: 'throttle', on: { node: 'worker-1' }, rateMbps: 5 } },
        { type: 'start-migration', vm: 'vm-1', timeoutMs: 3_600_000 },
      ),
    },
    fires: ['NetworkDegradation'],
  },
];

describe.skipIf(!hasProgram('promtool', 'prometheus'))('the rules agree with the simulator', () => {
  test.each(stories)(
    '$title',
    async ({ start, act, fires }) => {
      const run = scrapeRun(start(), 100, act, (series) => wanted.has(series));
      const fired = new Set(run.firing.flat().map((text) => (JSON.parse(text) as Firing).name));
      expect([...fired].sort()).toEqual(expect.arrayContaining(fires));
      const { exitCode, output } = await judge(run);
      expect(exitCode, output.slice(0, 4_000)).toBe(0);
    },
    120_000,
  );
});

interface Firing {
  name: string;
  labels: Record<string, string>;
}

/** Asks promtool whether the rules have the same alerts firing wherever the simulator's stay the same for a while. */
async function judge({ series, firing }: ScrapedRun): Promise<{ exitCode: number | null; output: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'alert-agreement-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const seconds = (scrape: number): string => `${(scrape * SCRAPE_MS) / 1000}s`;
  const isSteady = (scrape: number, name: string): boolean => {
    const at = (index: number): string =>
      (firing[index] ?? []).filter((text) => text.includes(`"${name}"`)).join();
    return Array.from(
      { length: 2 * STEADY_SCRAPES + 1 },
      (_, index) => scrape - STEADY_SCRAPES + index,
    ).every((index) => index >= firing.length || index < 0 || at(index) === at(scrape));
  };
  const tests = alerts.flatMap(({ name, severity }) =>
    firing.flatMap((now, scrape) =>
      isSteady(scrape, name)
        ? [
            {
              eval_time: seconds(scrape),
              alertname: name,
              exp_alerts: now
                .map((text) => JSON.parse(text) as Firing)
                .filter((alert) => alert.name === name)
                .map(({ labels }) => ({ exp_labels: { severity, ...labels } })),
            },
          ]
        : [],
    ),
  );
  // JSON is YAML. The rules carry no annotations here, since the wording is the matter of their own cases.
  await writeFile(
    path.join(folder, 'rules.yml'),
    JSON.stringify({
      groups: [
        {
          name: 'agreement',
          rules: alerts.map(({ name, expression, for: holds, severity }) => ({
            alert: name,
            expr: expression,
            for: holds,
            labels: { severity },
          })),
        },
      ],
    }),
  );
  await writeFile(
    path.join(folder, 'agreement.test.yml'),
    JSON.stringify({
      rule_files: ['rules.yml'],
      evaluation_interval: seconds(1),
      tests: [{ interval: seconds(1), input_series: series, alert_rule_test: tests }],
    }),
  );
  return promtool(folder, 'test', 'rules', 'agreement.test.yml');
}
