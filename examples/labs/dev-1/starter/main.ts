/** A manager of VMs on the command line. It creates; listing, deleting and bad days are yours to write. */
import { Api, ApiError } from './api.ts';

const USAGE = `Usage: vm-manager create NAME
       vm-manager list
       vm-manager delete NAME
`;

const api = new Api();

async function create(name: string): Promise<void> {
  // What if the answer is lost, the cluster is busy, or somebody else has a VM of that name?
  const { node } = await api.call('POST', '/v3/vms', {
    name,
    image: 'ubuntu-22.04',
    resources: { cpu: 2, memory_gb: 2, disk_gb: 20 },
  });
  console.log(`${name} is being created on ${String(node)}.`);
}

async function list(): Promise<void> {
  // The API has no list of all VMs. How does the manager know which are its own?
  throw new Error('"list" is not written yet.');
}

async function remove(name: string): Promise<void> {
  // Which VMs may the manager delete?
  throw new Error(`"delete ${name}" is not written yet.`);
}

const [command, name = ''] = process.argv.slice(2);

try {
  if (command === 'create') await create(name);
  else if (command === 'list') await list();
  else if (command === 'delete') await remove(name);
  else {
    console.error(USAGE);
    process.exitCode = 2;
  }
} catch (error) {
  const code = error instanceof ApiError ? `${error.code}: ` : '';
  console.error(`${code}${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
