/** Debian's Prometheus as a process of its own, on loopback and a free port, with its data in a temporary folder. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface PrometheusProcess {
  /** What the HTTP API answers at a path below `/api/v1/`; throws where Prometheus reports an error. */
  ask: (request: string) => Promise<unknown>;
  /** Ends the process and removes its data. */
  stop: () => Promise<void>;
}

/** Starts Prometheus with a configuration file and waits until it answers. */
export async function startPrometheus(configFile: string): Promise<PrometheusProcess> {
  const data = await mkdtemp(path.join(tmpdir(), 'prometheus-data-'));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    'prometheus',
    [
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=${address}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
    await rm(data, { recursive: true });
  };
  try {
    await eventually('Prometheus is ready', 30_000, async () => {
      if (child.exitCode !== null) throw new Error(`Prometheus ended with ${child.exitCode}: ${errors}`);
      const response = await fetch(`http://${address}/-/ready`).catch(() => undefined);
      return response?.ok === true ? true : undefined;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    stop,
    ask: async (request) => {
      const response = await fetch(`http://${address}/api/v1/${request}`);
      const body = (await response.json()) as { status: string; error?: string; data: unknown };
      if (body.status !== 'success') throw new Error(body.error ?? `Prometheus answers ${response.status}.`);
      return body.data;
    },
  };
}

/** Asks again four times a second until there is an answer; says after the time what has not happened. */
export async function eventually<Answer>(
  what: string,
  timeoutMs: number,
  look: () => Promise<Answer | undefined>,
): Promise<Answer> {
  const endMs = Date.now() + timeoutMs;
  while (Date.now() < endMs) {
    const answer = await look();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`Not within ${timeoutMs / 1000} s: ${what}.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
