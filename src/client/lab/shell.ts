import {
  complete,
  execute,
  openSession,
  type CommandTable,
  type Completion,
} from '../../simulator/shell/index.ts';
import type { LabRun, Shell } from '../../simulator/lab/index.ts';

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
