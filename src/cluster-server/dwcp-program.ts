/** `dwcp-cli` as a program: it sends its command line to a cluster server, prints what comes back and writes files. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { commandResponse } from './command-route.ts';

/** What the program needs of the machine it runs on. */
export interface ProgramHost {
  environment: Readonly<Record<string, string | undefined>>;
  print: (text: string) => void;
  printError: (text: string) => void;
  /** Folder that relative names of written files start from. */
  folder: string;
}

const DEFAULT_ENDPOINT = 'http://localhost:8080';
const TIMEOUT_MS = 60_000;

const tokensSchema = z.record(z.string(), z.string());
const loginSchema = z.object({ token: z.string(), expires_at: z.string() });
const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

const loginHelp = `Usage: dwcp-cli login [--username NAME] [--endpoint URL]

Exchanges a user name and the password in DWCP_PASSWORD for a token and keeps it for the commands that follow. On the
training cluster on your own machine the accounts of the course are known: operator, and viewer, who may only read.
`;

/** Runs the program; the exit code comes back. */
export async function runDwcp(args: readonly string[], host: ProgramHost): Promise<number> {
  const taken = takeFlag(args, '--endpoint');
  if (taken === null) return usage(host, '--endpoint needs an address, for example http://localhost:8080.');
  const endpoint = (taken.value ?? host.environment['DWCP_ENDPOINT'] ?? DEFAULT_ENDPOINT).replace(/\/+$/, '');
  if (!/^https?:\/\/[^/]+$/.test(endpoint))
    return usage(host, `"${endpoint}" is no address; write it as http://localhost:8080.`);
  return taken.rest[0] === 'login'
    ? login(endpoint, taken.rest.slice(1), host)
    : command(endpoint, taken.rest, host);
}

function usage(host: ProgramHost, problem: string): number {
  host.printError(`dwcp-cli: ${problem}\n`);
  return 2;
}

/** Takes a flag with its value out of the arguments; `null` when the value is missing. */
function takeFlag(
  args: readonly string[],
  name: string,
): { value: string | undefined; rest: string[] } | null {
  const rest: string[] = [];
  let value: string | undefined;
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg.startsWith(`${name}=`)) value = arg.slice(name.length + 1);
    else if (arg === name) {
      index += 1;
      value = args[index];
      if (value === undefined) return null;
    } else rest.push(arg);
  }
  return { value, rest };
}

async function login(endpoint: string, args: readonly string[], host: ProgramHost): Promise<number> {
  const taken = takeFlag(args, '--username');
  if (taken === null || taken.rest.length > 0) {
    host.printError(loginHelp);
    return taken?.rest[0] === '--help' ? 0 : 2;
  }
  const username = taken.value ?? 'operator';
  const { hostname } = new URL(endpoint);
  const isOwnMachine = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const password = host.environment['DWCP_PASSWORD'] ?? (isOwnMachine ? `training-${username}` : undefined);
  if (password === undefined) return usage(host, `put the password of ${username} into DWCP_PASSWORD first.`);
  const answer = await post(endpoint, '/v3/auth/login', { username, password }, null);
  if (answer === null) return unreachable(endpoint, host);
  const parsed = loginSchema.safeParse(answer.body);
  if (!parsed.success) return failed(answer, host);
  await keepToken(host, endpoint, parsed.data.token);
  host.print(`Logged in as ${username} until ${parsed.data.expires_at}.\n`);
  return 0;
}

async function command(endpoint: string, args: readonly string[], host: ProgramHost): Promise<number> {
  const token = host.environment['DWCP_TOKEN'] ?? (await readTokens(host))[endpoint];
  if (token === undefined) {
    host.printError(`dwcp-cli: There is no token for ${endpoint}. Run "dwcp-cli login" first.\n`);
    return 4;
  }
  const sent = { args, files: await filesToSend(args, host) };
  const answer = await post(endpoint, '/training/command', sent, token);
  if (answer === null) return unreachable(endpoint, host);
  const parsed = commandResponse.safeParse(answer.body);
  if (!parsed.success) return failed(answer, host);
  const { output, error_output, exit_code, files } = parsed.data;
  for (const [written, text] of Object.entries(files)) {
    const name = namedFile(args, written);
    if (name === undefined) continue;
    try {
      await writeFile(path.resolve(host.folder, name), text);
    } catch (error) {
      host.printError(`dwcp-cli: ${name} could not be written: ${(error as Error).message}.\n`);
      return 1;
    }
  }
  host.print(output);
  host.printError(error_output);
  return exit_code;
}

/** The file that a plug-in is registered from; one that cannot be read is left to the command to miss. */
async function filesToSend(args: readonly string[], host: ProgramHost): Promise<Record<string, string>> {
  if (args[0] !== 'plugin' || args[1] !== 'register') return {};
  const name = takeFlag(args, '--file')?.value;
  if (name === undefined) return {};
  try {
    return { [name]: await readFile(path.resolve(host.folder, name), 'utf8') };
  } catch {
    return {};
  }
}

/** Where the person asked for that file, word for word: a server cannot make the program write anywhere else. */
function namedFile(args: readonly string[], written: string): string | undefined {
  return args
    .map((arg) => (arg.startsWith('--') ? arg.slice(arg.indexOf('=') + 1) : arg))
    .find((word) => path.basename(word) === path.posix.basename(written));
}

interface ServerAnswer {
  status: number;
  body: unknown;
}

/** The answer of the server, or `null` when none came. */
async function post(
  endpoint: string,
  url: string,
  body: object,
  token: string | null,
): Promise<ServerAnswer | null> {
  try {
    const response = await fetch(`${endpoint}${url}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    try {
      return { status: response.status, body: JSON.parse(text) as unknown };
    } catch {
      return { status: response.status, body: null };
    }
  } catch {
    return null;
  }
}

function unreachable(endpoint: string, host: ProgramHost): number {
  host.printError(
    `dwcp-cli: ${endpoint} is not reachable. Start the training cluster with "npm run cluster", or name another with --endpoint.\n`,
  );
  return 3;
}

/** 4 when the caller is not authorised, else 1. */
function failed({ status, body }: ServerAnswer, host: ProgramHost): number {
  const parsed = errorSchema.safeParse(body);
  host.printError(
    parsed.success
      ? `dwcp-cli: ${parsed.data.error.code}: ${parsed.data.error.message}\n`
      : `dwcp-cli: The server answered ${status} and nothing that can be read; is it a training cluster?\n`,
  );
  return status === 401 || status === 403 ? 4 : 1;
}

function tokenFile({ environment }: ProgramHost): string {
  const base = environment['XDG_CONFIG_HOME'] ?? path.join(environment['HOME'] ?? os.homedir(), '.config');
  return path.join(base, 'dwcp', 'tokens.json');
}

/** Tokens by endpoint; a file that cannot be read holds none. */
async function readTokens(host: ProgramHost): Promise<Record<string, string>> {
  try {
    return tokensSchema.parse(JSON.parse(await readFile(tokenFile(host), 'utf8')));
  } catch {
    return {};
  }
}

async function keepToken(host: ProgramHost, endpoint: string, token: string): Promise<void> {
  const file = tokenFile(host);
  const tokens = { ...(await readTokens(host)), [endpoint]: token };
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
}
