/** `tc qdisc … netem` on the machine one is on: it works on what leaves the interface, so on one side only. */
import { attempt } from '../../actions.ts';
import { fail, succeed, type Program } from '../program.ts';
import { WORKSTATION } from '../session.ts';

const USAGE =
  'tc qdisc add|change|replace dev eth0 root netem [delay 100ms [10ms]] [loss 1%] [rate 100mbit], tc qdisc del dev eth0 root, tc qdisc show';

export const tc: Program = (machine, words) => {
  const { host, cluster } = machine.session;
  if (host === WORKSTATION)
    return fail('tc: The workstation carries no traffic of the cluster. Work on a node: ssh worker-1 tc …');
  if (words[0] !== 'qdisc') return fail(`tc: Only qdisc is known here. Usage: ${USAGE}`, 2);
  const own = cluster.impairments.filter(
    ({ id, on }) => on.type === 'node' && on.node === host && id.startsWith('tc-'),
  );
  const verb = words[1] ?? 'show';
  if (verb === 'show') {
    const [item] = own;
    return succeed(
      item === undefined
        ? 'qdisc fq_codel 0: dev eth0 root\n'
        : `qdisc netem 1: dev eth0 root${item.delayMs > 0 ? ` delay ${item.delayMs}ms` : ''}${item.jitterMs > 0 ? ` ${item.jitterMs}ms` : ''}${item.lossRatio > 0 ? ` loss ${item.lossRatio * 100}%` : ''}${item.rateMbps === null ? '' : ` rate ${item.rateMbps}Mbit`}\n`,
    );
  }
  if (words[2] !== 'dev' || words[4] !== 'root') return fail(`tc: Usage: ${USAGE}`, 2);
  if (words[3] !== 'eth0') return fail(`tc: ${host} has no interface "${words[3] ?? ''}", only eth0.`);
  if (verb === 'del') {
    if (own.length === 0) return fail('tc: Nothing was set on eth0.');
    machine.session = {
      ...machine.session,
      cluster: attempt(cluster, { type: 'set-netem', node: host, netem: null }).cluster,
    };
    return succeed('');
  }
  if (!['add', 'change', 'replace'].includes(verb))
    return fail(`tc: "${verb}" is not known. Usage: ${USAGE}`, 2);
  if (words[5] !== 'netem') return fail('tc: Only netem is modelled here.', 2);
  if (verb === 'add' && own.length > 0)
    return fail('tc: eth0 has a qdisc already; use change, or delete it first.', 2);
  if (verb === 'change' && own.length === 0) return fail('tc: eth0 has no qdisc to change; use add.', 2);
  const parsed = readNetem(words.slice(6));
  if (typeof parsed === 'string') return fail(`tc: ${parsed}`, 2);
  machine.session = {
    ...machine.session,
    cluster: attempt(cluster, { type: 'set-netem', node: host, netem: parsed }).cluster,
  };
  return succeed('');
};

export interface Netem {
  delayMs: number;
  jitterMs: number;
  lossRatio: number;
  rateMbps: number | null;
}

function readNetem(words: readonly string[]): Netem | string {
  const netem: Netem = { delayMs: 0, jitterMs: 0, lossRatio: 0, rateMbps: null };
  for (let index = 0; index < words.length; index += 1) {
    const value = words[index + 1] ?? '';
    switch (words[index]) {
      case 'delay': {
        const delay = milliseconds(value);
        if (delay === undefined) return `"delay ${value}" is no time; write 100ms.`;
        netem.delayMs = delay;
        index += 1;
        const jitter = milliseconds(words[index + 1] ?? '');
        if (jitter !== undefined) {
          netem.jitterMs = jitter;
          index += 1;
        }
        break;
      }
      case 'loss': {
        const text = value === 'random' ? (words[(index += 1) + 1] ?? '') : value;
        const match = /^(\d+(?:\.\d+)?)%$/.exec(text);
        if (match === null || Number(match[1]) > 100) return `"loss ${text}" is no share; write 1%.`;
        netem.lossRatio = Number(match[1]) / 100;
        index += 1;
        break;
      }
      case 'rate': {
        const match = /^(\d+(?:\.\d+)?)(k|m|g)bit$/i.exec(value);
        if (match === null) return `"rate ${value}" is no rate; write 100mbit.`;
        netem.rateMbps =
          Number(match[1]) * { k: 0.001, m: 1, g: 1_000 }[(match[2] ?? 'm').toLowerCase() as 'k' | 'm' | 'g'];
        index += 1;
        break;
      }
      default:
        return `"${words[index] ?? ''}" is not known; netem here has delay, loss and rate.`;
    }
  }
  return netem;
}

function milliseconds(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(us|ms|s)$/.exec(text);
  if (match === null) return undefined;
  const value = Number(match[1]) * ({ us: 0.001, ms: 1, s: 1_000 }[match[2] ?? ''] ?? 1);
  return value <= 60_000 ? value : undefined;
}
