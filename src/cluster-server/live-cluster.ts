/** The one cluster that every listener works on, and the time that passes in it. */
import type { Cluster } from '../simulator/cluster.ts';
import { MetricHistory } from '../simulator/api/metric-history.ts';
import { step } from '../simulator/step.ts';

/** Simulated seconds per second, or `step` for time that passes only when somebody asks. */
export type Speed = number | 'step';

/** How often time passes by itself. */
const BEAT_MS = 250;

/** A machine that slept does not make up for the night: one beat is at most this long. */
const LONGEST_BEAT_MS = 5_000;

export class LiveCluster {
  #cluster: Cluster;
  readonly speed: Speed;
  #timer: ReturnType<typeof setInterval> | null = null;
  #lastBeatMs = 0;
  #carryMs = 0;
  readonly history = new MetricHistory();
  readonly #listeners = new Set<(cluster: Cluster) => void>();

  constructor(cluster: Cluster, speed: Speed) {
    this.#cluster = cluster;
    this.speed = speed;
    this.history.record(cluster);
  }

  get cluster(): Cluster {
    return this.#cluster;
  }

  /** Takes the cluster after a call; one that is unchanged is not announced. */
  accept(cluster: Cluster): void {
    if (cluster === this.#cluster) return;
    this.#cluster = cluster;
    this.history.record(cluster);
    for (const listener of this.#listeners) listener(cluster);
  }

  /** Lets simulated time pass at once. */
  advance(durationMs: number): void {
    this.accept(step(this.#cluster, this.#cluster.nowMs + durationMs));
  }

  /** Calls the listener after every change; the function that comes back ends that. */
  onChange(listener: (cluster: Cluster) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts the clock; with the speed `step` there is none. */
  start(nowMs: () => number = () => performance.now()): void {
    const { speed } = this;
    if (speed === 'step' || this.#timer !== null) return;
    this.#lastBeatMs = nowMs();
    this.#timer = setInterval(() => {
      const atMs = nowMs();
      const passedMs = Math.min(LONGEST_BEAT_MS, atMs - this.#lastBeatMs);
      this.#lastBeatMs = atMs;
      const simulatedMs = passedMs * speed + this.#carryMs;
      const wholeMs = Math.floor(simulatedMs);
      this.#carryMs = simulatedMs - wholeMs;
      if (wholeMs > 0) this.advance(wholeMs);
    }, BEAT_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** The controller that answers: the leader if it runs, else the first that does, else `null`. */
  answeringNode(): string | null {
    const { nodes, voters, raft } = this.#cluster;
    const isRunning = (id: string): boolean => nodes[id]?.process === 'running';
    return (
      voters.find((id) => raft[id]?.role === 'leader' && isRunning(id)) ?? voters.find(isRunning) ?? null
    );
  }
}
