import { buildNode } from '../../build-node.ts';

interface Worker {
  readonly id: string;
  readonly region: string;
}

/** Two workers, between which a benchmark sends; the longest path at first. */
export class PathChoice {
  readonly node: HTMLElement;
  readonly #from = buildNode('select', { id: 'program-from' });
  readonly #to = buildNode('select', { id: 'program-to' });
  #shown = '';

  constructor() {
    this.node = buildNode(
      'span',
      { class: 'program-path' },
      buildNode('label', { for: this.#from.id }, 'from'),
      this.#from,
      buildNode('label', { for: this.#to.id }, 'to'),
      this.#to,
    );
  }

  get from(): string {
    return this.#from.value;
  }

  get to(): string {
    return this.#to.value;
  }

  /** Shows the workers there are; a choice that somebody has made stays as long as its workers do. */
  show(workers: readonly Worker[], rttOf: (from: string, to: string) => number): void {
    const key = workers.map(({ id, region }) => `${id} ${region}`).join();
    if (key === this.#shown) return;
    this.#shown = key;
    const known = new Set(workers.map(({ id }) => id));
    const kept = known.has(this.from) && known.has(this.to) ? ([this.from, this.to] as const) : undefined;
    for (const select of [this.#from, this.#to])
      select.replaceChildren(
        ...workers.map(({ id, region }) => buildNode('option', { value: id }, `${id}, ${region}`)),
      );
    const [from, to] = kept ?? longestPath(workers, rttOf);
    this.#from.value = from;
    this.#to.value = to;
  }
}

function longestPath(
  workers: readonly Worker[],
  rttOf: (from: string, to: string) => number,
): readonly [from: string, to: string] {
  let longest = -1;
  let ends: readonly [string, string] = ['', ''];
  for (const [index, from] of workers.entries()) {
    for (const to of workers.slice(index + 1)) {
      const rtt = rttOf(from.id, to.id);
      if (rtt <= longest) continue;
      longest = rtt;
      ends = [from.id, to.id];
    }
  }
  return ends;
}
