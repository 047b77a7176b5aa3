/**
 * The genetic baseline of developer Lab 3: assigns many VMs at once by selection, crossover and mutation (Holland,
 * Adaptation in Natural and Artificial Systems, 1975). Utilisation is that of the nodes it uses.
 */
import { nextIndex, nextUnit, seedRandom, type RandomState } from './random.ts';

export interface PackingItem {
  cpu: number;
  memoryBytes: number;
}

export interface PackingNode {
  cpu: number;
  memoryBytes: number;
}

export interface Packing {
  /** Node index of every item; −1 for an item that does not fit. */
  nodes: number[];
  /** Mean memory use of the nodes that hold anything, 0–1. */
  utilisation: number;
  unplaced: number;
}

export interface GeneticOptions {
  population: number;
  generations: number;
  mutationRatio: number;
}

export const GENETIC_DEFAULTS: GeneticOptions = { population: 30, generations: 60, mutationRatio: 0.02 };

/** A chromosome is an order of the items; the first node that fits takes each, so that no child breaks a limit. */
export function packGenetic(
  items: readonly PackingItem[],
  nodes: readonly PackingNode[],
  seed: number,
  options: GeneticOptions = GENETIC_DEFAULTS,
): Packing {
  const random = seedRandom(seed);
  const evaluate = (order: number[]): { order: number[]; packing: Packing; fitness: number } => {
    const packing = packInOrder(items, nodes, order);
    return { order, packing, fitness: packing.utilisation - packing.unplaced };
  };
  let population = Array.from({ length: options.population }, () => evaluate(shuffled(items.length, random)));
  for (let generation = 0; generation < options.generations; generation += 1) {
    population.sort((a, b) => b.fitness - a.fitness);
    const elite = population.slice(0, 2);
    const children = Array.from({ length: options.population - elite.length }, () => {
      const child = crossOrders(select(population, random).order, select(population, random).order, random);
      for (let index = 0; index < child.length; index += 1) {
        if (nextUnit(random) < options.mutationRatio) swap(child, index, nextIndex(random, child.length));
      }
      return evaluate(child);
    });
    population = [...elite, ...children];
  }
  population.sort((a, b) => b.fitness - a.fitness);
  return population[0]?.packing ?? { nodes: [], utilisation: 0, unplaced: items.length };
}

/** The scored placement for a batch: largest first, each to the fullest node that fits. */
export function packScored(items: readonly PackingItem[], nodes: readonly PackingNode[]): Packing {
  const used = nodes.map(() => ({ cpu: 0, memoryBytes: 0 }));
  const result = items.map(() => -1);
  const order = items
    .map((_, index) => index)
    .sort((a, b) => (items[b]?.memoryBytes ?? 0) - (items[a]?.memoryBytes ?? 0) || a - b);
  for (const index of order) {
    const item = items[index];
    if (item === undefined) continue;
    let best = -1;
    let leastFree = Number.MAX_VALUE;
    for (const [candidate, node] of nodes.entries()) {
      const use = used[candidate];
      if (use === undefined || use.cpu + item.cpu > node.cpu) continue;
      const free = node.memoryBytes - use.memoryBytes - item.memoryBytes;
      if (free >= 0 && free < leastFree) {
        best = candidate;
        leastFree = free;
      }
    }
    if (best >= 0) take(used, result, index, best, item);
  }
  return measurePacking(nodes, used, result);
}

function packInOrder(
  items: readonly PackingItem[],
  nodes: readonly PackingNode[],
  order: readonly number[],
): Packing {
  const used = nodes.map(() => ({ cpu: 0, memoryBytes: 0 }));
  const result = items.map(() => -1);
  for (const index of order) {
    const item = items[index];
    if (item === undefined) continue;
    const fitting = nodes.findIndex((node, candidate) => {
      const use = used[candidate];
      return (
        use !== undefined &&
        use.cpu + item.cpu <= node.cpu &&
        use.memoryBytes + item.memoryBytes <= node.memoryBytes
      );
    });
    if (fitting >= 0) take(used, result, index, fitting, item);
  }
  return measurePacking(nodes, used, result);
}

function take(used: PackingItem[], result: number[], item: number, node: number, size: PackingItem): void {
  const use = used[node];
  if (use === undefined) return;
  use.cpu += size.cpu;
  use.memoryBytes += size.memoryBytes;
  result[item] = node;
}

function measurePacking(
  nodes: readonly PackingNode[],
  used: readonly PackingItem[],
  result: number[],
): Packing {
  let sum = 0;
  let count = 0;
  for (const [index, node] of nodes.entries()) {
    const memoryBytes = used[index]?.memoryBytes ?? 0;
    if (memoryBytes === 0) continue;
    sum += memoryBytes / node.memoryBytes;
    count += 1;
  }
  return {
    nodes: result,
    utilisation: count === 0 ? 0 : sum / count,
    unplaced: result.filter((node) => node < 0).length,
  };
}

function select<Member extends { fitness: number }>(
  population: readonly Member[],
  random: RandomState,
): Member {
  const first = population[nextIndex(random, population.length)];
  const second = population[nextIndex(random, population.length)];
  if (first === undefined || second === undefined) throw new Error('A population has at least one member.');
  return first.fitness >= second.fitness ? first : second;
}

/** Order crossover: a stretch of one parent, the rest in the order of the other. */
function crossOrders(first: readonly number[], second: readonly number[], random: RandomState): number[] {
  const start = nextIndex(random, first.length + 1);
  const end = start + nextIndex(random, first.length - start + 1);
  const stretch = first.slice(start, end);
  const kept = new Set(stretch);
  const rest = second.filter((index) => !kept.has(index));
  return [...rest.slice(0, start), ...stretch, ...rest.slice(start)];
}

function shuffled(length: number, random: RandomState): number[] {
  const order = Array.from({ length }, (_, index) => index);
  for (let index = length - 1; index > 0; index -= 1) swap(order, index, nextIndex(random, index + 1));
  return order;
}

function swap(order: number[], a: number, b: number): void {
  const held = order[a] ?? 0;
  order[a] = order[b] ?? 0;
  order[b] = held;
}
