/** node src/vm.ts nodes | show VM | create NAME IMAGE CPU MEMORY_GB DISK_GB | delete VM */
import { readEnvironment } from './dwcp/environment.ts';
import { isDwcpError } from './dwcp/errors.ts';
import { DwcpClient } from './dwcp/rest-client.ts';
import { waitForVm } from './dwcp/wait.ts';

const [command, name = '', image = '', cpu, memory, disk] = process.argv.slice(2);
const client = new DwcpClient(readEnvironment(process.env));
try {
  switch (command) {
    case 'nodes':
      for await (const { id, status, region, vms } of client.nodes())
        console.log(`${id.padEnd(14)} ${status.padEnd(12)} ${region.padEnd(10)} ${vms} VMs`);
      break;
    case 'show':
      console.log(JSON.stringify(await client.getVm(name), null, 2));
      break;
    case 'create': {
      const resources = { cpu: Number(cpu), memory_gb: Number(memory), disk_gb: Number(disk) };
      const { vm_id } = await client.createVm({ name, image, resources });
      const vm = await waitForVm(client, vm_id, { deadlineMs: 120_000 });
      console.log(`${vm.vm_id} is ${vm.status} on ${vm.node} with the address ${vm.network.ip}.`);
      break;
    }
    case 'delete':
      await client.deleteVm(name);
      console.log(`${name} is deleted.`);
      break;
    default:
      console.error(
        'Usage: node src/vm.ts nodes | show VM | create NAME IMAGE CPU MEMORY_GB DISK_GB | delete VM',
      );
      process.exitCode = 2;
  }
} catch (error) {
  if (!isDwcpError(error)) throw error;
  console.error(error.message);
  if (error.requestId !== undefined)
    console.error(`The journal of the controller knows it as ${error.requestId}.`);
  process.exitCode = 1;
}
