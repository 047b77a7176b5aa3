/** How fast migrations send, and what they have sent. */
import { SEGMENT_BYTES, shareLinks, type Flow } from './amst.ts';
import type { Cluster } from './cluster.ts';
import { nodeOf } from './cluster.ts';
import { encodeGuest, type Encoding } from './hde.ts';
import { addToCounter } from './metric-store.ts';
import { activeMigrations, type Migration } from './migration-state.ts';

/** Counts what has been sent since the last time, at the rate that held since then. */
export function settleMigration(cluster: Cluster, migration: Migration): void {
  const elapsedMs = cluster.nowMs - migration.settledAtMs;
  migration.settledAtMs = cluster.nowMs;
  if (elapsedMs <= 0 || migration.guestBytesPerSecond <= 0 || migration.bytesLeft <= 0) return;
  const moved = Math.min(migration.bytesLeft, (migration.guestBytesPerSecond * elapsedMs) / 1000);
  migration.bytesLeft -= moved;
  const encoded = moved / migration.ratio;
  const sent = migration.repeatedShare < 1 ? encoded / (1 - migration.repeatedShare) : encoded;
  migration.guestBytesSent += moved;
  migration.wireBytesSent += sent;
  addToCounter(cluster, 'dwcp_hde_bytes_original_total', `${migration.source}|memory`, moved);
  addToCounter(cluster, 'dwcp_hde_bytes_compressed_total', `${migration.source}|memory`, encoded);
  addToCounter(cluster, 'dwcp_amst_retransmits_total', migration.source, (sent - encoded) / SEGMENT_BYTES);
  const { streamBytes } = nodeOf(cluster, migration.source);
  // Chunks are dealt to the streams in turn, so each carries the same.
  for (let stream = 0; stream < migration.streams; stream += 1) {
    streamBytes[stream] = (streamBytes[stream] ?? 0) + sent / migration.streams;
  }
}

function isSending(migration: Migration): boolean {
  return migration.endedAtMs === null && migration.step === 'send';
}

/** Shares the links anew among all migrations that send. To be called after anything that changes a rate. */
export function refreshRates(cluster: Cluster): void {
  const sending = activeMigrations(cluster).filter(isSending);
  if (sending.length === 0) return;
  const perSource = new Map<string, number>();
  for (const migration of sending)
    perSource.set(migration.source, (perSource.get(migration.source) ?? 0) + 1);
  const encodings = new Map<string, Encoding>();
  const flows = sending.map((migration): Flow => {
    settleMigration(cluster, migration);
    const source = nodeOf(cluster, migration.source);
    const vm = cluster.vms[migration.vm];
    const encoding = encodeGuest(
      cluster,
      source,
      vm?.workload ?? 'general',
      migration.mode,
      migration.compressionLevel,
      perSource.get(migration.source) ?? 1,
    );
    encodings.set(migration.id, encoding);
    return {
      id: migration.id,
      source,
      target: nodeOf(cluster, migration.target),
      streams: migration.streams,
      demandMbps: ((encoding.bytesPerSecond / encoding.ratio) * 8) / 1e6,
    };
  });
  const rates = shareLinks(cluster, flows);
  for (const migration of sending) {
    const rate = rates.get(migration.id);
    const encoding = encodings.get(migration.id);
    if (rate === undefined || encoding === undefined) continue;
    migration.wireMbps = rate.wireMbps;
    migration.repeatedShare = rate.repeatedShare;
    migration.ratio = encoding.ratio;
    migration.dedupHitRatio = encoding.dedupHitRatio;
    migration.guestBytesPerSecond = Math.min(
      ((rate.goodMbps * 1e6) / 8) * encoding.ratio,
      encoding.bytesPerSecond,
    );
    migration.phaseEndsAtMs =
      migration.guestBytesPerSecond > 0
        ? cluster.nowMs + Math.ceil((migration.bytesLeft / migration.guestBytesPerSecond) * 1000)
        : null;
  }
}
