import { gossipRounds, lagReader } from '../../ass.ts';
import { listNodes } from '../../cluster.ts';
import { Mistyped, type CommandRun } from '../command-call.ts';
import { duration, facts, round, table } from '../format.ts';

export const gossipCommands: Readonly<Record<string, CommandRun>> = {
  'gossip status': (call) => {
    const { cluster } = call;
    const only = call.optionalNode('--node');
    const nodes = listNodes(cluster);
    const fanout = cluster.settings['sync.ass.gossip.fanout'];
    const interval = cluster.settings['sync.ass.gossip.interval'];
    const answering = nodes.filter(({ process }) => process === 'running').length / Math.max(1, nodes.length);
    const rounds = gossipRounds(nodes.length, fanout, answering);
    const lagOf = lagReader(cluster);
    const rows = nodes
      .filter((node) => only === undefined || node.id === only.id)
      .map((node) => ({
        node: node.id,
        peers: Math.min(fanout, nodes.length - 1),
        lag_seconds: round(lagOf(node), 2),
        cut_off: node.cutOffSinceMs !== null,
      }));
    return {
      value: { fanout, interval_ms: interval, rounds, nodes: rows },
      text: `${facts([
        ['Fanout', `${fanout} peers a round`],
        ['Interval', duration(interval)],
        ['Rounds', `${rounds} to reach ${nodes.length} nodes`],
      ])}\n${table(
        ['node', 'peers', 'lag s', 'cut off'],
        rows.map((row) => [row.node, row.peers, row.lag_seconds, row.cut_off ? 'yes' : 'no']),
      )}`,
    };
  },

  'gossip set-fanout': (call) => {
    const fanout = call.integer('--fanout', 1, 64) ?? 0;
    if (fanout < 3)
      throw new Mistyped(`--fanout is ${fanout}; below 3 news can die out before it reaches every node.`);
    call.checkWrite();
    const before = call.cluster.settings['sync.ass.gossip.fanout'];
    call.act({ type: 'change-settings', settings: { 'sync.ass.gossip.fanout': fanout } });
    return {
      value: { before, fanout },
      text: `Each round reaches ${fanout} peers; before it was ${before}.\n`,
    };
  },
};
