import type { CallEndpoint } from './api-call.ts';

/** `/cluster/api.json`: what the API console knows of the interface. */
export interface ConsoleData {
  readonly baseUrl: string;
  /** Each with the address of its entry in the reference, base path included. */
  readonly endpoints: readonly (CallEndpoint & { readonly url: string })[];
  /** By code. */
  readonly errors: Readonly<Record<string, { readonly remedy: string; readonly url: string }>>;
  /** Names of the metrics reference. */
  readonly metrics: readonly string[];
}
