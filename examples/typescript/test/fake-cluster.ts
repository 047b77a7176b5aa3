/** A cluster in memory: as much of it as a controller needs, with faults that a test asks for. */
import { DwcpError } from '../src/dwcp/errors.ts';
import type { Migration, MigrationRequest, StartedMigration, Vm } from '../src/dwcp/types.ts';

export class FakeCluster {
  readonly vms = new Map<string, Vm>();
  readonly started: Migration[] = [];
  /** Called before a migration is accepted; throws what the cluster would answer. */
  refuse: (request: MigrationRequest) => void = () => {};
  /** Called after it was accepted; throws when the answer does not arrive. */
  answer: () => void = () => {};

  addVm(id: string, node: string, status: Vm['status'] = 'running'): void {
    const resources = { cpu: 2, memory_gb: 4, disk_gb: 20 };
    this.vms.set(id, {
      vm_id: id,
      name: id,
      image: 'ubuntu-22.04',
      status,
      node,
      resources,
      placement: { region: null, affinity: null },
      network: { ip: null, mac: '52:54:00:00:00:01' },
      uptime_seconds: 0,
      created_at: '2026-11-25T12:00:00Z',
    });
  }

  /** Ends the migrations that are under way, well or with a code. */
  finish(code?: string): void {
    for (const [index, migration] of this.started.entries()) {
      if (migration.status !== 'in_progress') continue;
      const error = code === undefined ? null : { code, message: code };
      this.started[index] = { ...migration, status: error === null ? 'completed' : 'failed', error };
      this.#put(migration.vm_id, {
        status: 'running',
        ...(error === null ? { node: migration.target_node } : {}),
      });
    }
  }

  readonly getVm = async (id: string): Promise<Vm> => {
    const vm = this.vms.get(id);
    if (vm === undefined) throw refusal(404, 'VM_NOT_FOUND');
    return vm;
  };

  readonly getMigration = async (id: string): Promise<Migration> => {
    const migration = this.started.find(({ migration_id }) => migration_id === id);
    if (migration === undefined) throw refusal(404, 'MIGRATION_NOT_FOUND');
    return migration;
  };

  async *migrations(status?: Migration['status']): AsyncGenerator<Migration> {
    yield* this.started.filter((migration) => status === undefined || migration.status === status);
  }

  readonly startMigration = async (request: MigrationRequest): Promise<StartedMigration> => {
    const vm = await this.getVm(request.vm_id);
    if (vm.status === 'migrating') throw refusal(409, 'MIGRATION_IN_PROGRESS');
    this.refuse(request);
    const migration_id = `mig-${this.started.length + 1}`;
    this.#put(vm.vm_id, { status: 'migrating' });
    this.started.push({
      migration_id,
      vm_id: vm.vm_id,
      status: 'in_progress',
      phase: 'pre-copy',
      progress: 0,
      source_node: vm.node,
      target_node: request.target_node,
      started_at: '2026-11-25T12:00:00Z',
      completed_at: null,
      stats: {
        bytes_transferred: 0,
        bytes_total: 0,
        bandwidth_mbps: 0,
        compression_ratio: 1,
        elapsed_seconds: 0,
        downtime_ms: null,
      },
      error: null,
    });
    this.answer();
    return { migration_id, status: 'in_progress', started_at: '2026-11-25T12:00:00Z' };
  };

  #put(id: string, changes: Partial<Vm>): void {
    const vm = this.vms.get(id);
    if (vm !== undefined) this.vms.set(id, { ...vm, ...changes });
  }
}

export function refusal(status: number, code: string): DwcpError {
  return new DwcpError(`The fake refuses with ${code}.`, { status, code });
}

export function lostAnswer(): DwcpError {
  return new DwcpError('The answer was lost.', { status: 0, code: 'NO_ANSWER' });
}
