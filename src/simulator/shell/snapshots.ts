/** Snapshots of the control state: what the registry holds, kept as files on the first controller. */
import type { Vm } from '../cluster.ts';
import { copyPlain } from '../copy.ts';
import { Refused, type CommandCall } from './command-call.ts';
import { clock } from './format.ts';

/** Where snapshots lie; every controller has them, so one folder stands for all. */
const HOST = 'controllers';
const FOLDER = '/var/lib/dwcp/snapshots';

export interface SnapshotFacts {
  name: string;
  taken: string;
  release: string;
  entries: number;
  vms: number;
  bytes: number;
  checksum: string;
}

interface Stored {
  facts: SnapshotFacts;
  registry: CommandCall['cluster']['registry'];
  vms: Record<string, Vm>;
}

/** FNV-1a, 32 bits, in hexadecimal: enough to see that two states differ, no protection against malice. */
export function checksumOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

/** Checksum of what the registry says: its entries, and every VM with its owner. */
export function registryChecksum(cluster: CommandCall['cluster']): string {
  const owners = Object.values(cluster.vms)
    .map(({ id, name, node }) => `${id} ${name} ${node}`)
    .sort();
  const entries = Object.entries(cluster.registry)
    .map(([key, entry]) => `${key} ${entry.value} ${entry.stampMs}`)
    .sort();
  return checksumOf([...owners, ...entries].join('\n'));
}

export function saveSnapshot(call: CommandCall, name: string): SnapshotFacts {
  if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(name))
    throw new Refused(
      'INVALID_ARGUMENT',
      `"${name}" is no name for a snapshot; use letters, digits, dots, dashes.`,
    );
  if (call.read(pathOf(name), HOST) !== undefined)
    throw new Refused(
      'INVALID_ARGUMENT',
      `There is a snapshot "${name}" already; snapshots are never overwritten.`,
    );
  const { cluster } = call;
  const state = { registry: copyPlain(cluster.registry), vms: copyPlain(cluster.vms) };
  const facts: SnapshotFacts = {
    name,
    taken: clock(cluster.epochMs, cluster.nowMs),
    release: cluster.nodes[call.endpoint]?.version ?? '',
    entries: Object.keys(cluster.registry).length + Object.keys(cluster.vms).length,
    vms: Object.keys(cluster.vms).length,
    bytes: JSON.stringify(state).length,
    checksum: registryChecksum(cluster),
  };
  call.write(pathOf(name), JSON.stringify({ facts, ...state } satisfies Stored), HOST);
  return facts;
}

export function listSnapshots(call: CommandCall): SnapshotFacts[] {
  return Object.entries(call.filesOf(HOST))
    .filter(([path]) => path.startsWith(`${FOLDER}/`))
    .map(([, text]) => (JSON.parse(text) as Stored).facts)
    .sort((a, b) => (a.taken < b.taken ? -1 : a.taken > b.taken ? 1 : a.name < b.name ? -1 : 1));
}

export function readSnapshot(call: CommandCall, name: string): Stored {
  const text = call.read(pathOf(name), HOST);
  if (text === undefined) {
    const names = listSnapshots(call).map((snapshot) => snapshot.name);
    throw new Refused(
      'INVALID_ARGUMENT',
      `There is no snapshot "${name}". ${names.length === 0 ? 'None was taken yet.' : `There is: ${names.join(', ')}.`}`,
    );
  }
  return JSON.parse(text) as Stored;
}

function pathOf(name: string): string {
  return `${FOLDER}/${name}.json`;
}
