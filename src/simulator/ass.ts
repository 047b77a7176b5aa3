/** Asynchronous State Synchronization: how old the state is that a node works with, and which of two writes stays. */
import { powerOf, pushBounded, stepsToReach } from './arithmetic.ts';
import type { Cluster, ClusterNode } from './cluster.ts';
import { listNodes } from './cluster.ts';
import { recordEvent } from './events.ts';
import { canConnect } from './links.ts';
import { hasQuorum, proposerOf } from './consensus.ts';
import { largestGroup } from './pbft.ts';

/** One entry of the last-writer-wins map. */
export interface RegistryEntry {
  value: string;
  /** Time on the clock of the writer, which may be wrong. */
  stampMs: number;
  writer: string;
}

/** Nodes expected to know a piece of news after each round; the first number is 1, the node that starts. */
export function gossipSpread(nodes: number, fanout: number, rounds: number, answeringRatio = 1): number[] {
  const spread = [1];
  for (let round = 1; round <= rounds; round += 1) {
    spread.push(nextInformed(nodes, spread.at(-1) ?? 1, fanout, answeringRatio));
  }
  return spread;
}

/**
 * One push round (Pittel, On Spreading a Rumor, 1987): an uninformed node stays so if none of the messages, each sent
 * to a peer chosen at random, is for it.
 */
function nextInformed(nodes: number, informed: number, fanout: number, answeringRatio: number): number {
  if (nodes < 2) return nodes;
  const messages = Math.round(Math.min(fanout, nodes - 1) * informed * answeringRatio);
  const missed = powerOf(1 - 1 / (nodes - 1), messages);
  return nodes - (nodes - informed) * missed;
}

/** Rounds until 99.9 % of the nodes know. */
export function gossipRounds(nodes: number, fanout: number, answeringRatio = 1): number {
  let informed = 1;
  let rounds = 0;
  while (informed < 0.999 * nodes && rounds < 1_000) {
    informed = nextInformed(nodes, informed, fanout, answeringRatio);
    rounds += 1;
  }
  return rounds;
}

/** The rule of thumb: ⌈log(nodes) ÷ log(fanout + 1)⌉. */
export function gossipRoundsAtLeast(nodes: number, fanout: number): number {
  return stepsToReach(nodes, fanout + 1);
}

/**
 * A function that gives the lag of a node in seconds. With Raft it is half a heartbeat, the way from the leader and a
 * disk write; with gossip every round lasts its interval and the way to the peer. A node that is cut off falls behind
 * by a second every second.
 */
export function lagReader(cluster: Cluster): (node: ClusterNode) => number {
  const nodes = listNodes(cluster);
  const answering = nodes.filter((node) => node.process === 'running').length / Math.max(1, nodes.length);
  const { settings } = cluster;
  const rounds = gossipRounds(nodes.length, settings['sync.ass.gossip.fanout'], answering);
  return (node) => {
    let wayMs = 0;
    let lossRatio = 0;
    for (const probe of node.probes) {
      wayMs = Math.max(wayMs, (probe.rttMs.at(-1) ?? 0) / 2);
      lossRatio = Math.max(lossRatio, probe.lossRatio < 1 ? probe.lossRatio : 0);
    }
    const baseMs =
      node.mode === 'internet'
        ? // A message that is lost costs its round.
          (rounds * (settings['sync.ass.gossip.interval'] + wayMs)) / (1 - lossRatio)
        : settings['consensus.raft.heartbeat'] / 2 + wayMs + node.diskWriteMs;
    const behindMs = node.cutOffSinceMs === null ? 0 : cluster.nowMs - node.cutOffSinceMs;
    return (baseMs + behindMs) / 1000;
  };
}

/** Notes which nodes are cut off from the side of the cluster that makes decisions; gossip finds its way round a broken link. */
export function reviewReach(cluster: Cluster): void {
  const proposer = hasQuorum(cluster) ? proposerOf(cluster) : (largestGroup(cluster)[0] ?? null);
  const anchor =
    proposer === null
      ? listNodes(cluster).find((node) => node.process === 'running')
      : cluster.nodes[proposer];
  const reached = new Map<string, ClusterNode>();
  const connected = new Set<string>();
  if (anchor !== undefined) {
    connected.add(anchor.id);
    reached.set(anchor.region, anchor);
  }
  for (let isGrowing = anchor !== undefined; isGrowing;) {
    isGrowing = false;
    for (const node of listNodes(cluster)) {
      if (connected.has(node.id)) continue;
      for (const peer of reached.values()) {
        if (!canConnect(cluster, peer, node)) continue;
        connected.add(node.id);
        if (!reached.has(node.region)) {
          reached.set(node.region, node);
          isGrowing = true;
        }
        break;
      }
    }
  }
  for (const node of listNodes(cluster)) {
    if (connected.has(node.id)) node.cutOffSinceMs = null;
    else node.cutOffSinceMs ??= cluster.nowMs;
  }
}

/** Merges a write: the latest stamp stays, of equal stamps the writer that sorts last, so that every copy agrees. */
export function laterEntry(a: RegistryEntry, b: RegistryEntry): RegistryEntry {
  if (a.stampMs !== b.stampMs) return a.stampMs > b.stampMs ? a : b;
  return a.writer > b.writer ? a : b;
}

/** Writes an entry with the clock of its writer. A newer write with an older stamp loses, which is a conflict to see. */
export function writeEntry(cluster: Cluster, key: string, value: string, writer: ClusterNode): void {
  const written = { value, stampMs: cluster.nowMs + writer.clockSkewMs, writer: writer.id };
  const present = cluster.registry[key];
  if (present === undefined) {
    cluster.registry[key] = written;
    return;
  }
  const kept = laterEntry(present, written);
  cluster.registry[key] = kept;
  if (kept === written) return;
  pushBounded(cluster.conflicts, { key, atMs: cluster.nowMs, kept, dropped: written }, 1_000);
  recordEvent(
    cluster,
    'entry-conflicted',
    writer.id,
    `The write of ${writer.id} to "${key}" lost against a later time stamp.`,
    {
      key,
      keptWriter: kept.writer,
    },
    'warning',
  );
}
