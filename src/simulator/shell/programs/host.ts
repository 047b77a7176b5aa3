/** Programs of a machine: its services, clock, disk, certificate, and the way to others. */
import { attempt, type Action } from '../../actions.ts';
import type { ClusterNode } from '../../cluster.ts';
import { readLog } from '../../events.ts';
import { canReach, pathBetween } from '../../links.ts';
import { utilisation } from '../../metrics.ts';
import { step } from '../../step.ts';
import { clock, duration, round } from '../format.ts';
import { fail, succeed, type Machine, type Program, type ProgramResult } from '../program.ts';
import type { Chunk } from '../session.ts';
import { readOptions } from './options.ts';

function hostNode(machine: Machine): ClusterNode | undefined {
  const { cluster, host } = machine.session;
  return cluster.nodes[host] ?? cluster.machines?.[host];
}

function act(machine: Machine, action: Action): ProgramResult | null {
  const { cluster, refusal } = attempt(machine.session.cluster, action);
  if (refusal !== null) return fail(refusal.message);
  machine.session = { ...machine.session, cluster };
  return null;
}

function onWorkstation(program: string, example: string): ProgramResult {
  return fail(
    `${program}: The workstation has no service of the cluster. For example: ssh worker-1 ${example}`,
  );
}

/** Hosts that came up within one run of systemctl or journalctl are named by their unit. */
function unitOf(node: ClusterNode): string {
  return node.type === 'controller' ? 'dwcp-controller' : 'dwcp-worker';
}

export const systemctl: Program = (machine, words) => {
  const [verb = 'status', ...rest] = words.filter((word) => !word.startsWith('-'));
  const node = hostNode(machine);
  if (node === undefined) return onWorkstation('systemctl', 'systemctl status dwcp-worker');
  const unit = (rest[0] ?? unitOf(node)).replace(/\.service$/, '');
  if (!['status', 'start', 'stop', 'restart', 'is-active'].includes(verb))
    return fail(`systemctl: "${verb}" is not known; there is status, is-active, start, stop, restart.`, 2);
  if (unit !== unitOf(node))
    return fail(`Unit ${unit}.service could not be found on ${node.id}; it runs ${unitOf(node)}.`, 4);
  const { cluster } = machine.session;
  const isActive = node.process === 'running';
  switch (verb) {
    case 'is-active':
      return { output: `${isActive ? 'active' : 'inactive'}\n`, errorOutput: '', exitCode: isActive ? 0 : 3 };
    case 'status': {
      const last = cluster.events
        .filter(
          (event) =>
            event.node === node.id && (event.type === 'process-started' || event.type === 'process-stopped'),
        )
        .at(-1);
      const since =
        last === undefined
          ? 'since before the record'
          : `since ${clock(cluster.epochMs, last.atMs)}; ${duration(cluster.nowMs - last.atMs)} ago`;
      return {
        output: [
          `● ${unit}.service - DWCP v3 ${node.type}`,
          `     Loaded: loaded (/etc/systemd/system/${unit}.service; enabled)`,
          `     Active: ${isActive ? 'active (running)' : 'inactive (dead)'} ${since}`,
          `    Release: ${node.version}`,
          '',
        ].join('\n'),
        errorOutput: '',
        exitCode: isActive ? 0 : 3,
      };
    }
    default: {
      if (verb !== 'start' && isActive) {
        const refusal = act(machine, { type: 'stop-service', node: node.id });
        if (refusal !== null) return refusal;
      }
      if (verb === 'stop') return succeed('');
      if (verb === 'restart')
        machine.session = {
          ...machine.session,
          cluster: step(machine.session.cluster, machine.session.cluster.nowMs + 1_000),
        };
      return act(machine, { type: 'start-service', node: node.id }) ?? succeed('');
    }
  }
};

export const journalctl: Program = (machine, words) => {
  const node = hostNode(machine);
  if (node === undefined) return onWorkstation('journalctl', 'journalctl -u dwcp-worker -n 20');
  if (words.includes('-f') || words.includes('--follow'))
    return fail(
      'journalctl: Following with -f would hold the terminal; repeat the command, or watch the log beside it.',
      2,
    );
  const plain = words.filter((word) => word !== '--no-pager' && word !== '-b');
  const sinceAt = plain.findIndex((word) => word === '--since' || word.startsWith('--since='));
  let sinceMs = -Infinity;
  if (sinceAt >= 0) {
    const word = plain[sinceAt] ?? '';
    const text = word.includes('=') ? word.slice(word.indexOf('=') + 1) : (plain[sinceAt + 1] ?? '');
    const match = /^-?(\d+)\s*(s|sec|m|min|h|hour)s?(?: ago)?$/.exec(text);
    if (match === null) return fail(`journalctl: --since is "${text}"; write "10 min ago" or "-5m".`, 2);
    const unit = (match[2] ?? 's').charAt(0);
    sinceMs =
      machine.session.cluster.nowMs -
      Number(match[1]) * ({ s: 1_000, m: 60_000, h: 3_600_000 }[unit] ?? 1_000);
    plain.splice(sinceAt, word.includes('=') ? 1 : 2);
  }
  const { values, unknown } = readOptions(plain, '', 'un');
  if (unknown !== undefined)
    return fail(`journalctl: There is no option "${unknown}" here; there is -u, -n, --since, --no-pager.`, 2);
  const unit = values.get('u')?.replace(/\.service$/, '');
  if (unit !== undefined && unit !== unitOf(node))
    return fail(`journalctl: ${node.id} has no unit ${unit}; it runs ${unitOf(node)}.`);
  const count = Number(values.get('n') ?? '1000');
  if (!Number.isInteger(count) || count < 0) return fail('journalctl: -n needs a number.', 2);
  const { cluster } = machine.session;
  const lines = readLog(cluster, node.id).filter(
    ({ timestamp }) => Date.parse(timestamp) - cluster.epochMs >= sinceMs,
  );
  const shown = count === 0 ? [] : lines.slice(-count);
  return succeed(
    shown.length === 0
      ? '-- No entries --\n'
      : shown
          .map(
            (line) =>
              `${line.timestamp.slice(0, 19)}Z ${node.id} ${unitOf(node)}[1]: level=${line.level} component=${line.component} msg="${line.message}"\n`,
          )
          .join(''),
  );
};

/** Time between two packets of ping. */
const PING_INTERVAL_MS = 1_000;

export const ping: Program = function* (machine, words): Generator<Chunk, ProgramResult> {
  const { values, words: names, unknown } = readOptions(words, 'q', 'ciW');
  if (unknown !== undefined) return fail(`ping: There is no option "${unknown}" here; there is -c.`, 2);
  const [name] = names;
  if (name === undefined) return fail('ping: Name a node. For example: ping -c 4 worker-5', 2);
  const count = Number(values.get('c') ?? '4');
  if (!Number.isInteger(count) || count < 1 || count > 100) return fail('ping: -c must be from 1 to 100.', 2);
  const { cluster } = machine.session;
  const from = hostNode(machine) ?? Object.values(cluster.nodes)[0];
  const target = cluster.nodes[name] ?? cluster.machines?.[name];
  if (target === undefined || from === undefined) return fail(`ping: ${name}: Name or service not known`, 2);
  const times: number[] = [];
  let output = `PING ${name} (${target.region}) from ${machine.session.host}: 56 data bytes\n`;
  for (let index = 0; index < count; index += 1) {
    const now = machine.session.cluster;
    const source = now.nodes[from.id] ?? now.machines?.[from.id] ?? from;
    const to = now.nodes[name] ?? now.machines?.[name] ?? target;
    const path = pathBetween(now, source, to);
    const isUp = to.process !== 'crashed' && (canReach(now, source, to) || path.isUp);
    // Every 1 ÷ loss packets one is lost, which is what the ratio means without drawing lots.
    const isLost =
      !isUp ||
      (path.lossRatio > 0 && Math.floor((index + 1) * path.lossRatio) > Math.floor(index * path.lossRatio));
    if (isLost) output += `Request timeout for icmp_seq ${index + 1}\n`;
    else {
      const swing = [0, 0.5, -0.5, 0.25][index % 4] ?? 0;
      const time = Math.max(0.1, round(path.rttMs + path.jitterMs * swing, 1));
      times.push(time);
      output += `64 bytes from ${name}: icmp_seq=${index + 1} time=${time} ms\n`;
    }
    machine.session = { ...machine.session, cluster: step(now, now.nowMs + PING_INTERVAL_MS) };
    yield { type: 'progress', text: `ping ${index + 1} of ${count}` };
  }
  const lost = Math.round((1 - times.length / count) * 100);
  output += `\n${count} packets transmitted, ${times.length} received, ${lost}% packet loss\n`;
  if (times.length > 0)
    output += `rtt min/avg/max = ${Math.min(...times)}/${round(times.reduce((sum, time) => sum + time, 0) / times.length, 1)}/${Math.max(...times)} ms\n`;
  return { output, errorOutput: '', exitCode: times.length === 0 ? 1 : 0 };
};

export const chronyc: Program = (machine, words) => {
  const node = hostNode(machine);
  if (node === undefined) return onWorkstation('chronyc', 'chronyc tracking');
  const [verb = 'tracking'] = words;
  if (verb === 'makestep')
    return act(machine, { type: 'set-clock', node: node.id, skewMs: 0 }) ?? succeed('200 OK\n');
  if (verb !== 'tracking') return fail('chronyc: There is tracking and makestep here.', 2);
  const seconds = Math.abs(node.clockSkewMs) / 1000;
  return succeed(
    `Reference ID    : time-1\nStratum         : 3\nSystem time     : ${seconds.toFixed(6)} seconds ${node.clockSkewMs >= 0 ? 'fast' : 'slow'} of NTP time\nLeap status     : ${seconds > 0.5 ? 'Not synchronised' : 'Normal'}\n`,
  );
};

export const renewCertificate: Program = (machine) => {
  const node = hostNode(machine);
  if (node === undefined) return onWorkstation('renew-certificate', 'renew-certificate');
  const refusal = act(machine, { type: 'renew-certificate', node: node.id });
  const renewed = hostNode(machine);
  return (
    refusal ??
    succeed(
      `${node.id} has a certificate until ${clock(machine.session.cluster.epochMs, renewed?.certificateEndsAtMs ?? 0)}.\n`,
    )
  );
};

export const df: Program = (machine) => {
  const node = hostNode(machine);
  if (node === undefined) return onWorkstation('df', 'df -h');
  const used = utilisation(node, 0).disk;
  const size = node.diskBytes / 1e9;
  return succeed(
    `Filesystem      Size  Used  Avail  Use%  Mounted on\n/dev/vda1      ${Math.round(size)}G  ${Math.round(size * used)}G  ${Math.round(size * (1 - used))}G  ${Math.round(used * 100)}%  /var/lib/dwcp\n`,
  );
};

/** Furthest that one command puts a clock wrong: an hour. */
const MAX_CLOCK_CHANGE_S = 3_600;

export const hostname: Program = (machine) => succeed(`${machine.session.host}\n`);

/** `date` reads the clock; `date -s "+2 seconds"` on a node puts it wrong, as a defective clock does, until `chronyc makestep`. */
export const date: Program = (machine, words) => {
  const { cluster } = machine.session;
  const node = hostNode(machine);
  const skewMs = node?.clockSkewMs ?? 0;
  if (words.length === 0) return succeed(`${clock(cluster.epochMs, cluster.nowMs + skewMs)}\n`);
  const { values, unknown } = readOptions(words, '', 's');
  const change = values.get('s');
  if (unknown !== undefined || change === undefined)
    return fail('date: There is no argument, or -s with a change: date -s "+2 seconds".', 2);
  if (node === undefined) return onWorkstation('date -s', 'date -s "+2 seconds"');
  const match = /^([+-]\d+(?:\.\d+)?) ?s(?:ec(?:ond)?s?)?$/.exec(change);
  if (match === null || Math.abs(Number(match[1])) > MAX_CLOCK_CHANGE_S)
    return fail(`date: "${change}" is no change of up to an hour; write "+2 seconds" or "-0.9 seconds".`, 2);
  const changed = skewMs + Math.round(Number(match[1]) * 1000);
  return (
    act(machine, { type: 'set-clock', node: node.id, skewMs: changed }) ??
    succeed(`${clock(cluster.epochMs, cluster.nowMs + changed)}\n`)
  );
};

/** Longest sleep: a day of the cluster. */
const SLEEP_LIMIT_S = 86_400;

export const sleep: Program = function* (machine, words): Generator<Chunk, ProgramResult> {
  const match = /^(\d+(?:\.\d+)?)(s|m|h)?$/.exec(words[0] ?? '');
  const seconds =
    match === null ? Number.NaN : Number(match[1]) * ({ s: 1, m: 60, h: 3_600 }[match[2] ?? 's'] ?? 1);
  if (!(seconds <= SLEEP_LIMIT_S)) return fail('sleep: Write a time up to a day, such as 30, 5m or 1h.', 2);
  const endMs = machine.session.cluster.nowMs + Math.round(seconds * 1000);
  const stepMs = seconds > 600 ? 15_000 : 5_000;
  while (machine.session.cluster.nowMs < endMs) {
    const { cluster } = machine.session;
    machine.session = { ...machine.session, cluster: step(cluster, Math.min(endMs, cluster.nowMs + stepMs)) };
    yield { type: 'progress', text: `${duration(endMs - machine.session.cluster.nowMs)} to go` };
  }
  return succeed('');
};
