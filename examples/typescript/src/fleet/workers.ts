import type { DwcpClient } from '../dwcp/rest-client.ts';
import type { Node } from '../dwcp/types.ts';

export interface WorkerLoad {
  readonly id: string;
  readonly region: string;
  readonly memoryGb: number;
  readonly usedGb: number;
}

// region: loads
/** Readings older than this, against the newest of all, say nothing about the present. */
const FRESH_MS = 60_000;

/** The ready workers and the memory in use on each. A worker without a fresh reading is left out: its load is unknown. */
export async function readWorkerLoads(
  client: Pick<DwcpClient, 'metric'>,
  nodes: readonly Node[],
): Promise<WorkerLoad[]> {
  const { data_points } = await client.metric('dwcp_node_utilization_ratio', '5m');
  const newest = new Map<string, { atMs: number; ratio: number }>();
  for (const { timestamp, value, labels } of data_points)
    if (labels['resource'] === 'memory' && labels['node'] !== undefined)
      newest.set(labels['node'], { atMs: Date.parse(timestamp), ratio: value });
  const latestMs = Math.max(...[...newest.values()].map(({ atMs }) => atMs));
  return nodes.flatMap(({ id, type, status, region, resources }) => {
    const reading = newest.get(id);
    if (type !== 'worker' || status !== 'ready' || reading === undefined) return [];
    if (latestMs - reading.atMs > FRESH_MS) return [];
    return [{ id, region, memoryGb: resources.memory_gb, usedGb: reading.ratio * resources.memory_gb }];
  });
}
// endregion
