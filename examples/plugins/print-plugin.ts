/**
 * Prints the plug-in of a program as the JSON that `dwcp-cli plugin register --file` takes. What the program decides on
 * comes from a training cluster:
 *
 *     node print-plugin.ts placement/least-slack.ts > least-slack.json
 *
 * The environment says which one: DWCP_URL, DWCP_USERNAME and DWCP_PASSWORD.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildPlugin, type PluginKnowledge } from '../../src/simulator/plugin-programs/index.ts';

const {
  DWCP_URL: url = 'http://localhost:8080',
  DWCP_USERNAME: username = 'operator',
  DWCP_PASSWORD: password = 'training-operator',
} = process.env;

const [file, ...others] = process.argv.slice(2);
if (file === undefined || others.length > 0) fail('Usage: node print-plugin.ts PROGRAM.ts', 2);

const knowledge = await readKnowledge();
const program = await load(file);
const built = buildPlugin(program, knowledge);
if ('problems' in built) fail(built.problems.join('\n'), 1);
for (const note of built.notes) console.error(note);
console.log(JSON.stringify(built.plugin));

async function load(name: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(path.resolve(name)).href)) as Record<string, unknown>;
  } catch (error) {
    return fail(`${name} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`, 1);
  }
}

async function readKnowledge(): Promise<PluginKnowledge> {
  const { token } = (await call('/v3/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })) as { token: string };
  const answer = await call('/training/plugin-knowledge', { headers: { authorization: `Bearer ${token}` } });
  return answer as PluginKnowledge;
}

async function call(route: string, request: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url + route, { ...request, signal: AbortSignal.timeout(10_000) });
  } catch {
    return fail(`${url} is not reachable. Start the training cluster with "npm run cluster".`, 3);
  }
  if (!response.ok) return fail(`${url}${route} answered ${response.status}: ${await response.text()}`, 1);
  return response.json();
}

function fail(message: string, exitCode: number): never {
  console.error(message);
  process.exit(exitCode);
}
