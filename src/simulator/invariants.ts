/** What must hold at every moment, whatever faults and attackers there are. */
import type { Cluster } from './cluster.ts';
import { findLink } from './links.ts';
import { activeMigrations } from './migration-state.ts';

/** Sentences about everything that is broken; none in a sound cluster. */
export function findBrokenInvariants(cluster: Cluster): string[] {
  return [...checkVms(cluster), ...checkConsensus(cluster), ...checkLinks(cluster), ...checkBounds(cluster)];
}

/** Throws if an invariant is broken: that is a fault of the model and never of its user. */
export function assertInvariants(cluster: Cluster): void {
  const broken = findBrokenInvariants(cluster);
  if (broken.length > 0) throw new Error(`At ${cluster.nowMs} ms: ${broken.slice(0, 5).join(' ')}`);
}

function checkVms(cluster: Cluster): string[] {
  const broken: string[] = [];
  const hosts = new Map<string, string>();
  const reserved = new Map<string, number>();
  for (const migration of activeMigrations(cluster)) {
    const vm = cluster.vms[migration.vm];
    if (vm === undefined || vm.node === migration.target) continue;
    reserved.set(migration.target, (reserved.get(migration.target) ?? 0) + vm.memoryBytes);
  }
  for (const id in cluster.nodes) {
    const node = cluster.nodes[id];
    if (node === undefined) continue;
    let memoryBytes = reserved.get(id) ?? 0;
    for (const vmId of node.vms) {
      const other = hosts.get(vmId);
      if (other !== undefined) broken.push(`${vmId} is on ${other} and on ${id}.`);
      hosts.set(vmId, id);
      const vm = cluster.vms[vmId];
      if (vm === undefined || vm.node !== id)
        broken.push(`${id} holds ${vmId}, which the registry puts on ${vm?.node ?? 'no node'}.`);
      memoryBytes += vm?.memoryBytes ?? 0;
    }
    if (memoryBytes !== node.memoryUsedBytes)
      broken.push(`${id} counts ${node.memoryUsedBytes} bytes in use instead of ${memoryBytes}.`);
    if (memoryBytes > node.memoryBytes) broken.push(`${id} holds more memory than it has.`);
  }
  for (const vmId in cluster.vms) if (!hosts.has(vmId)) broken.push(`${vmId} is on no node.`);
  return broken;
}

function checkConsensus(cluster: Cluster): string[] {
  const broken: string[] = [];
  const leaderOfTerm = new Map<number, string>();
  for (const leader of cluster.leaders) {
    const other = leaderOfTerm.get(leader.term);
    if (other !== undefined && other !== leader.node)
      broken.push(`Term ${leader.term} has the leaders ${other} and ${leader.node}.`);
    leaderOfTerm.set(leader.term, leader.node);
  }
  for (const [id, voter] of Object.entries(cluster.raft)) {
    if (voter.role !== 'leader') continue;
    const other = leaderOfTerm.get(voter.term);
    if (other !== undefined && other !== id) broken.push(`${id} and ${other} lead in term ${voter.term}.`);
  }
  let previous = -1;
  for (const { sequence } of cluster.decisions) {
    if (sequence <= previous) broken.push(`Decision ${sequence} follows decision ${previous}.`);
    previous = sequence;
  }
  return broken;
}

function checkLinks(cluster: Cluster): string[] {
  const used = new Map<string, number>();
  for (const migration of activeMigrations(cluster)) {
    const from = cluster.nodes[migration.source]?.region ?? '';
    const to = cluster.nodes[migration.target]?.region ?? '';
    used.set(`${from}>${to}`, (used.get(`${from}>${to}`) ?? 0) + migration.wireMbps);
  }
  const broken: string[] = [];
  for (const [direction, mbps] of used) {
    const [from = '', to = ''] = direction.split('>');
    const link = findLink(cluster, from, to);
    if (link !== undefined && mbps > Math.max(0, link.bandwidthMbps - link.backgroundMbps) + 1e-6) {
      broken.push(`${mbps} Mbps are sent from ${from} to ${to} over ${link.bandwidthMbps} Mbps.`);
    }
  }
  return broken;
}

function checkBounds(cluster: Cluster): string[] {
  const broken: string[] = [];
  for (const node of Object.values(cluster.nodes)) {
    const { score } = node.reputation;
    if (!(score >= 0 && score <= 100)) broken.push(`${node.id} has a score of ${score}.`);
  }
  for (const migration of activeMigrations(cluster)) {
    if (!Number.isFinite(migration.bytesLeft) || migration.bytesLeft < 0)
      broken.push(`${migration.id} has ${migration.bytesLeft} bytes left.`);
  }
  const first = cluster.timers.items[0];
  if (first !== undefined && first.atMs < cluster.nowMs)
    broken.push(`A timer of ${first.atMs} ms is overdue.`);
  return broken;
}
