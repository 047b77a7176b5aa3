import { Mistyped, type CommandRun } from '../command-call.ts';
import { duration, table, timeOfDay } from '../format.ts';

const TYPES = [
  'election-started',
  'leader-elected',
  'decision-committed',
  'view-changed',
  'safety-lost',
  'process-stopped',
  'process-started',
  'setting-changed',
];

export const raftCommands: Readonly<Record<string, CommandRun>> = {
  'raft logs': (call) => {
    const node = call.node('--node');
    const tail = call.integer('--tail', 1, 2_000) ?? 20;
    const { cluster } = call;
    const rows = cluster.events
      .filter((event) => TYPES.includes(event.type) && (event.node === node.id || event.node === null))
      .slice(-tail)
      .map((event) => ({
        time: timeOfDay(cluster.epochMs, event.atMs),
        event: event.type,
        message: event.message,
      }));
    return {
      value: rows,
      text:
        rows.length === 0
          ? `Nothing has happened to ${node.id} in consensus.\n`
          : table(
              ['time', 'event', 'message'],
              rows.map((row) => [row.time, row.event, row.message]),
            ),
    };
  },

  'raft set-timeout': (call) => {
    const election = call.time('--election', 'ms') ?? 0;
    const heartbeat = call.time('--heartbeat', 'ms') ?? 0;
    if (!(heartbeat >= 10 && election >= 50 && election <= 60_000))
      throw new Mistyped('The election timeout must be 50ms to 60s, the heartbeat at least 10ms.');
    if (election < 2 * heartbeat)
      throw new Mistyped(
        `An election timeout of ${duration(election)} is less than two heartbeats of ${duration(heartbeat)}: one lost packet would start an election.`,
      );
    call.checkWrite();
    call.act({
      type: 'change-settings',
      settings: { 'consensus.raft.election_timeout': election, 'consensus.raft.heartbeat': heartbeat },
    });
    return {
      value: { election_ms: election, heartbeat_ms: heartbeat },
      text: `Voters wait ${duration(election)} for a heartbeat that comes every ${duration(heartbeat)}.\n`,
    };
  },
};
