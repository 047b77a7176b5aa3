/** Sends finished spans to a collector, as OTLP over HTTP in JSON. */
import { toOtlp } from '../simulator/otlp.ts';
import type { LiveCluster } from './live-cluster.ts';

/** As the batch processors of collectors do (reference deployment): every 5 s. */
const INTERVAL_MS = 5_000;
const TIMEOUT_MS = 10_000;
/** Spans of one request, well under the 4 MB that collectors accept. */
const BATCH = 512;

export class OtlpExporter {
  readonly #live: LiveCluster;
  readonly #address: string;
  readonly #log: (line: string) => void;
  readonly #timer: ReturnType<typeof setInterval>;
  /** Identifiers of spans that were sent and that the cluster still remembers. */
  #sent = new Set<string>();
  #sending: Promise<void> = Promise.resolve();
  #hasFailed = false;

  constructor(live: LiveCluster, baseUrl: string, log: (line: string) => void, intervalMs = INTERVAL_MS) {
    this.#live = live;
    this.#address = `${baseUrl.replace(/\/+$/, '')}/v1/traces`;
    this.#log = log;
    this.#timer = setInterval(() => void this.flush(), intervalMs);
    this.#timer.unref();
  }

  /** Resolves when what was finished at the call is sent, or could not be; then it stays for the next time. */
  flush(): Promise<void> {
    this.#sending = this.#sending.then(() => this.#send());
    return this.#sending;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  async #send(): Promise<void> {
    const { cluster } = this.#live;
    const remembered = new Set(cluster.spans.map(({ spanId }) => spanId));
    this.#sent = this.#sent.intersection(remembered);
    const waiting = cluster.spans.filter(({ spanId }) => !this.#sent.has(spanId));
    for (let start = 0; start < waiting.length; start += BATCH) {
      const batch = waiting.slice(start, start + BATCH);
      const problem = await this.#post(JSON.stringify(toOtlp(cluster, batch)));
      if (problem !== null) {
        if (!this.#hasFailed)
          this.#log(`Traces could not be sent to ${this.#address}: ${problem}. Trying on.`);
        this.#hasFailed = true;
        return;
      }
      if (this.#hasFailed) this.#log(`Traces reach ${this.#address} again.`);
      this.#hasFailed = false;
      for (const { spanId } of batch) this.#sent.add(spanId);
    }
  }

  /** `null` when the collector took it, else what went wrong. */
  async #post(body: string): Promise<string | null> {
    try {
      const response = await fetch(this.#address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      return response.ok ? null : `it answered ${response.status}`;
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      return cause instanceof Error ? cause.message : String(cause);
    }
  }
}
