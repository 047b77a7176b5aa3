import type { FastifyInstance } from 'fastify';
import { LiveCluster } from '../../../src/cluster-server/live-cluster.ts';
import { buildRestServer, type RestOptions } from '../../../src/cluster-server/rest-server.ts';
import { Tokens } from '../../../src/cluster-server/tokens.ts';
import { TRAINING_ACCOUNTS } from '../../../src/simulator/api/accounts.ts';
import { createReferenceCluster, step } from '../../../src/simulator/index.ts';

export const KEY = new Uint8Array(32).fill(7);

export interface TestServer {
  app: FastifyInstance;
  live: LiveCluster;
  tokens: Tokens;
  /** What the server has logged. */
  lines: string[];
  token: (username: 'operator' | 'viewer') => Promise<string>;
  /** Moves the clock of the tokens. */
  setNow: (nowMs: number) => void;
}

/** A server whose time stands still, without a port. */
export async function testServer(options: Partial<RestOptions> = {}): Promise<TestServer> {
  const lines: string[] = [];
  let nowMs = 1_800_000_000_000;
  const live = new LiveCluster(step(createReferenceCluster({ seed: 3 }), 60_000), 'step');
  const tokens = new Tokens({
    accounts: TRAINING_ACCOUNTS,
    clusterId: live.cluster.id,
    lifeMs: 3_600_000,
    key: KEY,
    now: () => nowMs,
  });
  const app = await buildRestServer({
    live,
    tokens,
    requestsPerSecond: 10_000,
    timeoutMs: 30_000,
    hostNames: ['localhost', '127.0.0.1'],
    openApi: '{}',
    log: (line) => lines.push(line),
    ...options,
  });
  return {
    app,
    live,
    tokens,
    lines,
    token: async (username) => {
      const account = TRAINING_ACCOUNTS.find((item) => item.username === username);
      const issued = await tokens.login(username, account?.password ?? '');
      if (issued === null) throw new Error(`${username} cannot log in.`);
      return issued.token;
    },
    setNow: (value) => (nowMs = value),
  };
}
