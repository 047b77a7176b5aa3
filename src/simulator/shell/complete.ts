/** Completion: what could stand at the cursor. */
import type { CommandTable } from './command-table.ts';
import { PROGRAMS } from './programs.ts';
import type { Session } from './session.ts';

export interface Completion {
  /** Where the word at the cursor begins. */
  start: number;
  /** Whole words that could stand there, in order. */
  candidates: string[];
}

export function complete(session: Session, line: string, cursor: number, table: CommandTable): Completion {
  const before = line.slice(0, cursor);
  const segment = /[^|;&]*$/.exec(before)?.[0] ?? '';
  const word = /\S*$/.exec(segment)?.[0] ?? '';
  const start = cursor - word.length;
  const words =
    segment.trim() === ''
      ? []
      : segment
          .slice(0, segment.length - word.length)
          .trim()
          .split(/\s+/);
  const known = candidatesFor(
    session,
    words.filter((item) => item !== ''),
    word,
    table,
  );
  return { start, candidates: [...new Set(known)].filter((candidate) => candidate.startsWith(word)).sort() };
}

function candidatesFor(
  session: Session,
  words: readonly string[],
  word: string,
  table: CommandTable,
): string[] {
  const { cluster } = session;
  const nodes = [...Object.keys(cluster.nodes), ...Object.keys(cluster.machines ?? {})];
  const [program, ...rest] = words;
  if (program === undefined) return Object.keys(PROGRAMS);
  if (program === 'ssh')
    return rest.length === 0
      ? nodes
      : candidatesFor({ ...session, host: rest[0] ?? session.host }, rest.slice(1), word, table);
  if (program === 'dwcp-cli' || program === 'dwcp-server')
    return commandCandidates(session, program, rest, word, table, nodes);
  if (program === 'systemctl')
    return rest.length === 0
      ? ['status', 'start', 'stop', 'restart', 'is-active']
      : ['dwcp-controller', 'dwcp-worker'];
  if (program === 'ping') return nodes;
  if (program === 'tc')
    return ['qdisc', 'add', 'change', 'del', 'show', 'dev', 'eth0', 'root', 'netem', 'delay', 'loss', 'rate'];
  return Object.keys(session.files[session.host] ?? {});
}

function commandCandidates(
  session: Session,
  program: string,
  rest: readonly string[],
  word: string,
  table: CommandTable,
  nodes: readonly string[],
): string[] {
  const rows = table.commands.filter((row) => row.program === program);
  const names = rest.filter((item) => !item.startsWith('-'));
  const last = rest.at(-1);
  const row =
    rows.find(({ name }) => name === rest.slice(0, 2).join(' ')) ?? rows.find(({ name }) => name === rest[0]);
  if (row !== undefined) {
    const flag = [...row.flags, ...table.globalFlags].find(({ name }) => name === last);
    if (flag?.value !== undefined) return valuesOf(session, flag.name, nodes, word);
    return [...row.flags, ...table.globalFlags]
      .map(({ name }) => name)
      .filter((name) => !rest.includes(name));
  }
  if (names.length === 0)
    return [...new Set(rows.map(({ name }) => name.split(' ')[0] ?? '')), '--help', '--version'];
  return rows
    .filter(({ name }) => name.startsWith(`${names[0] ?? ''} `))
    .map(({ name }) => name.slice((names[0] ?? '').length + 1));
}

function valuesOf(session: Session, flag: string, nodes: readonly string[], word: string): string[] {
  const { cluster } = session;
  switch (flag) {
    case '--vm':
      return Object.values(cluster.vms).map(({ name }) => name);
    case '--nodes': {
      // Names after a comma are completed too.
      const done = /^.*,/.exec(word)?.[0] ?? '';
      return nodes.map((node) => done + node);
    }
    case '--node':
    case '--source':
    case '--target':
    case '--controller':
    case '--node-id':
    case '--leader':
      return [...nodes];
    case '--region':
      return [...new Set(Object.values(cluster.nodes).map(({ region }) => region))];
    case '--release':
      return Object.keys(cluster.releases);
    case '--output':
      return ['table', 'json', 'yaml'];
    case '--mode':
      return ['auto', 'datacenter', 'internet', 'hybrid'];
    case '--strategy':
      return ['pre-copy', 'post-copy', 'hybrid', 'in-place', 'blue-green'];
    case '--file':
    case '--before':
    case '--after':
      return Object.keys(session.files[session.host] ?? {});
    case '--id':
      return [...new Set(cluster.spans.map(({ traceId }) => traceId))];
    default:
      return [];
  }
}
