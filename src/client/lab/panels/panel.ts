import type { Cluster } from '../../../simulator/index.ts';

/** A view of the cluster beside the terminal. */
export interface Panel {
  readonly id: string;
  readonly title: string;
  readonly node: HTMLElement;
  /** Shows the cluster as it is. Called only while the panel can be seen, and once when it comes into view. */
  readonly show: (cluster: Cluster) => void;
  /** Tells whether what is drawn may move: not while the clock stands. */
  readonly setMoving?: (isMoving: boolean) => void;
  /** Brings into view what a link asked for, such as an endpoint. */
  readonly open?: (detail: string) => void;
  /** The cluster is another one from now on: what was kept of the one before is worth nothing. */
  readonly forget?: () => void;
  /** Lets go of everything outside its node; nothing is shown afterwards. */
  readonly dispose?: () => void;
}
