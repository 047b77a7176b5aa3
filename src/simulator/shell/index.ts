/** The terminal in front of a cluster, whole. The page imports its files instead, and the late parts when it needs them. */
import { consensusCommands } from './commands/consensus.ts';
import { metricCommands } from './commands/metrics.ts';
import { networkCommands } from './commands/network.ts';
import { pluginCommands } from './commands/plugin.ts';
import { reputationCommands } from './commands/reputation.ts';
import { traceCommands } from './commands/trace.ts';
import { upgradeCommands } from './commands/upgrade.ts';
import { providePart } from './late-parts.ts';
import { curl } from './programs/curl.ts';
import { promql } from './programs/promql.ts';

export { complete, type Completion } from './complete.ts';
export { RUNNABLE } from './commands.ts';
export type { CommandTable } from './command-table.ts';
export { execute, run } from './execute.ts';
export { PROGRAMS } from './programs.ts';
export { openSession, WORKSTATION, type Chunk, type LineResult, type Session } from './session.ts';

providePart('curl', curl);
providePart('promql', promql);
providePart('plugin', pluginCommands);
providePart('consensus', consensusCommands);
providePart('metrics', metricCommands);
providePart('network', networkCommands);
providePart('reputation', reputationCommands);
providePart('trace', traceCommands);
providePart('upgrade', upgradeCommands);
