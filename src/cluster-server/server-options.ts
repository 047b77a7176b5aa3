/** The command line of `npm run cluster`. */
import { parseArgs } from 'node:util';
import type { Speed } from './live-cluster.ts';

export interface ServerOptions {
  host: string;
  port: number;
  grpcPort: number;
  metricsPort: number;
  speed: Speed;
  seed: number;
  /** `<track>/<lab>` of a scenario to start from. */
  scenario: string | null;
  stateFile: string | null;
  /** JSON file with accounts in place of the printed ones. */
  accountsFile: string | null;
  tokenLifeMs: number;
  requestsPerSecond: number;
  /** Base address of an OTLP collector. */
  otlp: string | null;
}

export const serverHelp = `Usage: npm run cluster -- [options]

Runs the training cluster: the reference deployment of DWCP v3 as a model, with REST, gRPC, metrics and traces.

  --host ADDRESS         address to listen on; 127.0.0.1
  --port N               REST; 8080
  --grpc-port N          gRPC; 8081
  --metrics-port N       Prometheus text of single nodes, /metrics?node=worker-3; 8084
  --speed N|step         simulated seconds per second, 0.1 to 3600, or time that stands still until asked; 1
  --seed N               seed of everything that is left to chance; 1
  --scenario TRACK/LAB   start in the state of a lab, for example operations/lab-4
  --state FILE           keep the cluster in this file, and start from it if it exists
  --accounts FILE        accounts in place of the printed ones: [{ "username", "password", "role" }]
  --token-ttl DURATION   life of a token, 5m to 24h; 24h
  --rate-limit N         requests per second, with bursts of twice as many; 10000
  --otlp URL             send finished traces to a collector as OTLP over HTTP, for example http://127.0.0.1:4318
  --print-openapi        print the OpenAPI document of the REST API and end
  --help                 print this

Exit status: 0 after Ctrl-C or SIGTERM, 1 when it cannot start, 2 when an option is wrong.
`;

const optionTypes = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '8080' },
  'grpc-port': { type: 'string', default: '8081' },
  'metrics-port': { type: 'string', default: '8084' },
  speed: { type: 'string', default: '1' },
  seed: { type: 'string', default: '1' },
  scenario: { type: 'string' },
  state: { type: 'string' },
  accounts: { type: 'string' },
  'token-ttl': { type: 'string', default: '24h' },
  'rate-limit': { type: 'string', default: '10000' },
  otlp: { type: 'string' },
  'print-openapi': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Reads the arguments; a sentence when they make no sense, and `help` when that is what was asked for. */
export function parseServerOptions(
  args: readonly string[],
): ServerOptions | { problem: string } | 'help' | 'print-openapi' {
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options: optionTypes, strict: true }));
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  if (values.help) return 'help';
  if (values['print-openapi']) return 'print-openapi';
  const ports = (['port', 'grpc-port', 'metrics-port'] as const).map((name) => ({
    name,
    port: readWhole(values[name], 0, 65_535),
  }));
  for (const { name, port } of ports)
    if (port === null)
      return { problem: `--${name} is "${values[name]}"; a port is a number from 0 to 65535.` };
  const [port = 0, grpcPort = 0, metricsPort = 0] = ports.map((item) => item.port ?? 0);
  const taken = [port, grpcPort, metricsPort].filter((number) => number !== 0);
  if (new Set(taken).size < taken.length)
    return { problem: 'Two of --port, --grpc-port and --metrics-port are the same.' };

  const speed: Speed | null = values.speed === 'step' ? 'step' : readNumber(values.speed, 0.1, 3_600);
  if (speed === null)
    return { problem: `--speed is "${values.speed}"; write a number from 0.1 to 3600, or step.` };
  const seed = readWhole(values.seed, 0, Number.MAX_SAFE_INTEGER);
  if (seed === null) return { problem: `--seed is "${values.seed}"; a seed is a whole number from 0.` };
  const tokenLifeMs = readDuration(values['token-ttl']);
  if (tokenLifeMs === null || tokenLifeMs < 300_000 || tokenLifeMs > 86_400_000)
    return { problem: `--token-ttl is "${values['token-ttl']}"; write 5m to 24h.` };
  const requestsPerSecond = readWhole(values['rate-limit'], 1, 1_000_000);
  if (requestsPerSecond === null)
    return { problem: `--rate-limit is "${values['rate-limit']}"; write requests per second, at least 1.` };
  if (values.scenario !== undefined && !/^[a-z]+\/[a-z0-9-]+$/.test(values.scenario))
    return { problem: `--scenario is "${values.scenario}"; write track and lab, as operations/lab-4.` };
  if (values.otlp !== undefined && !isHttpUrl(values.otlp))
    return { problem: `--otlp is "${values.otlp}"; write an address as http://127.0.0.1:4318.` };
  if (!isLoopback(values.host) && values.accounts === undefined) {
    return {
      problem: `With --host ${values.host} others can reach the cluster, and its accounts are printed in the course. Give --accounts FILE with your own.`,
    };
  }
  return {
    host: values.host,
    port,
    grpcPort,
    metricsPort,
    speed,
    seed,
    scenario: values.scenario ?? null,
    stateFile: values.state ?? null,
    accountsFile: values.accounts ?? null,
    tokenLifeMs,
    requestsPerSecond,
    otlp: values.otlp ?? null,
  };
}

function readNumber(text: string, low: number, high: number): number | null {
  if (!/^\d+(\.\d+)?$/.test(text)) return null;
  const value = Number(text);
  return value >= low && value <= high ? value : null;
}

function readWhole(text: string, low: number, high: number): number | null {
  const value = readNumber(text, low, high);
  return value !== null && Number.isInteger(value) ? value : null;
}

function readDuration(text: string): number | null {
  const [, number, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  if (number === undefined) return null;
  return Number(number) * (unit === 'h' ? 3_600_000 : unit === 'm' ? 60_000 : 1_000);
}

function isHttpUrl(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
