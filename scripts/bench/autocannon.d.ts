/** What is used of autocannon, which brings no types. */
declare module 'autocannon' {
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

  export default function autocannon(options: LoadOptions): Promise<LoadResult>;
}
