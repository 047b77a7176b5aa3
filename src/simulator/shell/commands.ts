/** The run function of every command of the table, by program and name; a test holds the two against each other. */
import type { CommandRun } from './command-call.ts';
import type { CommandRow } from './command-table.ts';
import { alertCommands } from './commands/alert.ts';
import { amstCommands } from './commands/amst.ts';
import { backupCommands } from './commands/backup.ts';
import { clusterCommands } from './commands/cluster.ts';
import { eventCommands } from './commands/events.ts';
import { gossipCommands } from './commands/gossip.ts';
import { hdeCommands } from './commands/hde.ts';
import { migrationCommands } from './commands/migration.ts';
import { modeCommands } from './commands/mode.ts';
import { nodeCommands } from './commands/node.ts';
import { pbaCommands } from './commands/pba.ts';
import { placementCommands } from './commands/placement.ts';
import { raftCommands } from './commands/raft.ts';
import { serverCommands } from './commands/server.ts';
import { stateSyncCommands } from './commands/state-sync.ts';
import { vmCommands } from './commands/vm.ts';
import { lateCommands } from './late-parts.ts';

const CLI: Readonly<Record<string, CommandRun>> = {
  ...alertCommands,
  ...amstCommands,
  ...backupCommands,
  ...clusterCommands,
  ...lateCommands('consensus', [
    'consensus quorum-status',
    'consensus analyze',
    'consensus failover',
    'consensus force-view-change',
    'consensus set-quorum',
    'consensus reset',
  ]),
  ...eventCommands,
  ...gossipCommands,
  ...hdeCommands,
  ...lateCommands('metrics', ['metrics get', 'metrics export', 'metrics analyze', 'metrics compare']),
  ...migrationCommands,
  ...modeCommands,
  ...lateCommands('network', [
    'network latency',
    'network test',
    'network speedtest',
    'network partition-detect',
  ]),
  ...nodeCommands,
  ...pbaCommands,
  ...placementCommands,
  ...lateCommands('plugin', ['plugin register', 'plugin list', 'plugin remove', 'plugin benchmark']),
  ...raftCommands,
  ...lateCommands('reputation', [
    'reputation list',
    'reputation analyze',
    'reputation analyze-attack',
    'reputation quarantine',
    'reputation quarantine-bulk',
    'reputation ban',
  ]),
  ...stateSyncCommands,
  ...lateCommands('trace', ['trace list', 'trace show', 'trace export']),
  ...lateCommands('upgrade', ['upgrade start', 'upgrade rollback', 'upgrade status', 'dns switch']),
  ...vmCommands,
};

/** Names that can be run, as `program name`. */
export const RUNNABLE: readonly string[] = [
  ...Object.keys(CLI).map((name) => `dwcp-cli ${name}`),
  ...Object.keys(serverCommands).map((name) => `dwcp-server ${name}`),
];

export function findCommand(row: CommandRow): CommandRun {
  const run = (row.program === 'dwcp-cli' ? CLI : serverCommands)[row.name];
  if (run === undefined)
    throw new Error(`The table has a command "${row.program} ${row.name}" that nothing runs.`);
  return run;
}
