/** The shell of the simulator, as the page uses it. */
import type { LabRun, Shell } from '../../simulator/lab/index.ts';

type Session = LabRun['session'];

interface ShellModule {
  readonly openSession: Shell['open'];
  readonly execute: (session: Session, line: string, table: unknown) => ReturnType<Shell['execute']>;
  readonly complete: (
    session: Session,
    line: string,
    cursor: number,
    table: unknown,
  ) => { start: number; candidates: string[] };
}

/** Looked up and not imported, because a build without the shell is whole, only without terminals. */
const modules = import.meta.glob<ShellModule>('../../simulator/shell/index.ts');
const load = Object.values(modules)[0];

/** Whether this build has a shell; pages offer a terminal only then. */
export const hasShell = load !== undefined;

export interface BoundShell extends Shell {
  readonly complete: (
    session: Session,
    line: string,
    cursor: number,
  ) => { start: number; candidates: string[] };
}

/** The shell with its command table bound to it. */
export async function loadShell(table: unknown): Promise<BoundShell> {
  if (load === undefined) throw new Error('This build has no shell.');
  const { openSession, execute, complete } = await load();
  return {
    open: openSession,
    execute: (session, line) => execute(session, line, table),
    complete: (session, line, cursor) => complete(session, line, cursor, table),
  };
}
