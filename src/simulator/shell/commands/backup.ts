import type { CommandRun } from '../command-call.ts';
import { Refused } from '../command-call.ts';
import { counted, bytes, table } from '../format.ts';
import { listSnapshots, readSnapshot, registryChecksum } from '../snapshots.ts';
import { activeMigrations } from '../../migration-state.ts';

export const backupCommands: Readonly<Record<string, CommandRun>> = {
  'backup list': (call) => {
    const date = call.flag('--date');
    const snapshots = listSnapshots(call).filter(({ taken }) => date === undefined || taken.startsWith(date));
    return {
      value: snapshots.map((snapshot) => ({ ...snapshot })),
      text:
        snapshots.length === 0
          ? 'There is no snapshot.\n'
          : table(
              ['name', 'taken', 'release', 'entries', 'size', 'checksum'],
              snapshots.map((snapshot) => [
                snapshot.name,
                snapshot.taken,
                snapshot.release,
                snapshot.entries,
                bytes(snapshot.bytes),
                snapshot.checksum,
              ]),
            ),
    };
  },

  'backup restore': (call) => {
    call.checkWrite();
    const stored = readSnapshot(call, call.required('--name'));
    if (activeMigrations(call.cluster).length > 0)
      throw new Refused(
        'MIGRATION_IN_PROGRESS',
        'Migrations are running; their VMs would have two owners. Stop them first.',
      );
    const before = new Set(Object.keys(call.cluster.vms));
    call.act({ type: 'restore-state', registry: stored.registry, vms: stored.vms });
    const lost = [...before].filter((id) => stored.vms[id] === undefined).length;
    const checksum = registryChecksum(call.cluster);
    return {
      value: { restored: stored.facts.name, checksum, vms_no_longer_known: lost },
      text: `The state of ${stored.facts.name}, taken ${stored.facts.taken}, is in force. ${lost === 0 ? 'No VM was forgotten.' : `${counted(lost, 'VM', 'VMs')} created since ${lost === 1 ? 'is' : 'are'} no longer known.`}\nChecksum ${checksum}${checksum === stored.facts.checksum ? ', as stored' : ', stored was ' + stored.facts.checksum}.\n`,
    };
  },
};
