import { migrationBody } from '../../api/migration-calls.ts';
import type { Cluster, Vm } from '../../cluster.ts';
import { savingOf } from '../../hde.ts';
import { activeMigrations, isActive, migrationProgress, type Migration } from '../../migration-state.ts';
import { slowerMode } from '../../mode.ts';
import { Mistyped, Refused, type CommandAnswer, type CommandCall, type CommandRun } from '../command-call.ts';
import { bytes, clock, duration, facts, gibibytes, round, table, type Json } from '../format.ts';
import type { Chunk } from '../session.ts';

export const migrationCommands: Readonly<Record<string, CommandRun>> = {
  'migration start': (call) => startAndFollow(call, call.vm('--vm'), call.node('--target').id),

  'migration retry': (call) => {
    const vm = call.vm('--vm');
    const last = latestOf(call.cluster, vm);
    if (last === undefined)
      throw new Refused('MIGRATION_NOT_FOUND', `"${vm.name}" has not migrated yet; use "migration start".`);
    if (last.phase === 'completed')
      throw new Refused(
        'INVALID_ARGUMENT',
        `The last migration of "${vm.name}", ${last.id}, was completed; there is nothing to repeat.`,
      );
    return startAndFollow(call, vm, call.optionalNode('--target')?.id ?? last.target);
  },

  'migration status': (call) => {
    call.checkRead();
    const vm = call.vm('--vm');
    const migration = latestOf(call.cluster, vm);
    if (migration === undefined) throw new Refused('MIGRATION_NOT_FOUND', `"${vm.name}" has not migrated.`);
    return describe(call.cluster, migration, call.has('--debug'));
  },

  'migration list': (call) => {
    call.checkRead();
    const status = call.choice('--status', ['in_progress', 'completed', 'failed']);
    const since = call.time('--duration', 'm');
    const { cluster } = call;
    const migrations = [...cluster.endedMigrations, ...cluster.openMigrations]
      .flatMap((id) => cluster.migrations[id] ?? [])
      .filter((item) => since === undefined || (item.endedAtMs ?? cluster.nowMs) >= cluster.nowMs - since)
      .map((item) => ({ item, body: migrationBody(cluster, item) }))
      .filter(({ body }) => status === undefined || body.status === status);
    return {
      value: migrations.map(({ body }) => body as unknown as Json),
      text:
        migrations.length === 0
          ? 'There is no migration.\n'
          : table(
              ['migration', 'vm', 'from', 'to', 'mode', 'status', 'time', 'downtime', 'ratio'],
              migrations.map(({ item, body }) => [
                item.id,
                item.vm,
                item.source,
                item.target,
                item.mode,
                item.phase === 'cancelled' ? 'cancelled' : body.status,
                duration(body.stats.elapsed_seconds * 1000),
                item.downtimeMs === null ? null : duration(item.downtimeMs),
                `${body.stats.compression_ratio}×`,
              ]),
            ),
    };
  },

  'migration cancel': (call) => {
    const vm = call.vm('--vm');
    call.checkWrite();
    call.act({ type: 'cancel-migration', vm: vm.id });
    return {
      value: { cancelled: vm.name, node: vm.node },
      text: `The migration of ${vm.name} is cancelled; it runs on ${call.cluster.vms[vm.id]?.node ?? vm.node}.\n`,
    };
  },

  'migration set-timeout': (call) => {
    const vm = call.vm('--vm');
    const timeoutMs = call.time('--timeout') ?? 0;
    if (timeoutMs < 1_000) throw new Mistyped('--timeout must be at least 1s.');
    call.act({ type: 'set-migration-timeout', vm: vm.id, timeoutMs: Math.round(timeoutMs) });
    return {
      value: { vm: vm.name, timeout_seconds: timeoutMs / 1000 },
      text: `The migration of ${vm.name} may take ${duration(timeoutMs)} from its start.\n`,
    };
  },

  'migration evacuate': function* (call): Generator<Chunk, CommandAnswer> {
    const nodes = call.nodes('--nodes') ?? [];
    call.checkWrite();
    const before = new Set(call.cluster.openMigrations);
    for (const node of nodes) call.act({ type: 'evacuate', node: node.id });
    const started = call.cluster.openMigrations.filter((id) => !before.has(id));
    if (!call.waits)
      return {
        value: { migrations: started },
        text: `${started.length} migrations have started; ${nodes.map(({ id }) => id).join(', ')} take no new VMs.\n`,
      };
    const open = (): number => started.filter((id) => call.cluster.openMigrations.includes(id)).length;
    yield* call.waitFor(() => open() === 0, {
      limitMs: 7_200_000,
      progress: () => `${started.length - open()} of ${started.length} VMs moved`,
    });
    const failed = started.filter((id) => call.cluster.migrations[id]?.phase !== 'completed');
    const left = nodes.flatMap((node) => call.cluster.nodes[node.id]?.vms ?? []);
    return {
      value: { migrations: started, failed, vms_left: left },
      text: `${started.length - failed.length} of ${started.length} VMs moved; ${left.length === 0 ? 'the nodes are empty' : `${left.join(', ')} stayed`}. They take no new VMs.\n`,
      exitCode: failed.length > 0 ? 1 : 0,
    };
  },

  'migration test': function* (call): Generator<Chunk, CommandAnswer> {
    const vm = call.vm('--vm');
    const source = call.node('--source').id;
    const target = call.node('--target').id;
    const iterations = call.integer('--iterations', 1, 20) ?? 1;
    if (vm.node !== source)
      throw new Refused('INVALID_ARGUMENT', `${vm.name} runs on ${vm.node}, not on ${source}.`);
    call.checkWrite();
    const rows: {
      run: number;
      from: string;
      to: string;
      seconds: number;
      downtime_ms: number;
      ratio: number;
      status: string;
    }[] = [];
    for (let index = 0; index < iterations * 2; index += 1) {
      const to = index % 2 === 0 ? target : source;
      call.act({ type: 'start-migration', vm: vm.id, target: to });
      const id = call.cluster.openMigrations.at(-1) ?? '';
      yield* call.waitFor(() => !call.cluster.openMigrations.includes(id), {
        limitMs: 3_600_000,
        progress: () => `run ${index + 1} of ${iterations * 2} to ${to}`,
      });
      const body = migrationBody(call.cluster, call.cluster.migrations[id] as Migration);
      rows.push({
        run: index + 1,
        from: body.source_node,
        to,
        seconds: round(body.stats.elapsed_seconds, 1),
        downtime_ms: body.stats.downtime_ms ?? 0,
        ratio: body.stats.compression_ratio,
        status: body.status,
      });
      if (body.status !== 'completed') break;
    }
    const mean = rows.reduce((sum, row) => sum + row.seconds, 0) / Math.max(1, rows.length);
    return {
      value: { runs: rows, mean_seconds: round(mean, 1) },
      text: `${table(
        ['run', 'from', 'to', 'seconds', 'downtime ms', 'ratio', 'status'],
        rows.map((row) => [row.run, row.from, row.to, row.seconds, row.downtime_ms, row.ratio, row.status]),
      )}\nMean ${round(mean, 1)} s over ${rows.length} runs.\n`,
      exitCode: rows.some(({ status }) => status !== 'completed') ? 1 : 0,
    };
  },
};

function latestOf(cluster: Cluster, vm: Vm): Migration | undefined {
  return [...cluster.endedMigrations, ...cluster.openMigrations]
    .flatMap((id) => cluster.migrations[id] ?? [])
    .filter((item) => item.vm === vm.id)
    .at(-1);
}

function* startAndFollow(call: CommandCall, vm: Vm, target: string): Generator<Chunk, CommandAnswer> {
  const running = activeMigrations(call.cluster).find((item) => item.vm === vm.id);
  if (running !== undefined)
    throw new Refused(
      'MIGRATION_IN_PROGRESS',
      `${vm.name} is migrating: ${running.id} to ${running.target}.`,
    );
  if (target === vm.node) throw new Refused('INVALID_ARGUMENT', `${vm.name} runs on ${target} already.`);
  const source = call.cluster.nodes[vm.node];
  const node = call.findNode(target);
  const mode = source === undefined ? node.mode : slowerMode(source.mode, node.mode);
  const [least, most] = mode === 'datacenter' ? [1, 512] : [1, 16];
  const streams = call.integer('--amst-streams', least, most);
  const compressionLevel = call.integer('--compression-level', 1, 19);
  const strategy = call.choice('--strategy', ['pre-copy', 'post-copy', 'hybrid']);
  const maxDowntimeMs = call.time('--max-downtime', 'ms');
  call.checkWrite();
  call.act({
    type: 'start-migration',
    vm: vm.id,
    target,
    ...(strategy === undefined ? {} : { strategy }),
    streams: streams ?? null,
    compressionLevel: compressionLevel ?? null,
    maxDowntimeMs: maxDowntimeMs ?? null,
  });
  const id = call.cluster.openMigrations.at(-1) ?? '';
  const present = (): Migration => call.cluster.migrations[id] as Migration;
  if (!call.waits) {
    return {
      value: { migration: id, vm: vm.name, target },
      text: `${id}: ${vm.name} moves from ${vm.node} to ${target}. Follow it with "dwcp-cli migration status --vm ${vm.name}".\n`,
    };
  }
  yield* call.waitFor(() => !isActive(present()), {
    limitMs: 7_200_000,
    progress: () =>
      `${id} ${present().phase} ${Math.round(migrationProgress(call.cluster, present()) * 100)} %, ${Math.round(present().wireMbps)} Mbps`,
  });
  const answer = describe(call.cluster, present(), false);
  return { ...answer, exitCode: present().phase === 'completed' ? 0 : 1 };
}

function describe(cluster: Cluster, migration: Migration, isDebug: boolean): CommandAnswer {
  const body = migrationBody(cluster, migration);
  const { stats } = body;
  const isOpen = isActive(migration);
  const rounds = migration.rounds.map(({ bytes: sent, durationMs }, index) => ({
    round: index + 1,
    bytes: Math.round(sent),
    seconds: round(durationMs / 1000, 2),
  }));
  const value = {
    ...(body as unknown as Record<string, Json>),
    mode: migration.mode,
    strategy: migration.strategy,
    streams: migration.streams,
    rounds,
    saving_percent: stats.compression_ratio > 0 ? round(savingOf(stats.compression_ratio) * 100) : 0,
    trace_id: migration.traceId,
  };
  const entries: [string, string | number | null][] = [
    ['Migration', `${migration.id}, ${migration.vm} from ${migration.source} to ${migration.target}`],
    ['Status', isOpen ? `${migration.phase}, ${Math.round(body.progress)} %` : migration.phase],
    ['Mode', `${migration.mode}, ${migration.strategy}, ${migration.streams} streams`],
    [
      'Memory',
      `${gibibytes(migration.memoryBytes)}, ${bytes(migration.guestBytesSent)} copied, ${bytes(stats.bytes_transferred)} sent`,
    ],
    ['Ratio', `${stats.compression_ratio}× (${value.saving_percent} % saved)`],
    ['Rounds', migration.rounds.length],
    ['Time', duration(stats.elapsed_seconds * 1000)],
    ['Downtime', migration.downtimeMs === null ? null : duration(migration.downtimeMs)],
    ...(isOpen ? ([['Rate', `${Math.round(migration.wireMbps)} Mbps`]] as [string, string][]) : []),
    ...(body.error === null
      ? []
      : ([['Error', `${body.error.code}: ${body.error.message}`]] as [string, string][])),
    ['Trace', migration.traceId],
  ];
  let text = facts(entries);
  if (isDebug) {
    const phases = migration.phaseTimes.map(
      ({ phase, startMs, endMs }) =>
        [phase, clock(cluster.epochMs, startMs), duration(endMs - startMs)] as const,
    );
    text += `\n${table(['phase', 'began', 'took'], phases)}`;
    if (rounds.length > 0)
      text += `\n${table(
        ['round', 'sent', 'seconds'],
        rounds.map((item) => [item.round, bytes(item.bytes), item.seconds]),
      )}`;
  }
  return { value, text };
}
