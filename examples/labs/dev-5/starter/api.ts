/** The REST interface of DWCP as a profile needs it. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Migration {
  migration_id: string;
  status: 'in_progress' | 'completed' | 'failed';
  source_node: string;
  target_node: string;
  stats: {
    bytes_transferred: number;
    bytes_total: number;
    /** What is on the link at the moment. */
    bandwidth_mbps: number;
    compression_ratio: number;
    elapsed_seconds: number;
  };
}

export interface MigrationOptions {
  compression_level?: number;
  amst_streams?: number;
}

const url = process.env['DWCP_URL'] ?? 'http://localhost:8080';
let token = '';

export async function login(): Promise<void> {
  const answer = await send<{ token: string }>('POST', '/v3/auth/login', {
    username: process.env['DWCP_USERNAME'] ?? 'operator',
    password: process.env['DWCP_PASSWORD'] ?? 'training-operator',
  });
  token = answer.token;
}

/** Moves a VM and waits until it has arrived; `look` is called a few times on the way. */
export async function migrate(
  vm: string,
  target: string,
  options: MigrationOptions,
  look: (migration: Migration) => Promise<void>,
): Promise<Migration> {
  const { migration_id } = await send<Migration>('POST', '/v3/migrations', {
    vm_id: vm,
    target_node: target,
    options,
  });
  for (;;) {
    const migration = await send<Migration>('GET', `/v3/migrations/${migration_id}`);
    if (migration.status === 'completed') return migration;
    if (migration.status === 'failed') throw new Error(`The migration ${migration_id} has failed.`);
    await look(migration);
    await sleep(200);
  }
}

/** The present value of a metric of the node that `labels` name. */
export async function readMetric(name: string, labels: Record<string, string>): Promise<number> {
  const { data_points } = await send<{
    data_points: { value: number; labels: Record<string, string> }[];
  }>('GET', `/v3/metrics?name=${name}&duration=1m`);
  const points = data_points.filter((point) =>
    Object.entries(labels).every(([label, value]) => point.labels[label] === value),
  );
  return points.at(-1)?.value ?? 0;
}

/** Runs a command of `dwcp-cli` in the training cluster, for what the REST interface does not show. */
export async function dwcpCli(...args: string[]): Promise<string> {
  const { output } = await send<{ output: string }>('POST', '/training/command', { args });
  return output;
}

async function send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer as Answer;
  const { error } = answer as { error: { code: string; message: string } };
  throw new Error(`${error.code}: ${error.message}`);
}
