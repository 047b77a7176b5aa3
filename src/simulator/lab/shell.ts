/** What the lab engine needs of a shell; it runs lines and knows nothing of scenarios. */
import type { Cluster } from '../cluster.ts';

/** Everything a terminal holds; plain and serialisable. */
export interface Session {
  formatVersion: 1;
  cluster: Cluster;
  /** The machine whose prompt is shown: `workstation`, or the node the person has opened a shell on. */
  host: string;
  /** A small file system: host, then path, then text. */
  files: Record<string, Record<string, string>>;
  history: string[];
  variables: Record<string, string>;
}

/** What comes out while a line runs: text, or a progress line that replaces the last one. */
export type Chunk = { type: 'text'; text: string } | { type: 'progress'; text: string };

export interface LineResult {
  session: Session;
  output: string;
  errorOutput: string;
  exitCode: number;
}

/** A shell with its command table bound. Both functions are deterministic and leave the session they get as it was. */
export interface Shell {
  open: (cluster: Cluster) => Session;
  /** Runs one line. Whoever stops asking for chunks has pressed Ctrl-C; the last session yielded is what remains. */
  execute: (session: Session, line: string) => Generator<{ chunk: Chunk; session: Session }, LineResult>;
}
