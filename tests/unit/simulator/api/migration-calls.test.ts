import { expect, test } from 'vitest';
import { migrationBody } from '../../../../src/simulator/api/migration-calls.ts';
import { migrationResponse } from '../../../../src/simulator/api/responses.ts';
import { apply, createReferenceCluster, step } from '../../../../src/simulator/index.ts';

test('a cancelled migration says so, keeps the phase it was in, and has the fields of the reference', () => {
  let cluster = apply(step(createReferenceCluster({ seed: 1 }), 60_000), {
    type: 'create-vm',
    vm: {
      name: 'vm-1',
      cpu: 1,
      memoryBytes: 2 ** 33,
      diskBytes: 1e9,
      workload: 'web',
      dirtyBytesPerSecond: 1e6,
      node: 'worker-1',
    },
  });
  cluster = apply(cluster, { type: 'start-migration', vm: 'vm-1', target: 'worker-5' });
  cluster = step(cluster, cluster.nowMs + 3_000);
  const [id = ''] = cluster.openMigrations;
  const readBody = (): unknown => {
    const migration = cluster.migrations[id];
    return migration === undefined ? null : migrationResponse.parse(migrationBody(cluster, migration));
  };
  expect(readBody()).toMatchObject({ status: 'in_progress', phase: 'pre-copy', error: null });
  cluster = apply(cluster, { type: 'cancel-migration', vm: 'vm-1' });
  expect(readBody()).toMatchObject({
    status: 'failed',
    phase: 'pre-copy',
    error: { code: 'MIGRATION_CANCELLED' },
  });
});
