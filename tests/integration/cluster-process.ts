/** `npm run cluster` as a process of its own, on free ports. */
import { spawn, type ChildProcess } from 'node:child_process';

export interface ClusterProcess {
  child: ChildProcess;
  rest: string;
  grpc: string;
  metrics: string;
  /** What it has written to its error output. */
  errors: () => string;
  /** Sends SIGTERM and gives the exit code. */
  stop: () => Promise<number | null>;
}

export async function startClusterProcess(args: readonly string[] = []): Promise<ClusterProcess> {
  const child = spawn(
    process.execPath,
    ['scripts/cluster.ts', '--port', '0', '--grpc-port', '0', '--metrics-port', '0', ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  let errors = '';
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      output += bytes.toString();
      if (output.includes('Stop it with Ctrl-C.')) resolve();
    });
    void exited.then((code) => reject(new Error(`The cluster ended with ${code}: ${errors}`)));
  });
  const read = (pattern: RegExp): string => pattern.exec(output)?.[1] ?? '';
  return {
    child,
    rest: read(/REST +(http:\/\/[^/]+)/),
    grpc: read(/gRPC +(\S+)/),
    metrics: read(/Metrics +(http:\/\/[^/]+)/),
    errors: () => errors,
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

export async function login(rest: string, username = 'operator'): Promise<string> {
  const response = await fetch(`${rest}/v3/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: `training-${username}` }),
  });
  return ((await response.json()) as { token: string }).token;
}
