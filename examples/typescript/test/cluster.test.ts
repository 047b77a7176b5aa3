/** Against a running training cluster: set DWCP_URL, DWCP_GRPC, DWCP_USERNAME and DWCP_PASSWORD. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readEnvironment } from '../src/dwcp/environment.ts';
import { isDwcpError } from '../src/dwcp/errors.ts';
import { DwcpClient } from '../src/dwcp/rest-client.ts';
import { waitForMigration, waitForVm } from '../src/dwcp/wait.ts';

const skip = process.env['DWCP_URL'] === undefined && 'DWCP_URL is not set';
const wait = { deadlineMs: 30_000, intervalMs: 100 };

describe('against the cluster', { skip }, () => {
  const client = (): DwcpClient => new DwcpClient(readEnvironment(process.env));

  test('the REST client creates, moves and deletes a VM', async () => {
    const rest = client();
    const name = 'vm-ts-rest';
    const request = { name, image: 'ubuntu-22.04', resources: { cpu: 1, memory_gb: 1, disk_gb: 10 } };
    const created = await rest.createVm(request);
    const vm = await waitForVm(rest, created.vm_id, wait);
    assert.equal(vm.status, 'running');
    await assert.rejects(rest.createVm(request), (error) => isDwcpError(error, 'VM_ALREADY_EXISTS'));

    const nodes = await Array.fromAsync(rest.nodes('ready'));
    const target = nodes.find(({ type, id }) => type === 'worker' && id !== vm.node);
    assert.ok(target);
    const { migration_id } = await rest.startMigration({ vm_id: vm.vm_id, target_node: target.id });
    assert.equal((await waitForMigration(rest, migration_id, wait)).error, null);
    assert.equal((await rest.getVm(vm.vm_id)).node, target.id);
    const ids = (await Array.fromAsync(rest.migrations('completed'))).map((item) => item.migration_id);
    assert.ok(ids.includes(migration_id));

    await rest.deleteVm(vm.vm_id);
    await assert.rejects(rest.getVm(vm.vm_id), (error) => isDwcpError(error, 'VM_NOT_FOUND'));
  });

  test('the REST client reads status, metrics and a plan', async () => {
    const rest = client();
    assert.equal((await rest.clusterStatus()).controllers.total, 3);
    const { data_points } = await rest.metric('dwcp_node_utilization_ratio', '1m');
    assert.ok(data_points.length > 0);
    assert.equal((await rest.optimizePlacement()).status, 'completed');
  });
});
