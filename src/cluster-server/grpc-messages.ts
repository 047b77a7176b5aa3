/** Between messages of dwcp.v3 and bodies of the REST API. In protobuf an empty or zero field is an absent one. */
import { GIBIBYTE } from '../simulator/api/cluster-calls.ts';
import type { Affinity } from '../simulator/cluster.ts';
import type { ClusterStatus, MigrationBody, NodesBody, VmBody } from '../simulator/api/responses.ts';

type Message = Readonly<Record<string, unknown>>;

function messageAt(message: Message, name: string): Message {
  const value = message[name];
  return typeof value === 'object' && value !== null ? (value as Message) : {};
}

/** The fields that have been set. */
function set(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== null && value !== '' && value !== 0,
    ),
  );
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

export function nodesQueryOf(message: Message): object {
  return set({ status: message['status'], page: message['page'], limit: message['limit'] });
}

export function createVmBodyOf(message: Message): object {
  const resources = messageAt(message, 'resources');
  const placement = messageAt(message, 'placement');
  const affinity = messageAt(placement, 'affinity');
  const rule = isEmpty(affinity) ? undefined : { type: affinity['type'], vms: affinity['vm_ids'] };
  const rules = set({ region: placement['region'], affinity: rule });
  return {
    name: message['name'],
    image: message['image'],
    resources: {
      cpu: resources['cpu'] ?? 0,
      memory_gb: Number(resources['memory_bytes'] ?? 0) / GIBIBYTE,
      disk_gb: Number(resources['disk_bytes'] ?? 0) / GIBIBYTE,
    },
    ...(isEmpty(rules) ? {} : { placement: rules }),
  };
}

export function hasGpus(message: Message): boolean {
  const gpus = messageAt(message, 'resources')['gpus'];
  return Array.isArray(gpus) && gpus.length > 0;
}

export function startMigrationBodyOf(message: Message): object {
  const options = messageAt(message, 'options');
  const asked = set({
    max_downtime_ms: options['max_downtime_ms'],
    compression_level: options['compression_level'],
    amst_streams: options['amst_streams'],
  });
  return {
    vm_id: message['vm_id'],
    target_node: message['target_node'],
    ...(isEmpty(asked) ? {} : { options: asked }),
  };
}

export function optimizeBodyOf(message: Message): object {
  const constraints = messageAt(message, 'constraints');
  const limits = set({
    max_vms_per_node: constraints['max_vms_per_node'],
    min_free_memory_pct: constraints['min_free_memory_pct'],
  });
  return {
    ...set({ algorithm: message['algorithm'], target: message['target'] }),
    ...(isEmpty(limits) ? {} : { constraints: limits }),
  };
}

export function clusterStatusMessage(body: ClusterStatus): Message {
  return { ...body, controllers: { ...body.controllers, leader: body.controllers.leader ?? '' } };
}

export function nodesMessage(body: NodesBody): Message {
  return {
    nodes: body.nodes.map((node) => ({ ...node, resources: resourcesMessage(node.resources) })),
    total: body.total,
    page: body.page,
  };
}

export function vmMessage(body: VmBody): Message {
  return {
    vm_id: body.vm_id,
    name: body.name,
    image: body.image,
    status: body.status,
    node_id: body.node,
    resources: resourcesMessage(body.resources),
    placement: {
      region: body.placement.region ?? '',
      affinity: affinityMessage(body.placement.affinity),
    },
    network: { ip: body.network.ip ?? '', mac: body.network.mac },
    uptime_seconds: body.uptime_seconds,
    created_at: timestampMessage(body.created_at),
  };
}

function affinityMessage(affinity: Affinity | null): Message | null {
  return affinity === null ? null : { type: affinity.type, vm_ids: affinity.vms };
}

/** GB of the API are given to three places, so bytes are whole only after rounding. */
function resourcesMessage(resources: VmBody['resources']): Message {
  return {
    cpu: resources.cpu,
    memory_bytes: Math.round(resources.memory_gb * GIBIBYTE),
    disk_bytes: Math.round(resources.disk_gb * GIBIBYTE),
    gpus: [],
  };
}

export function timestampMessage(text: string): Message {
  const milliseconds = Date.parse(text);
  const seconds = Math.floor(milliseconds / 1000);
  return { seconds, nanos: (milliseconds - seconds * 1000) * 1_000_000 };
}

export function progressMessage(body: MigrationBody): Message {
  return {
    migration_id: body.migration_id,
    status: body.status,
    progress_percent: body.progress,
    bytes_transferred: body.stats.bytes_transferred,
    bytes_total: body.stats.bytes_total,
    bandwidth_mbps: body.stats.bandwidth_mbps,
    elapsed_seconds: body.stats.elapsed_seconds,
  };
}
