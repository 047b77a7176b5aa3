/**
 * Moves VMs as they are ordered: `node main.ts vm-orders-1=worker-5`. It works, and nobody can see what it does; the
 * spans and the counter are yours to write.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from './api.ts';

interface Migration {
  migration_id: string;
  status: 'in_progress' | 'completed' | 'failed';
}

const api = await Api.login();

/** Moves one VM and waits until it has arrived; throws when it does not. */
async function move(vm: string, target: string): Promise<void> {
  const { migration_id } = await api.post<Migration>('/v3/migrations', { vm_id: vm, target_node: target });
  for (;;) {
    const { status } = await api.get<Migration>(`/v3/migrations/${migration_id}`);
    if (status === 'completed') return;
    if (status === 'failed') throw new Error(`The migration ${migration_id} has failed.`);
    await sleep(200);
  }
}

const orders = process.argv.slice(2);
for (const order of orders.length > 0 ? orders : ['vm-orders-1=worker-5']) {
  const [vm = '', target = ''] = order.split('=');
  try {
    await move(vm, target);
    console.log(`${vm} is on ${target}.`);
  } catch (error) {
    console.log(`${vm} was not moved: ${error instanceof Error ? error.message : String(error)}`);
  }
}
