/** What has happened between two looks at the migrations of a cluster. */
import type { Migration } from '../typescript/src/dwcp/types.ts';

export interface Notice {
  /** The same for the same news, however often it is sent: receivers drop what they know. */
  readonly id: string;
  readonly type: 'migration.completed' | 'migration.failed';
  readonly migration: Pick<Migration, 'migration_id' | 'vm_id' | 'source_node' | 'target_node' | 'error'>;
}

// region: notices
/** Migrations that have ended and of which no notice was delivered, the earliest start first. */
export function noticesFor(migrations: readonly Migration[], delivered: ReadonlySet<string>): Notice[] {
  return migrations
    .toSorted((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at))
    .flatMap(({ migration_id, vm_id, status, source_node, target_node, error }): Notice[] => {
      const id = `${migration_id}:${status}`;
      if (status === 'in_progress' || delivered.has(id)) return [];
      const migration = { migration_id, vm_id, source_node, target_node, error };
      return [{ id, type: `migration.${status}`, migration }];
    });
}
// endregion
