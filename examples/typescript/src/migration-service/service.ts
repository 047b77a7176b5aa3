/** Brings VMs to where they are wanted, round by round. */
import { systemClock, type Clock } from '../dwcp/clock.ts';
import { isDwcpError } from '../dwcp/errors.ts';
import type { DwcpClient } from '../dwcp/rest-client.ts';
import type { Migration, Vm } from '../dwcp/types.ts';
import { afterFailure, decide, MOVE_POLICY, type MovePolicy, type Observation } from './decide.ts';
import type { Journal, JournalContent, MoveEvent } from './journal.ts';
import { isOpen, type Move, type MoveRecord, type MoveState } from './move.ts';

export interface ServiceOptions {
  readonly client: Pick<DwcpClient, 'getVm' | 'getMigration' | 'migrations' | 'startMigration'>;
  readonly journal: Journal;
  /** Migrations under way at once. */
  readonly maxActive?: number;
  readonly policy?: MovePolicy;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Takes an event; it may come again when the service stops at the wrong moment. */
  readonly deliver: (event: MoveEvent) => Promise<void>;
  readonly log: (line: string) => void;
}

const NEW: MoveState = { type: 'waiting', notBeforeMs: 0, reason: 'The move is new.' };

/** Moves that the journal keeps at most; far more than anybody plans at once. */
const REMEMBERED = 10_000;

export class MigrationService {
  readonly #options: ServiceOptions;
  readonly #clock: Clock;
  readonly #policy: MovePolicy;
  readonly #random: () => number;
  #content: JournalContent | undefined;

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#policy = options.policy ?? MOVE_POLICY;
    this.#random = options.random ?? Math.random;
  }

  async records(): Promise<readonly MoveRecord[]> {
    return (await this.#load()).records;
  }

  // region: add
  /** Takes moves on. One whose identifier is known is known; an open one of the same VM gives way to the newer. */
  async add(moves: readonly Move[]): Promise<void> {
    const { records } = await this.#load();
    const known = new Set(records.map(({ move }) => move.id));
    for (const move of moves.filter(({ id }) => !known.has(id))) {
      const older = (await this.#load()).records.find(
        (record) => isOpen(record) && record.move.vm === move.vm,
      );
      if (older !== undefined)
        await this.#change(older, {
          type: 'given-up',
          code: 'SUPERSEDED',
          reason: `${move.id} has replaced it.`,
        });
      const record: MoveRecord = { move, state: NEW, attempts: 0 };
      const { outbox, records: others } = await this.#load();
      await this.#save({ records: [...others.slice(-REMEMBERED), record], outbox });
    }
  }
  // endregion

  // region: round
  /** One round: look, compare, act, tell. Says whether there is nothing left to do. */
  async round(): Promise<boolean> {
    const { client, maxActive = 2 } = this.#options;
    const active = new Map<string, Migration>();
    for await (const migration of client.migrations('in_progress')) active.set(migration.vm_id, migration);
    let free = maxActive - active.size;
    for (const record of (await this.#load()).records.filter(isOpen)) {
      const observation = await this.#observe(record, active.get(record.move.vm));
      const decision = decide(record, observation, this.#clock.now(), this.#policy, this.#random);
      if (decision.type === 'change') await this.#change(record, decision.to);
      if (decision.type !== 'start' || free <= 0) continue;
      free -= 1;
      await this.#start(record);
    }
    await this.#deliver();
    const { records, outbox } = await this.#load();
    return outbox.length === 0 && !records.some(isOpen);
  }
  // endregion

  async #observe({ move, state }: MoveRecord, active: Migration | undefined): Promise<Observation> {
    const { client } = this.#options;
    const hasEnded = state.type === 'moving' && active === undefined;
    return {
      active,
      ended: hasEnded
        ? await unlessMissing(client.getMigration(state.migrationId), 'MIGRATION_NOT_FOUND')
        : undefined,
      vm: await unlessMissing<Vm>(client.getVm(move.vm), 'VM_NOT_FOUND'),
    };
  }

  // region: start
  /** Asks for a migration. That it was asked for is on the disk before the request is on the network. */
  async #start(record: MoveRecord): Promise<void> {
    const { move } = record;
    const tried = { ...record, state: { type: 'starting' }, attempts: record.attempts + 1 } as const;
    await this.#replace(tried);
    try {
      const { vm, target, options } = move;
      const request = { vm_id: vm, target_node: target, ...(options === undefined ? {} : { options }) };
      const { migration_id } = await this.#options.client.startMigration(request);
      await this.#change(tried, { type: 'moving', migrationId: migration_id });
    } catch (error) {
      if (!isDwcpError(error)) throw error;
      if (error.code === 'QUORUM_LOST') {
        // Nobody can decide at present. That is no attempt, however often it happens.
        const notBeforeMs = this.#clock.now() + this.#policy.backoff.baseMs;
        const uncounted = { ...tried, attempts: record.attempts };
        await this.#change(uncounted, { type: 'waiting', notBeforeMs, reason: error.message });
        return;
      }
      // The answer was lost, or somebody was quicker: the next round sees what the cluster does, and follows it.
      if (error.outcome === 'unknown' || error.code === 'MIGRATION_IN_PROGRESS') {
        this.#options.log(`${move.vm}: ${error.message} Looking again in the next round.`);
        return;
      }
      const decision = afterFailure(tried, error.code, this.#clock.now(), this.#policy, this.#random);
      if (decision.type === 'change') await this.#change(tried, decision.to);
    }
  }
  // endregion

  // region: outbox
  /** Writes the new state of a move, and the event that tells of its end, in one step: either both are kept or neither. */
  async #change(record: MoveRecord, state: MoveState): Promise<void> {
    const before = record.state;
    if (JSON.stringify(before) === JSON.stringify(state)) return;
    const { id, vm, target } = record.move;
    const reason = 'reason' in state ? state.reason : '';
    const news: MoveEvent[] =
      state.type === 'done' || state.type === 'given-up'
        ? [{ id, vm, target, result: state.type, reason }]
        : [];
    await this.#replace({ ...record, state }, news);
    this.#options.log(`${vm}: ${before.type} -> ${state.type}${reason === '' ? '' : ` (${reason})`}`);
  }

  /** Delivers what waits, in order, and forgets it only when it has been taken. */
  async #deliver(): Promise<void> {
    for (const event of (await this.#load()).outbox) {
      await this.#options.deliver(event);
      const { records, outbox } = await this.#load();
      await this.#save({ records, outbox: outbox.filter(({ id }) => id !== event.id) });
    }
  }
  // endregion

  async #replace(record: MoveRecord, news: readonly MoveEvent[] = []): Promise<void> {
    const { records, outbox } = await this.#load();
    const next = records.map((known) => (known.move.id === record.move.id ? record : known));
    await this.#save({ records: next, outbox: [...outbox, ...news] });
  }

  async #load(): Promise<JournalContent> {
    return (this.#content ??= await this.#options.journal.read());
  }

  async #save(content: JournalContent): Promise<void> {
    await this.#options.journal.write(content);
    this.#content = content;
  }
}

async function unlessMissing<Thing>(reading: Promise<Thing>, code: string): Promise<Thing | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isDwcpError(error, code)) return undefined;
    throw error;
  }
}
