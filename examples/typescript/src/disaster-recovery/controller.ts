/** Watches a region and brings its VMs elsewhere when it is gone. Without `act` it only says what it would do. */
import { systemClock, type Clock } from '../dwcp/clock.ts';
import { isDwcpError } from '../dwcp/errors.ts';
import type { Lease } from '../dwcp/lease.ts';
import type { DwcpClient } from '../dwcp/rest-client.ts';
import type { Node, Vm } from '../dwcp/types.ts';
import { findVm, type FleetVm } from '../fleet/fleet.ts';
import { readWorkerLoads } from '../fleet/workers.ts';
import { isOpen } from '../migration-service/move.ts';
import type { MigrationService } from '../migration-service/service.ts';
import {
  agree,
  judge,
  lookAt,
  REGION_POLICY,
  type RegionPolicy,
  type RegionState,
  type Verdict,
  type View,
} from './judge.ts';
import { planRecovery, type Step } from './plan.ts';

type Observer = Pick<DwcpClient, 'clusterStatus' | 'nodes'>;

export interface RecoveryOptions {
  readonly region: string;
  /** Acts, and is the first observer. */
  readonly client: Observer & Pick<DwcpClient, 'metric' | 'getVm' | 'createVm' | 'deleteVm'>;
  /** Clients of other controllers, best in other regions. */
  readonly observers?: readonly Observer[];
  readonly service: MigrationService;
  readonly fleet: readonly FleetVm[];
  readonly act: boolean;
  /** Where several of these controllers run, the lease says which of them acts. */
  readonly lease?: Pick<Lease, 'hold' | 'isHeld'>;
  /** VMs that are made anew in one round. */
  readonly recreatesPerRound?: number;
  readonly policy?: RegionPolicy;
  readonly clock?: Clock;
  readonly log: (line: string) => void;
}

export class RecoveryController {
  readonly #options: RecoveryOptions;
  readonly #policy: RegionPolicy;
  readonly #clock: Clock;
  readonly #looks: Verdict[] = [];
  #state: RegionState;
  #said = '';

  constructor(options: RecoveryOptions) {
    this.#options = options;
    this.#policy = options.policy ?? REGION_POLICY;
    this.#clock = options.clock ?? systemClock;
    this.#state = { type: 'up', sinceMs: this.#clock.now() };
  }

  get state(): RegionState {
    return this.#state;
  }

  // region: round
  /** One round: look, judge and, where the region is down, plan anew from what is true now. It never ends by itself. */
  async round(): Promise<false> {
    const { act, lease, service, log, region } = this.#options;
    await this.#look();
    const isOurs = lease === undefined || (await lease.hold());
    if (this.#state.type !== 'down') {
      if (act && isOurs) await service.round();
      return false;
    }
    const steps = await this.#plan();
    const text = steps.map(sentenceOf).join('\n');
    if (text !== this.#said)
      log(`${region} is down. ${act ? 'Steps' : 'A dry run; steps would be'}:\n${text}`);
    this.#said = text;
    if (act && isOurs) await this.#carryOut(steps);
    return false;
  }
  // endregion

  async #look(): Promise<void> {
    const { client, observers = [], region, log } = this.#options;
    const views = await Promise.all([client, ...observers].map(viewOf));
    this.#looks.push(agree(views.map((view) => lookAt(region, view, this.#policy))));
    if (this.#looks.length > this.#policy.window) this.#looks.shift();
    const before = this.#state;
    this.#state = judge(before, this.#looks, this.#clock.now(), this.#policy);
    if (before.type !== this.#state.type)
      log(`${region}: ${before.type} -> ${this.#state.type} (last looks: ${this.#looks.join(', ')})`);
  }

  async #plan(): Promise<Step[]> {
    const { client, fleet, region } = this.#options;
    const nodes: Node[] = await Array.fromAsync(client.nodes());
    const vms = new Map<string, Vm>();
    for (const { vm: id } of fleet) {
      const vm = await findVm(client, id);
      if (vm !== undefined) vms.set(id, vm);
    }
    return planRecovery(region, fleet, vms, nodes, await readWorkerLoads(client, nodes));
  }

  // region: act
  async #carryOut(steps: readonly Step[]): Promise<void> {
    const { service, lease, recreatesPerRound = 2 } = this.#options;
    const moving = new Set((await service.records()).filter(isOpen).map(({ move }) => move.vm));
    for (const step of steps) {
      // A move that waits for its next attempt is left to the service; a new one would begin its pauses anew.
      if (step.type !== 'migrate' || moving.has(step.vm)) continue;
      const { vm, from, target } = step;
      await service.add([{ id: `recovery/${this.#state.sinceMs}/${vm}/${target}`, vm, from, target }]);
    }
    await service.round();
    for (const step of steps.filter(({ type }) => type === 'recreate').slice(0, recreatesPerRound)) {
      // The planning above may have taken longer than the lease lasts.
      if (lease?.isHeld() === false) return;
      if (step.type === 'recreate') await this.#recreate(step);
    }
  }

  /**
   * Deletes the VM first: were it made anew first, it would run twice as soon as its worker comes back. After a stop
   * between the two calls the VM is missing, and the plan of the next round makes it anew.
   */
  async #recreate({ vm, exists, region }: Extract<Step, { type: 'recreate' }>): Promise<void> {
    const { client, fleet, lease, log } = this.#options;
    const request = fleet.find((item) => item.vm === vm)?.recreate;
    if (request === undefined) throw new Error(`Nobody said how "${vm}" is made.`);
    try {
      if (exists) await client.deleteVm(vm);
      if (lease?.isHeld() === false) return;
      const created = await client.createVm({ ...request, placement: { ...request.placement, region } });
      log(`${vm} is being made anew on ${created.node}.`);
    } catch (error) {
      if (!isDwcpError(error)) throw error;
      log(`${vm} could not be made anew: ${error.message} The next round tries again.`);
    }
  }
  // endregion
}

/** What an observer sees; nothing where it gets no usable answer. */
async function viewOf(observer: Observer): Promise<View | undefined> {
  try {
    return { status: await observer.clusterStatus(), nodes: await Array.fromAsync(observer.nodes()) };
  } catch (error) {
    if (isDwcpError(error)) return undefined;
    throw error;
  }
}

function sentenceOf(step: Step): string {
  switch (step.type) {
    case 'migrate':
      return `  migrate   ${step.vm} from ${step.from} to ${step.target}`;
    case 'recreate':
      return `  recreate  ${step.vm} in ${step.region}`;
    case 'hold':
      return `  hold      ${step.vm}: ${step.reason}`;
  }
}
