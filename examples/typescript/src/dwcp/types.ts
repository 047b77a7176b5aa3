/** Bodies of the REST API as the reference describes them. GB are 2^30 bytes, times are UTC in ISO 8601. */

export interface Resources {
  readonly cpu: number;
  readonly memory_gb: number;
  readonly disk_gb: number;
}

export interface Affinity {
  readonly type: 'affinity' | 'anti-affinity';
  /** `vm_id` of the VMs that the rule refers to. */
  readonly vms: readonly string[];
}

export interface ClusterStatus {
  readonly cluster_id: string;
  readonly status: 'healthy' | 'degraded' | 'unavailable';
  readonly controllers: { readonly total: number; readonly healthy: number; readonly leader: string | null };
  readonly workers: { readonly total: number; readonly ready: number; readonly unreachable: number };
  readonly consensus: { readonly protocol: 'raft' | 'pbft'; readonly latency_ms: number };
}

export type NodeStatus = 'ready' | 'unreachable' | 'draining' | 'quarantined';

export interface Node {
  readonly id: string;
  readonly type: 'controller' | 'worker' | 'edge';
  readonly status: NodeStatus;
  readonly region: string;
  readonly resources: Resources;
  /** How many VMs the node holds. */
  readonly vms: number;
}

export interface VmRequest {
  /** Unique in the cluster: 1–63 lower-case letters, digits and hyphens. */
  readonly name: string;
  readonly image: string;
  readonly resources: Resources;
  readonly placement?: { readonly region?: string; readonly affinity?: Affinity };
}

export interface CreatedVm {
  readonly vm_id: string;
  readonly status: string;
  readonly node: string;
  readonly created_at: string;
}

export type VmStatus = 'creating' | 'running' | 'stopped' | 'migrating' | 'failed' | 'deleted';

export interface Vm {
  readonly vm_id: string;
  readonly name: string;
  readonly image: string;
  readonly status: VmStatus;
  readonly node: string;
  readonly resources: Resources;
  readonly placement: { readonly region: string | null; readonly affinity: Affinity | null };
  readonly network: { readonly ip: string | null; readonly mac: string };
  readonly uptime_seconds: number;
  readonly created_at: string;
}

export interface MigrationRequest {
  readonly vm_id: string;
  readonly target_node: string;
  readonly strategy?: 'pre-copy' | 'post-copy' | 'hybrid';
  readonly options?: {
    readonly max_downtime_ms?: number;
    readonly compression_level?: number;
    readonly amst_streams?: number;
  };
}

export interface StartedMigration {
  readonly migration_id: string;
  readonly status: 'in_progress';
  readonly started_at: string;
}

export interface Migration {
  readonly migration_id: string;
  readonly vm_id: string;
  readonly status: 'in_progress' | 'completed' | 'failed';
  readonly phase: string;
  /** Per cent, 0–100. */
  readonly progress: number;
  readonly source_node: string;
  readonly target_node: string;
  readonly started_at: string;
  readonly completed_at: string | null;
  readonly stats: {
    readonly bytes_transferred: number;
    readonly bytes_total: number;
    readonly bandwidth_mbps: number;
    readonly compression_ratio: number;
    readonly elapsed_seconds: number;
    readonly downtime_ms: number | null;
  };
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface PlacementRequest {
  readonly algorithm?: 'scored' | 'genetic';
  readonly target?: 'resource_utilization' | 'latency';
  readonly constraints?: { readonly max_vms_per_node?: number; readonly min_free_memory_pct?: number };
}

export interface PlacementPlan {
  readonly optimization_id: string;
  readonly status: 'completed' | 'partial';
  readonly result: {
    readonly migrations_required: number;
    readonly resource_utilization: number;
    readonly estimated_time_minutes: number;
  };
  readonly migrations: readonly { readonly vm_id: string; readonly from: string; readonly to: string }[];
}

export interface MetricHistory {
  readonly metric: string;
  readonly data_points: readonly {
    readonly timestamp: string;
    readonly value: number;
    readonly labels: Readonly<Record<string, string>>;
  }[];
}
