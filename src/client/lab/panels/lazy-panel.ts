import { buildNode } from '../../build-node.ts';
import type { Cluster } from '../../../simulator/index.ts';
import type { Panel } from './panel.ts';

/** A panel whose script is loaded when it is first looked at; the terminal does not wait for it. */
export class LazyPanel implements Panel {
  readonly id: string;
  readonly title: string;
  readonly node = buildNode('div', {}, buildNode('p', { class: 'lab-none' }, 'Being loaded.'));
  readonly #load: () => Promise<Panel>;
  #panel: Panel | undefined;
  #isLoading = false;
  #isMoving = true;
  #isDisposed = false;
  #detail: string | undefined;
  #latest: Cluster | undefined;

  constructor(id: string, title: string, load: () => Promise<Panel>) {
    this.id = id;
    this.title = title;
    this.#load = load;
  }

  show(cluster: Cluster): void {
    this.#latest = cluster;
    if (this.#panel !== undefined) this.#panel.show(cluster);
    else if (!this.#isLoading) void this.#open();
  }

  /** Whether what is drawn may move: not while the clock stands. */
  setMoving(isMoving: boolean): void {
    this.#isMoving = isMoving;
    this.#panel?.setMoving?.(isMoving);
  }

  open(detail: string): void {
    this.#detail = detail;
    this.#panel?.open?.(detail);
  }

  forget(): void {
    this.#panel?.forget?.();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#panel?.dispose?.();
  }

  async #open(): Promise<void> {
    this.#isLoading = true;
    try {
      this.#panel = await this.#load();
      if (this.#isDisposed) this.#panel.dispose?.();
      this.node.replaceChildren(this.#panel.node);
      this.#panel.setMoving?.(this.#isMoving);
      if (this.#detail !== undefined) this.#panel.open?.(this.#detail);
      if (this.#latest !== undefined) this.#panel.show(this.#latest);
    } catch (error) {
      console.warn(error);
      this.#isLoading = false;
      this.node.replaceChildren(
        buildNode(
          'p',
          { class: 'lab-none' },
          'This could not be loaded. Open the tab again once there is a connection.',
        ),
      );
    }
  }
}
