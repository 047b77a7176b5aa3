/** Developer Lab 2: how many streams a migration opens. The starter does what the cluster does by itself. */
import type { TransportFacts, TransportPath } from './dwcp-plugin.d.ts';

export const name = 'my-transport';

export function chooseStreams(_path: TransportPath, transport: TransportFacts): number {
  // How much does one stream carry on this path? Its window once in each round trip, and no more than its pacing.
  // How many of them does the bandwidth of the path need?
  return Math.min(8, transport.maxStreams);
}
