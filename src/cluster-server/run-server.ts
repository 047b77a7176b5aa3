/** Starts every listener over one cluster, and stops them in order. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TRAINING_ACCOUNTS } from '../simulator/api/accounts.ts';
import { readAccounts } from './accounts-file.ts';
import { buildGrpcServer, closeGrpc, listenGrpc } from './grpc-server.ts';
import { LiveCluster } from './live-cluster.ts';
import { liveShell } from './live-shell.ts';
import { createMetricsServer } from './metrics-server.ts';
import { OtlpExporter } from './otlp-exporter.ts';
import type { Observer } from './observer.ts';
import { openApiDocument } from './openapi.ts';
import { RateGate } from './rate-gate.ts';
import { readApiReference } from './read-reference.ts';
import { buildRestServer } from './rest-server.ts';
import { isLoopback, type ServerOptions } from './server-options.ts';
import { startState } from './start-state.ts';
import { StateKeeper } from './state-file.ts';
import { Tokens } from './tokens.ts';

export interface RunningServer {
  live: LiveCluster;
  restPort: number;
  grpcPort: number;
  metricsPort: number;
  /** Takes no new work, finishes what is under way, saves the state. */
  close(): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 30_000;

/** What a server that is looked at has besides. */
export interface Watch {
  observer: Observer;
  /** Milliseconds of the calendar that tokens go by. */
  now: () => number;
}

export async function runServer(
  options: ServerOptions,
  log: (line: string) => void,
  watch?: Watch,
): Promise<RunningServer> {
  const accounts =
    options.accountsFile === null ? TRAINING_ACCOUNTS : await readAccounts(options.accountsFile);
  const live = new LiveCluster(await startState(options), options.speed);
  const tokens = new Tokens({
    accounts,
    clusterId: live.cluster.id,
    lifeMs: options.tokenLifeMs,
    ...(watch === undefined ? {} : { now: watch.now }),
  });
  const { api, errors } = await readApiReference();
  const rest = await buildRestServer({
    live,
    tokens,
    requestsPerSecond: options.requestsPerSecond,
    timeoutMs: REQUEST_TIMEOUT_MS,
    hostNames: namesFor(options.host),
    shell: await liveShell(),
    openApi: JSON.stringify(openApiDocument(api, errors)),
    ...(watch === undefined ? {} : { observer: watch.observer }),
    log,
  });
  const grpc = await buildGrpcServer({ live, tokens, gate: new RateGate(options.requestsPerSecond), log });
  let grpcPort = 0;
  const metrics = createMetricsServer(live);
  const undo: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    live.stop();
    // The last to start is the first to stop; a failure of one keeps none of the others open.
    for (const stop of undo.splice(0).reverse()) await stop().catch((error: unknown) => log(String(error)));
  };
  try {
    if (options.stateFile !== null) {
      const keeper = new StateKeeper(
        options.stateFile,
        () => ({ formatVersion: 1, cluster: live.cluster }),
        (error) => log(`The state could not be saved in ${options.stateFile}: ${String(error)}`),
      );
      live.onChange(() => keeper.touch());
      keeper.touch();
      undo.push(() => keeper.close());
    }
    undo.push(() => rest.close());
    await listening('--port', options.port, () => rest.listen({ host: options.host, port: options.port }));
    undo.push(() => closeGrpc(grpc));
    await listening('--grpc-port', options.grpcPort, async () => {
      grpcPort = await listenGrpc(grpc, options.host, options.grpcPort);
    });
    undo.push(() => closeHttp(metrics));
    await listening('--metrics-port', options.metricsPort, () =>
      listenHttp(metrics, options.host, options.metricsPort),
    );
    if (options.otlp !== null) {
      const exporter = new OtlpExporter(live, options.otlp, log);
      undo.push(() => exporter.close());
    }
  } catch (error) {
    await close();
    throw error;
  }
  live.start();
  return {
    live,
    restPort: portOf(rest.server),
    grpcPort,
    metricsPort: portOf(metrics),
    close,
  };
}

/** Names by which callers may address the server; on all addresses that cannot be known, so every name passes there. */
function namesFor(host: string): readonly string[] | null {
  if (isLoopback(host)) return ['localhost', '127.0.0.1', '[::1]', host];
  return host === '0.0.0.0' || host === '::' ? null : [host, `[${host}]`];
}

async function listening(option: string, port: number, listen: () => Promise<unknown>): Promise<void> {
  try {
    await listen();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new Error(`Port ${port} is taken; choose another one with ${option} N.`, { cause: error });
    if (code === 'EACCES')
      throw new Error(`Port ${port} may not be opened; choose one from 1024 with ${option} N.`, {
        cause: error,
      });
    throw error;
  }
}

function listenHttp(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeHttp(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address.port;
}
