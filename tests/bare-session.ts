import type { Cluster } from '../src/simulator/cluster.ts';
import type { Session } from '../src/simulator/shell/session.ts';

/** A terminal without files, variables or remembered metrics, for shells made for a test. */
export function bareSession(cluster: Cluster): Session {
  return {
    formatVersion: 1,
    cluster,
    host: 'workstation',
    files: {},
    history: [],
    variables: {},
  };
}
