/** Against a running training cluster: set DWCP_URL, DWCP_GRPC, DWCP_USERNAME and DWCP_PASSWORD. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { readEnvironment } from '../src/dwcp/environment.ts';
import { isDwcpError } from '../src/dwcp/errors.ts';
import { DwcpGrpcClient } from '../src/dwcp/grpc-client.ts';
import { DwcpClient } from '../src/dwcp/rest-client.ts';
import type { Vm } from '../src/dwcp/types.ts';
import { waitForMigration, waitForVm, waitUntil } from '../src/dwcp/wait.ts';
import { FileJournal, type MoveEvent } from '../src/migration-service/journal.ts';
import type { Move } from '../src/migration-service/move.ts';
import { MigrationService } from '../src/migration-service/service.ts';
import { exportersTo, Telemetry } from '../src/telemetry/telemetry.ts';
import { tracedMove } from '../src/telemetry/traced-move.ts';

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

    const target = await otherWorker(rest, vm.node);
    const { migration_id } = await rest.startMigration({ vm_id: vm.vm_id, target_node: target });
    assert.equal((await waitForMigration(rest, migration_id, wait)).error, null);
    assert.equal((await rest.getVm(vm.vm_id)).node, target);
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

  test('the gRPC client streams the progress of a migration, and gives refusals their codes', async () => {
    const rest = client();
    const { grpcAddress: address } = readEnvironment(process.env);
    const grpc = new DwcpGrpcClient({ address, token: rest.token });
    const vm = await newVm(rest, 'vm-ts-grpc');
    const target = await otherWorker(rest, vm.node);

    const progress = await Array.fromAsync(grpc.migrate({ vm_id: vm.vm_id, target_node: target }));
    assert.equal(progress.at(0)?.status, 'in_progress');
    assert.equal(progress.at(-1)?.status, 'completed');
    assert.equal((await grpc.getVm(vm.vm_id)).node_id, target);

    const again = Array.fromAsync(grpc.migrate({ vm_id: 'vm-nobody', target_node: target }));
    await assert.rejects(again, (error) => isDwcpError(error, 'VM_NOT_FOUND') && error.status === 404);
    await grpc.deleteVm(vm.vm_id);
    await assert.rejects(grpc.getVm(vm.vm_id), (error) => isDwcpError(error, 'VM_NOT_FOUND'));
    grpc.close();
  });

  test('a stream that is left early, or ended by its deadline, leaves the migration alone', async () => {
    const rest = client();
    const { grpcAddress: address } = readEnvironment(process.env);
    const grpc = new DwcpGrpcClient({ address, token: rest.token });
    const vm = await newVm(rest, 'vm-ts-left');
    const first = { vm_id: vm.vm_id, target_node: await otherWorker(rest, vm.node) };
    let id = '';
    for await (const progress of grpc.migrate(first)) {
      id = progress.migration_id;
      break;
    }
    assert.equal((await waitForMigration(rest, id, wait)).status, 'completed');

    const back = { vm_id: vm.vm_id, target_node: vm.node };
    const stream = Array.fromAsync(grpc.migrate(back, { deadlineMs: 50 }));
    await assert.rejects(stream, (error) => isDwcpError(error, 'NO_ANSWER'));
    const arrived = await waitUntil(
      () => rest.getVm(vm.vm_id),
      ({ node }) => node === vm.node,
      wait,
    );
    assert.equal(arrived.node, vm.node);
    await rest.deleteVm(vm.vm_id);
    grpc.close();
  });

  test('the migration service carries out a plan', async () => {
    const rest = client();
    const vms = [await newVm(rest, 'vm-ts-plan-1'), await newVm(rest, 'vm-ts-plan-2')];
    const moves: Move[] = [];
    for (const { vm_id: vm, node } of vms)
      moves.push({ id: `plan/${vm}`, vm, from: node, target: await otherWorker(rest, node) });
    const folder = await mkdtemp(path.join(os.tmpdir(), 'dwcp-plan-'));
    const events: MoveEvent[] = [];
    const service = new MigrationService({
      client: rest,
      journal: new FileJournal(path.join(folder, 'journal.json')),
      deliver: async (event) => void events.push(event),
      log: () => {},
    });
    await service.add(moves);
    await waitUntil(() => service.round(), Boolean, wait);
    assert.deepEqual(
      events.map(({ result }) => result),
      ['done', 'done'],
    );
    for (const { vm, target } of moves) assert.equal((await rest.getVm(vm)).node, target);
    for (const { vm } of moves) await rest.deleteVm(vm);
    await rm(folder, { recursive: true });
  });

  test('a traced move is one trace with the spans of the cluster, and its requests are counted there', async () => {
    const environment = readEnvironment(process.env);
    const telemetry = new Telemetry({
      service: 'ts-mover',
      ...exportersTo(environment.baseUrl, client().token),
    });
    const rest = new DwcpClient({
      ...environment,
      fetch: telemetry.tracedFetch(),
      traceparent: telemetry.traceparent,
    });
    const vm = await newVm(rest, 'vm-ts-traced');
    const { traceId } = await tracedMove(telemetry, rest, vm.vm_id, await otherWorker(rest, vm.node), wait);
    await telemetry.shutdown();

    const spans = await readTrace(environment.baseUrl, await rest.token(), traceId);
    const idOf = (name: string): string | undefined => spans.find((span) => span.name === name)?.spanId;
    const parentOf = (name: string): string | undefined =>
      spans.find((span) => span.name === name)?.parentSpanId;
    assert.equal(parentOf('move-vm'), '');
    assert.equal(parentOf('POST /v3/migrations'), idOf('move-vm'));
    assert.equal(parentOf('vm_migration_request'), idOf('POST /v3/migrations'));
    const { data_points } = await rest.metric('client_requests_total', '1m');
    assert.ok(data_points.some(({ labels }) => labels['job'] === 'ts-mover' && labels['outcome'] === '200'));
    await rest.deleteVm(vm.vm_id);
  });
});

async function newVm(rest: DwcpClient, name: string): Promise<Vm> {
  const resources = { cpu: 1, memory_gb: 1, disk_gb: 10 };
  const { vm_id } = await rest.createVm({ name, image: 'ubuntu-22.04', resources });
  return waitForVm(rest, vm_id, wait);
}

async function otherWorker(rest: DwcpClient, node: string): Promise<string> {
  for await (const { id, type } of rest.nodes('ready')) if (type === 'worker' && id !== node) return id;
  throw new Error('The cluster has no other worker.');
}

interface TracedSpan {
  readonly name: string;
  readonly spanId: string;
  readonly parentSpanId: string;
}

/** The spans of one trace, from the OTLP file that the training cluster gives. */
async function readTrace(baseUrl: string, token: string, traceId: string): Promise<TracedSpan[]> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${baseUrl}/training/traces?trace=${traceId}`, { headers });
  const file = (await response.json()) as { resourceSpans: { scopeSpans: { spans: TracedSpan[] }[] }[] };
  return file.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}
