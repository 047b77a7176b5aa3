/** A manager of VMs on the command line: create, list, delete. */
import { parseArgs } from 'node:util';
import { Api, ApiError } from './api.ts';
import { Ledger } from './ledger.ts';

const USAGE = `Usage: vm-manager create NAME [--image IMAGE] [--cpu N] [--memory GB] [--disk GB]
       vm-manager list
       vm-manager delete NAME

It manages the VMs that it has created, and no others; their names are kept in vm-manager.json.
Exit status: 0 done, 1 refused or without an answer, 2 wrong arguments.
`;

/** The arguments make no sense; the message says why. */
class UsageError extends Error {}

const api = new Api({
  url: process.env['DWCP_URL'] ?? 'http://localhost:8080',
  username: process.env['DWCP_USERNAME'] ?? 'operator',
  password: process.env['DWCP_PASSWORD'] ?? 'training-operator',
  deadlineMs: 10_000,
});
const ledger = new Ledger('vm-manager.json');

// region: create
async function create(name: string, spec: { image: string; resources: object }): Promise<void> {
  const isKnown = ledger.names().includes(name);
  // The name is written down first: a crash after the request must not leave a VM that nobody knows.
  ledger.add(name);
  try {
    const { node } = await api.call('POST', '/v3/vms', { name, ...spec });
    console.log(`${name} is being created on ${String(node)}.`);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // An attempt without an answer has created it: what was wanted is there.
    if (error.code === 'VM_ALREADY_EXISTS' && error.mayBeDone) {
      console.log(`${name} is being created.`);
      return;
    }
    // Somebody else's VM of that name does not become ours. Without an answer nobody knows, and the name is kept.
    if (!isKnown && !error.mayBeDone) ledger.remove(name);
    throw error;
  }
}
// endregion

// region: list
async function list(): Promise<void> {
  for (const name of ledger.names()) {
    try {
      const { status, node } = await api.call('GET', `/v3/vms/${name}`);
      console.log([name, status, node].join('\t'));
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'VM_NOT_FOUND') throw error;
      console.log([name, 'gone', '-'].join('\t'));
    }
  }
}
// endregion

// region: delete
async function remove(name: string): Promise<void> {
  if (!ledger.names().includes(name))
    throw new UsageError(`${name} was not created by this manager, so it is left alone.`);
  try {
    await api.call('DELETE', `/v3/vms/${name}`);
    console.log(`${name} is deleted.`);
  } catch (error) {
    // It is not there, which is what was asked for.
    if (!(error instanceof ApiError) || error.code !== 'VM_NOT_FOUND') throw error;
    console.log(`${name} was gone already.`);
  }
  ledger.remove(name);
}
// endregion

async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      image: { type: 'string', default: 'ubuntu-22.04' },
      cpu: { type: 'string', default: '2' },
      memory: { type: 'string', default: '2' },
      disk: { type: 'string', default: '20' },
    },
  });
  const [command, name, ...others] = positionals;
  if (others.length > 0) throw new UsageError(`"${others.join(' ')}" is too much.`);
  switch (command) {
    case 'create': {
      const resources = {
        cpu: Number(values.cpu),
        memory_gb: Number(values.memory),
        disk_gb: Number(values.disk),
      };
      return create(nameFrom(name), { image: values.image, resources });
    }
    case 'list':
      return list();
    case 'delete':
      return remove(nameFrom(name));
    default:
      throw new UsageError(command === undefined ? 'Say what to do.' : `There is no command "${command}".`);
  }
}

function nameFrom(name: string | undefined): string {
  if (name === undefined) throw new UsageError('Name the VM.');
  if (!/^[a-z0-9-]{1,63}$/.test(name))
    throw new UsageError(`"${name}" is no name; use small letters, digits and dashes.`);
  return name;
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof ApiError) {
    console.error(`${error.code}: ${error.message}`);
    process.exitCode = 1;
  } else {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exitCode = 2;
  }
}
