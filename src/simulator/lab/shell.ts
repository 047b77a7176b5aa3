/** What the lab engine needs of a shell; it runs lines and knows nothing of scenarios. */
import type { Cluster } from '../cluster.ts';
import type { Chunk, LineResult, Session } from '../shell/session.ts';

/** A shell with its command table bound. Both functions are deterministic and leave the session they get as it was. */
export interface Shell {
  open: (cluster: Cluster) => Session;
  /** Runs one line. Whoever stops asking for chunks has pressed Ctrl-C; the last session yielded is what remains. */
  execute: (session: Session, line: string) => Generator<{ chunk: Chunk; session: Session }, LineResult>;
}
