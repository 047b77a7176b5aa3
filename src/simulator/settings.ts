import type { Mode } from './cluster.ts';

/**
 * The configuration that the model obeys, under the keys of the two configuration files. Durations are in
 * milliseconds and sizes in bytes; everything else is in the unit that the key has there.
 */
export interface Settings {
  'consensus.protocol': 'raft' | 'pbft' | 'hybrid';
  'consensus.raft.election_timeout': number;
  'consensus.raft.heartbeat': number;
  'consensus.pbft.checkpoint_interval': number;
  'consensus.pbft.view_change_timeout': number;
  'consensus.quorum_fraction': number;
  'sync.ass.gossip.fanout': number;
  'sync.ass.gossip.interval': number;
  'sync.ass.consistency.max_staleness': number;
  'mode.auto': boolean;
  'mode.initial': Mode;
  'mode.detection.interval': number;
  'mode.detection.samples': number;
  'mode.detection.datacenter_max_latency': number;
  'mode.detection.internet_min_latency': number;
  'mode.detection.min_bandwidth_mbps': number;
  'mode.detection.cooldown': number;
  'placement.algorithm': 'scored' | 'genetic';
  'placement.constraints.max_vms_per_node': number;
  'placement.constraints.min_free_memory_pct': number;
  'migration.timeout': number;
  'migration.max_downtime': Record<Mode, number>;
  'migration.max_rounds': Record<Mode, number>;
  'reputation.initial': number;
  'reputation.vote_correct': number;
  'reputation.vote_incorrect': number;
  'reputation.suspicious_below': number;
  'reputation.quarantine_at': number;
  'reputation.trusted_at': number;
  'reputation.quarantine_duration': number;
  'reputation.release_at': number;
  'transport.amst.streams.min': number;
  'transport.amst.streams.max': number;
  'transport.amst.streams.default': number;
  'transport.amst.streams.datacenter': number;
  'transport.amst.congestion_control': 'bbr' | 'cubic';
  'transport.amst.pacing.enabled': boolean;
  'transport.amst.pacing.rate_mbps': number;
  'transport.amst.connect_timeout': number;
  'encoding.hde.compression.algorithm': 'none' | 'lz4' | 'zstd';
  'encoding.hde.compression.level': number;
  'encoding.hde.deduplication.enabled': boolean;
  'prediction.pba.horizon': number;
}

/** The reference values of `content/reference/configuration.yaml`; a test compares every one. */
export const REFERENCE_SETTINGS: Readonly<Settings> = {
  'consensus.protocol': 'raft',
  'consensus.raft.election_timeout': 300,
  'consensus.raft.heartbeat': 100,
  'consensus.pbft.checkpoint_interval': 100,
  'consensus.pbft.view_change_timeout': 10_000,
  'consensus.quorum_fraction': 0.67,
  'sync.ass.gossip.fanout': 6,
  'sync.ass.gossip.interval': 1_000,
  'sync.ass.consistency.max_staleness': 10_000,
  'mode.auto': true,
  'mode.initial': 'hybrid',
  'mode.detection.interval': 10_000,
  'mode.detection.samples': 10,
  'mode.detection.datacenter_max_latency': 10,
  'mode.detection.internet_min_latency': 50,
  'mode.detection.min_bandwidth_mbps': 1_000,
  'mode.detection.cooldown': 30_000,
  'placement.algorithm': 'scored',
  'placement.constraints.max_vms_per_node': 100,
  'placement.constraints.min_free_memory_pct': 10,
  'migration.timeout': 300_000,
  'migration.max_downtime': { datacenter: 500, internet: 20_000, hybrid: 5_000 },
  'migration.max_rounds': { datacenter: 5, internet: 10, hybrid: 7 },
  'reputation.initial': 50,
  'reputation.vote_correct': 2,
  'reputation.vote_incorrect': -5,
  'reputation.suspicious_below': 40,
  'reputation.quarantine_at': 15,
  'reputation.trusted_at': 75,
  'reputation.quarantine_duration': 1_800_000,
  'reputation.release_at': 50,
  'transport.amst.streams.min': 4,
  'transport.amst.streams.max': 16,
  'transport.amst.streams.default': 8,
  'transport.amst.streams.datacenter': 64,
  'transport.amst.congestion_control': 'bbr',
  'transport.amst.pacing.enabled': true,
  'transport.amst.pacing.rate_mbps': 125,
  'transport.amst.connect_timeout': 30_000,
  'encoding.hde.compression.algorithm': 'zstd',
  'encoding.hde.compression.level': 5,
  'encoding.hde.deduplication.enabled': true,
  'prediction.pba.horizon': 30_000,
};
