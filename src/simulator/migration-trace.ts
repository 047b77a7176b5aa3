/** Spans of a finished migration, in the tree of the operations manual (reference deployment). */
import type { Cluster } from './cluster.ts';
import { lagReader } from './ass.ts';
import { nodeOf } from './cluster.ts';
import { FORECAST_MS, PLACEMENT_MS, type Migration, type MigrationPhase } from './migration-state.ts';
import { protocolOf, proposerOf } from './consensus.ts';
import { newSpanId, recordSpan } from './traces.ts';

export function recordMigrationTrace(cluster: Cluster, migration: Migration): void {
  const { traceId, startedAtMs } = migration;
  const endMs = cluster.nowMs;
  const isError = migration.phase === 'failed';
  const root = newSpanId(cluster);
  const leader = proposerOf(cluster) ?? migration.source;
  const add = (
    parentId: string | null,
    name: string,
    node: string,
    start: number,
    end: number,
    attributes: Record<string, string | number | boolean> = {},
    spanId = newSpanId(cluster),
  ): string =>
    recordSpan(cluster, {
      traceId,
      spanId,
      parentId,
      name,
      node,
      startMs: start,
      endMs: Math.max(start, end),
      isError: isError && spanId === root,
      attributes,
    });

  const phases = new Map<MigrationPhase, { startMs: number; endMs: number }>();
  for (const time of migration.phaseTimes) {
    const known = phases.get(time.phase);
    phases.set(time.phase, { startMs: known?.startMs ?? time.startMs, endMs: time.endMs });
  }
  const placedMs = Math.min(endMs, startedAtMs + (migration.isPlaced ? PLACEMENT_MS : 0));
  const forecastMs = Math.min(endMs, placedMs + FORECAST_MS);
  const plannedMs = migration.plannedAtMs ?? endMs;
  if (migration.isPlaced) {
    const placement = add(root, 'placement_decision', leader, startedAtMs, placedMs, {
      'dest.node': migration.target,
    });
    add(placement, 'constraint_solving', leader, startedAtMs, placedMs);
  }
  const prediction = add(root, 'network_prediction', migration.source, placedMs, forecastMs, {
    'forecast.mbps': migration.forecastMbps,
  });
  add(prediction, 'metrics_collection', migration.source, placedMs, forecastMs);
  const voting = add(root, 'consensus_voting', leader, forecastMs, plannedMs, {
    protocol: protocolOf(cluster),
  });
  add(voting, 'commit_decision', leader, forecastMs, plannedMs);

  const copyStart = phases.get('prefetch')?.startMs;
  if (copyStart !== undefined) {
    const copyEnd = phases.get('stop-and-copy')?.endMs ?? endMs;
    const transfer = add(root, 'memory_transfer', migration.source, copyStart, copyEnd, {
      rounds: migration.rounds.length,
      ratio: migration.ratio,
      bytes: Math.round(migration.wireBytesSent),
    });
    add(transfer, 'compression', migration.source, copyStart, copyEnd, { ratio: migration.ratio });
    if (migration.dedupHitRatio > 0)
      add(transfer, 'deduplication', migration.source, copyStart, copyEnd, { hits: migration.dedupHitRatio });
    add(transfer, 'amst_transmission', migration.source, copyStart, copyEnd, { streams: migration.streams });
    add(transfer, 'decompression', migration.target, copyStart, copyEnd);
    const stop = phases.get('stop-and-copy');
    if (stop !== undefined) {
      add(transfer, 'stop_and_copy', migration.source, stop.startMs, stop.endMs, {
        'downtime.ms': migration.downtimeMs ?? 0,
      });
    }
  }
  if (migration.phase === 'completed') {
    const lagMs = lagReader(cluster)(nodeOf(cluster, migration.target)) * 1000;
    const update = add(root, 'state_update', migration.target, endMs, endMs + lagMs);
    add(update, 'local_update', migration.target, endMs, endMs);
    add(update, 'gossip_propagation', migration.target, endMs, endMs + lagMs);
  }
  add(
    migration.parentSpanId ?? null,
    'vm_migration_request',
    migration.source,
    startedAtMs,
    endMs,
    {
      'vm.id': migration.vm,
      'source.node': migration.source,
      'dest.node': migration.target,
      'network.mode': migration.mode,
      phase: migration.phase,
    },
    root,
  );
}
