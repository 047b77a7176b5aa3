import { expect, test } from 'vitest';
import { freePlayName, freePlayScenario } from '../../../../src/client/lab/free-play.ts';
import { startCluster } from '../../../../src/simulator/lab/start.ts';

test('a name builds the cluster that it says', () => {
  const name = freePlayName({ controllers: 3, workers: 4, mode: 'internet', seed: 2 });
  const scenario = freePlayScenario(name);
  if (scenario === undefined) throw new Error(`${name} is refused.`);
  const cluster = startCluster(scenario);
  expect(Object.keys(cluster.nodes)).toHaveLength(7);
  expect(cluster.nowMs).toBe(60_000);
});

test.each([
  'free/0-4-internet-1',
  'free/9-4-internet-1',
  'free/3-201-internet-1',
  'free/3-4-lan-1',
  'operations/lab-1',
])('%s is no free play', (name) => {
  expect(freePlayScenario(name)).toBeUndefined();
});
