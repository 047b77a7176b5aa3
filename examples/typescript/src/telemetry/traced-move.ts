/** A migration that can be followed from the program into the cluster and back. */
import { DwcpError } from '../dwcp/errors.ts';
import type { DwcpClient } from '../dwcp/rest-client.ts';
import type { Migration } from '../dwcp/types.ts';
import { waitForMigration, type WaitOptions } from '../dwcp/wait.ts';
import type { Telemetry } from './telemetry.ts';

// region: move
export async function tracedMove(
  telemetry: Telemetry,
  client: DwcpClient,
  vm: string,
  target: string,
  wait: WaitOptions,
): Promise<{ traceId: string; migration: Migration }> {
  return telemetry.span('move-vm', { 'vm.id': vm, 'vm.target': target }, async (span) => {
    const { migration_id } = await client.startMigration({ vm_id: vm, target_node: target });
    span.setAttribute('migration.id', migration_id);
    const migration = await telemetry.span('wait-for-migration', {}, () =>
      waitForMigration(client, migration_id, wait),
    );
    const { traceId } = span.spanContext();
    if (migration.error !== null)
      throw new DwcpError(migration.error.message, { code: migration.error.code, status: 200, traceId });
    return { traceId, migration };
  });
}
// endregion
