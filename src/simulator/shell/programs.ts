/** The programs of the terminal, by name. */
import { lateProgram } from './late-parts.ts';
import { dwcpCli, dwcpServer } from './programs/dwcp.ts';
import { cat, cut, diff, echo, grep, head, ls, rm, sort, tail, tee, uniq, wc } from './programs/text.ts';
import {
  chronyc,
  date,
  df,
  hostname,
  journalctl,
  ping,
  renewCertificate,
  sleep,
  systemctl,
} from './programs/host.ts';
import { clear, exit, helpProgram, historyProgram, ssh, trueProgram } from './programs/session.ts';
import { tc } from './programs/tc.ts';
import type { Program } from './program.ts';
import { nearestOf } from './nearest.ts';

/** What each does, for `help`; the order is that of the list it prints. */
export const PROGRAMS: Readonly<Record<string, { summary: string; run: Program }>> = {
  'dwcp-cli': { summary: 'the cluster, by noun and verb', run: dwcpCli },
  'dwcp-server': { summary: 'configuration of a node', run: dwcpServer },
  ssh: { summary: 'a shell, or one command, on a node', run: ssh },
  exit: { summary: 'back to the workstation', run: exit },
  systemctl: { summary: 'status, start, stop, restart of a service', run: systemctl },
  journalctl: { summary: 'the log of a service', run: journalctl },
  tc: { summary: 'delay, loss and rate of what leaves this node', run: tc },
  ping: { summary: 'round trips to a node', run: ping },
  curl: { summary: 'calls of the REST interface', run: lateProgram('curl') },
  promql: { summary: 'a query over the metrics', run: lateProgram('promql') },
  chronyc: { summary: 'the clock of this node', run: chronyc },
  'renew-certificate': { summary: 'a new certificate for this node', run: renewCertificate },
  df: { summary: 'room on the disks of this node', run: df },
  hostname: { summary: 'the name of this machine', run: hostname },
  date: { summary: 'the time of this machine; -s puts it wrong', run: date },
  sleep: { summary: 'lets time of the cluster pass', run: sleep },
  cat: { summary: 'the text of files', run: cat },
  ls: { summary: 'the files of this machine', run: ls },
  rm: { summary: 'removes files', run: rm },
  tee: { summary: 'input to a file and on', run: tee },
  echo: { summary: 'its words', run: echo },
  grep: { summary: 'lines that match', run: grep },
  head: { summary: 'the first lines', run: head },
  tail: { summary: 'the last lines', run: tail },
  wc: { summary: 'lines, words and characters', run: wc },
  sort: { summary: 'lines in order', run: sort },
  uniq: { summary: 'neighbouring lines that differ', run: uniq },
  cut: { summary: 'columns of lines', run: cut },
  diff: { summary: 'what differs between two files', run: diff },
  history: { summary: 'what was typed', run: historyProgram },
  clear: { summary: 'an empty screen', run: clear },
  help: { summary: 'this list', run: helpProgram },
  true: { summary: 'nothing, with success', run: trueProgram },
};

export function findProgram(name: string): Program | undefined {
  return Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name]?.run : undefined;
}

export function nearestProgram(name: string): string | undefined {
  return nearestOf(name, Object.keys(PROGRAMS));
}
