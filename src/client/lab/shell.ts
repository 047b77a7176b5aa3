import type { LabRun, Shell } from '../../simulator/lab/index.ts';
import type { CommandTable } from '../../simulator/shell/command-table.ts';
import { complete, type Completion } from '../../simulator/shell/complete.ts';
import { execute } from '../../simulator/shell/execute.ts';
import { PartMissing, providePart, type LatePart } from '../../simulator/shell/late-parts.ts';
import { openSession } from '../../simulator/shell/session.ts';

type Session = LabRun['session'];

/** The shell of the simulator with its command table bound to it. */
export interface BoundShell extends Shell {
  readonly complete: (session: Session, line: string, cursor: number) => Completion;
}

/** `table` is the command table as the build publishes it from content/reference/commands.yaml. */
export function bindShell(table: CommandTable): BoundShell {
  return {
    open: openSession,
    execute: (session, line) => execute(session, line, table),
    complete: (session, line, cursor) => complete(session, line, cursor, table),
  };
}

const loaders: Readonly<Record<LatePart, () => Promise<void>>> = {
  curl: async () => providePart('curl', (await import('../../simulator/shell/programs/curl.ts')).curl),
  promql: async () =>
    providePart('promql', (await import('../../simulator/shell/programs/promql.ts')).promql),
  plugin: async () =>
    providePart('plugin', (await import('../../simulator/shell/commands/plugin.ts')).pluginCommands),
  consensus: async () =>
    providePart('consensus', (await import('../../simulator/shell/commands/consensus.ts')).consensusCommands),
  network: async () =>
    providePart('network', (await import('../../simulator/shell/commands/network.ts')).networkCommands),
  metrics: async () =>
    providePart('metrics', (await import('../../simulator/shell/commands/metrics.ts')).metricCommands),
  reputation: async () =>
    providePart(
      'reputation',
      (await import('../../simulator/shell/commands/reputation.ts')).reputationCommands,
    ),
  trace: async () =>
    providePart('trace', (await import('../../simulator/shell/commands/trace.ts')).traceCommands),
  upgrade: async () =>
    providePart('upgrade', (await import('../../simulator/shell/commands/upgrade.ts')).upgradeCommands),
};

/** Does what runs lines, and does it anew with each part of the shell that it turns out to need. */
export async function withParts<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PartMissing)) throw error;
      await loaders[error.part]();
    }
  }
}
