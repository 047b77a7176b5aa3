import path from 'node:path';
import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { load } from '@grpc/proto-loader';
import autocannon, { type LoadOptions, type LoadResult } from 'autocannon';
import { startClusterProcess, login, type ClusterProcess } from '../../tests/integration/cluster-process.ts';
import { formatMilliseconds, residentMegabytes, spreadOf } from './measure.ts';
import { showProgress, type PartReport } from './report.ts';

const SECONDS = 30;
const WARM_UP_SECONDS = 10;
const REQUESTS_PER_SECOND = 2_000;
const STREAMS = 200;

/** The cluster server under load: REST at a steady rate with its memory watched, and many streamed migrations at once. */
export async function benchServer(): Promise<PartReport> {
  const cluster = await startClusterProcess(['--speed', '1']);
  try {
    const token = await login(cluster.rest);
    await createVms(cluster.rest, token);
    showProgress(`${REQUESTS_PER_SECOND} requests a second for ${SECONDS} s`);
    const memory: number[] = [];
    await autocannon(loadOf(cluster, token, WARM_UP_SECONDS));
    const timer = setInterval(() => memory.push(residentMegabytes(cluster.child.pid)), 1_000);
    const rest = await autocannon(loadOf(cluster, token, SECONDS));
    clearInterval(timer);
    showProgress(`${STREAMS} streams of MigrateVM`);
    const streams = await migrateAll(cluster, token);
    return report(rest, memory, streams);
  } finally {
    await cluster.stop();
  }
}

/** Reads of five kinds at the steady rate. */
function loadOf(cluster: ClusterProcess, token: string, duration: number): LoadOptions {
  return {
    url: cluster.rest,
    connections: 40,
    overallRate: REQUESTS_PER_SECOND,
    duration,
    headers: { authorization: `Bearer ${token}` },
    requests: [
      { path: '/v3/cluster/status' },
      { path: '/v3/nodes?limit=50' },
      { path: '/v3/vms/vm-bench-1' },
      { path: '/v3/migrations?status=in_progress' },
      { path: '/healthz' },
    ],
  };
}

function report(rest: LoadResult, memory: readonly number[], streams: StreamResult): PartReport {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const early = mean(memory.slice(0, 5));
  const late = mean(memory.slice(-5));
  return {
    title: 'Cluster server',
    tables: [
      {
        columns: ['What', 'Measured', 'Bound'],
        rows: [
          [
            'REST requests a second',
            `${(rest.requests.total / SECONDS).toFixed(0)}`,
            `${REQUESTS_PER_SECOND}`,
          ],
          ['Errors, timeouts and refusals', `${rest.errors + rest.timeouts + rest.non2xx}`, '0'],
          [
            'Latency, median, 99th and largest',
            `${rest.latency.p50}, ${rest.latency.p99}, ${rest.latency.max} ms`,
            '',
          ],
          [
            'Resident memory in the first and last 5 s',
            `${early.toFixed(0)} MB, ${late.toFixed(0)} MB`,
            'flat',
          ],
          [`${STREAMS} MigrateVM streams, completed`, `${streams.completed}`, `${STREAMS}`],
          ['First message of a stream', formatMilliseconds(spreadOf(streams.firstMs)), ''],
          ['Progress messages in all', `${streams.messages}`, ''],
        ],
      },
    ],
    notes: [
      'Reads of five kinds over 40 connections while the cluster runs at life speed with 200 VMs; client and server share the machine.',
    ],
    data: { rest, memory, streams },
  };
}

async function createVms(rest: string, token: string): Promise<void> {
  for (let number = 1; number <= STREAMS; number += 1) {
    const response = await fetch(`${rest}/v3/vms`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        name: `vm-bench-${number}`,
        image: 'ubuntu-22.04',
        resources: { cpu: 1, memory_gb: 0.5, disk_gb: 1 },
      }),
    });
    if (!response.ok) throw new Error(`A VM was refused: ${await response.text()}`);
  }
}

interface StreamResult {
  completed: number;
  messages: number;
  firstMs: number[];
  failures: string[];
}

interface Progress {
  status: string;
}

/** Every VM at once, each by a client with a connection of its own. */
async function migrateAll(cluster: ClusterProcess, token: string): Promise<StreamResult> {
  const definition = await load('dwcp/v3/dwcp.proto', {
    includeDirs: [path.resolve('examples/proto')],
    keepCase: true,
    longs: Number,
  });
  const service = definition['dwcp.v3.VMService'];
  if (service === undefined || 'format' in service) throw new Error('The proto file has no VMService.');
  const method = service['MigrateVM'];
  if (method === undefined) throw new Error('VMService has no MigrateVM.');
  const nodes = await placements(cluster.rest, token);
  const result: StreamResult = { completed: 0, messages: 0, firstMs: [], failures: [] };
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  await Promise.all(
    [...nodes].map(([vm, node], index) => {
      const client = new Client(cluster.grpc, credentials.createInsecure(), {
        'grpc.use_local_subchannel_pool': 1,
      });
      // Placement fills four workers; the six empty ones take the VMs.
      const target = `worker-${5 + (index % 6)}`;
      if (target === node) throw new Error(`${vm} is on ${target} already.`);
      return new Promise<void>((resolve) => {
        const start = performance.now();
        let isFirst = true;
        const stream = client.makeServerStreamRequest(
          method.path,
          method.requestSerialize,
          method.responseDeserialize,
          { vm_id: vm, target_node: target },
          metadata,
          { deadline: Date.now() + 280_000 },
        );
        stream.on('data', (message: Progress) => {
          if (isFirst) result.firstMs.push(performance.now() - start);
          isFirst = false;
          result.messages += 1;
          if (message.status === 'completed') result.completed += 1;
        });
        stream.on('error', (error: Error) => result.failures.push(error.message));
        stream.on('close', () => {
          client.close();
          resolve();
        });
      });
    }),
  );
  return result;
}

async function placements(rest: string, token: string): Promise<Map<string, string>> {
  const nodes = new Map<string, string>();
  for (let number = 1; number <= STREAMS; number += 1) {
    const response = await fetch(`${rest}/v3/vms/vm-bench-${number}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const vm = (await response.json()) as { vm_id: string; node: string };
    nodes.set(vm.vm_id, vm.node);
  }
  return nodes;
}
