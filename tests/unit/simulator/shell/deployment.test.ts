import { expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { configurationSchema } from '../../../../src/schemas/reference/configuration.ts';
import { scenarioSchema } from '../../../../src/schemas/scenario.ts';
import type { Scenario } from '../../../../src/simulator/lab/index.ts';
import { startCluster } from '../../../../src/simulator/lab/start.ts';
import { openSession, run, type Session } from '../../../../src/simulator/shell/index.ts';
import { referenceTable, type } from './reference-table.ts';

const reference = configurationSchema.parse(
  parse(readFileSync('content/reference/configuration.yaml', 'utf8')),
);

/** A terminal in front of thirteen machines that belong to no cluster yet. */
function openBareMachines(): Session {
  const text = readFileSync('content/scenarios/operations/lab-1.yaml', 'utf8');
  return openSession(startCluster(scenarioSchema.parse(parse(text)) as Scenario));
}

/** The dotted keys of a parsed file; a list is a value. */
function keysOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}.${key}`));
}

test.each(['controller', 'worker'])('init writes only keys that the reference has for a %s', (kind) => {
  const host = `${kind}-1`;
  const { output } = type(
    openBareMachines(),
    `ssh ${host} dwcp-server init --node-type ${kind} --cluster-id training-cluster-1 --controller controller-1:8080 --file /etc/dwcp/${kind}.yaml`,
    `ssh ${host} cat /etc/dwcp/${kind}.yaml`,
  );
  const known = new Set(reference.keys.map(({ key }) => key));
  const keys = keysOf(parse(output));
  expect(keys).toContain('cluster.id');
  expect(keys.filter((key) => !known.has(key))).toEqual([]);
});

test('a name that no machine has does not join', () => {
  const { session } = type(
    openBareMachines(),
    ...['controller-1', 'controller-2', 'controller-3'].map(
      (host) => `ssh ${host} systemctl start dwcp-controller`,
    ),
    'dwcp-cli cluster bootstrap --cluster-id training-cluster-1 --controllers controller-1,controller-2,controller-3',
  );
  const join = run(
    session,
    'dwcp-cli node join --controller controller-1:8080 --node-id worker-77 --region us-east',
    referenceTable,
  );
  expect(join.exitCode).toBe(1);
  expect(join.errorOutput).toContain('NODE_NOT_FOUND');
  expect(join.session.cluster.nodes['worker-77']).toBeUndefined();
});
