/** What a terminal holds, and what comes out of it. */
import type { Cluster } from '../cluster.ts';
import type { Exchange } from '../api/exchange.ts';
import { startHistory } from '../history.ts';

/** The machine that a person sits at; every other host is a node of the cluster. */
export const WORKSTATION = 'workstation';

/** Everything a terminal holds; plain and serialisable. */
export interface Session {
  formatVersion: 1;
  cluster: Cluster;
  /** The machine whose prompt is shown: `workstation`, or the node the person has opened a shell on. */
  host: string;
  /** A small file system: host, then absolute path, then text. */
  files: Record<string, Record<string, string>>;
  history: string[];
  /** Environment; `?` is the exit code of the last line. */
  variables: Record<string, string>;
  /** Requests of the API that were made here, oldest first; absent before the first. */
  requests?: Exchange[];
}

/** What comes out while a line runs: text, or a progress line that replaces the last one. */
export type Chunk = { type: 'text'; text: string } | { type: 'progress'; text: string };

export interface LineResult {
  session: Session;
  output: string;
  errorOutput: string;
  exitCode: number;
}

/** A terminal in front of a cluster, with nothing typed yet. From here on the cluster remembers its metrics. */
export function openSession(cluster: Cluster): Session {
  const watched = { ...cluster };
  startHistory(watched);
  return {
    formatVersion: 1,
    cluster: watched,
    host: WORKSTATION,
    files: { [WORKSTATION]: {} },
    history: [],
    variables: { HOME: '/home/operator', '?': '0' },
  };
}

/** Lines of history that are kept. */
export const HISTORY_LIMIT = 500;

/** Characters that all files of a session may have together: 4 MiB, so that a session stays storable. */
export const FILES_LIMIT = 4_194_304;

/** An absolute path for what was typed; relative paths start at the home folder. */
export function resolvePath(path: string): string {
  const absolute = path.startsWith('/')
    ? path
    : path === '~' || path.startsWith('~/')
      ? `/home/operator${path.slice(1)}`
      : `/home/operator/${path}`;
  const parts: string[] = [];
  for (const part of absolute.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export function readFile(session: Session, path: string, host = session.host): string | undefined {
  const files = session.files[host];
  const absolute = resolvePath(path);
  return files !== undefined && Object.hasOwn(files, absolute) ? files[absolute] : undefined;
}

/** The session with a file written; `undefined` when there is no room for it. */
export function writeFile(
  session: Session,
  path: string,
  text: string,
  host = session.host,
): Session | undefined {
  let size = text.length;
  for (const [owner, files] of Object.entries(session.files)) {
    for (const [name, content] of Object.entries(files)) {
      if (owner !== host || name !== resolvePath(path)) size += content.length;
    }
  }
  if (size > FILES_LIMIT) return undefined;
  return {
    ...session,
    files: { ...session.files, [host]: { ...session.files[host], [resolvePath(path)]: text } },
  };
}
