import { createRequire } from 'node:module';

/** What is used of autocannon, which brings no types. */
export interface LoadOptions {
  url: string;
  connections: number;
  /** Requests per second of all connections together. */
  overallRate: number;
  /** In seconds. */
  duration: number;
  headers: Record<string, string>;
  requests: { path: string }[];
}

export interface LoadResult {
  requests: { total: number };
  /** In milliseconds. */
  latency: { p50: number; p99: number; max: number };
  errors: number;
  timeouts: number;
  non2xx: number;
}

export function runAutocannon(options: LoadOptions): Promise<LoadResult> {
  const autocannon = createRequire(import.meta.url)('autocannon') as (
    options: LoadOptions,
  ) => Promise<LoadResult>;
  return autocannon(options);
}
