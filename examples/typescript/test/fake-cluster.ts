/** A cluster in memory: as much of it as a controller needs, with faults that a test asks for. */
import { DwcpError } from '../src/dwcp/errors.ts';
import type {
  ClusterStatus,
  CreatedVm,
  MetricHistory,
  Migration,
  MigrationRequest,
  Node,
  NodeStatus,
  StartedMigration,
  Vm,
  VmRequest,
} from '../src/dwcp/types.ts';

export class FakeCluster {
  readonly vms = new Map<string, Vm>();
  readonly workers: Node[] = [];
  status: ClusterStatus['status'] = 'healthy';
  readonly started: Migration[] = [];
  /** Called before a migration is accepted; throws what the cluster would answer. */
  refuse: (request: MigrationRequest) => void = () => {};
  /** Called after it was accepted; throws when the answer does not arrive. */
  answer: () => void = () => {};

  addWorker(id: string, region: string, status: NodeStatus = 'ready'): void {
    this.workers.push({
      id,
      type: 'worker',
      status,
      region,
      resources: { cpu: 32, memory_gb: 128, disk_gb: 1000 },
      vms: 0,
    });
  }

  setWorker(id: string, status: NodeStatus): void {
    const index = this.workers.findIndex((worker) => worker.id === id);
    const worker = this.workers[index];
    if (worker !== undefined) this.workers[index] = { ...worker, status };
  }

  /** Takes the workers of a region away, with what runs on them if they crash. */
  loseRegion(region: string, vmStatus?: Vm['status']): void {
    for (const { id } of this.workers.filter((worker) => worker.region === region)) {
      this.setWorker(id, 'unreachable');
      for (const { vm_id, node } of this.vms.values())
        if (node === id && vmStatus !== undefined) this.#put(vm_id, { status: vmStatus });
    }
  }

  addVm(id: string, node: string, status: Vm['status'] = 'running', memoryGb = 4): void {
    const resources = { cpu: 2, memory_gb: memoryGb, disk_gb: 20 };
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

  readonly clusterStatus = async (): Promise<ClusterStatus> => {
    const ready = this.workers.filter(({ status }) => status === 'ready').length;
    return {
      cluster_id: 'fake',
      status: this.status,
      controllers: { total: 3, healthy: 3, leader: this.status === 'unavailable' ? null : 'controller-1' },
      workers: { total: this.workers.length, ready, unreachable: this.workers.length - ready },
      consensus: { protocol: 'raft', latency_ms: 5 },
    };
  };

  async *nodes(): AsyncGenerator<Node> {
    yield* this.workers;
  }

  /** Memory in use as the sum of the VMs. */
  readonly metric = async (name: string): Promise<MetricHistory> => {
    const data_points = this.workers.map(({ id, resources }) => {
      const used = [...this.vms.values()]
        .filter(({ node }) => node === id)
        .reduce((sum, vm) => sum + vm.resources.memory_gb, 0);
      return {
        timestamp: '2026-11-25T12:00:00Z',
        value: used / resources.memory_gb,
        labels: { node: id, resource: 'memory' },
      };
    });
    return { metric: name, data_points };
  };

  readonly deleteVm = async (id: string): Promise<void> => {
    await this.getVm(id);
    this.vms.delete(id);
  };

  readonly createVm = async ({ name, placement }: VmRequest): Promise<CreatedVm> => {
    if (this.vms.has(name)) throw refusal(409, 'VM_ALREADY_EXISTS');
    const node = this.workers.find(
      ({ status, region }) => status === 'ready' && region === (placement?.region ?? region),
    );
    if (node === undefined) throw refusal(409, 'PLACEMENT_FAILED');
    this.addVm(name, node.id);
    return { vm_id: name, status: 'creating', node: node.id, created_at: '2026-11-25T12:00:00Z' };
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
