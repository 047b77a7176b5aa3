/** Keeps the workers used alike: plans a few moves a round and leaves carrying them out to the migration service. */
import { systemClock, type Clock } from '../dwcp/clock.ts';
import type { DwcpClient } from '../dwcp/rest-client.ts';
import type { Node, Vm } from '../dwcp/types.ts';
import { findVm, type FleetVm } from '../fleet/fleet.ts';
import { readWorkerLoads } from '../fleet/workers.ts';
import { isOpen } from '../migration-service/move.ts';
import type { MigrationService } from '../migration-service/service.ts';
import { BALANCE_POLICY, planRound, spreadOf, type BalancePolicy } from './plan.ts';

export interface BalancerOptions {
  readonly client: Pick<DwcpClient, 'nodes' | 'metric' | 'getVm'>;
  readonly service: MigrationService;
  readonly fleet: readonly FleetVm[];
  /** Only then does it move anything. */
  readonly act: boolean;
  readonly policy?: BalancePolicy;
  readonly clock?: Clock;
  readonly log: (line: string) => void;
}

export class LoadBalancer {
  readonly #options: BalancerOptions;
  readonly #movedAtMs = new Map<string, number>();
  #isBalancing = false;
  #settledAtMs = 0;

  constructor(options: BalancerOptions) {
    this.#options = options;
  }

  // region: round
  /** One round. It never ends by itself, so it always says that there is more to do. */
  async round(): Promise<false> {
    const { service, act, log, policy = BALANCE_POLICY, clock = systemClock } = this.#options;
    if (act) await service.round();
    // While moves are under way, and for a while after, measurements show neither the old state nor the new one.
    if ((await service.records()).some(isOpen)) this.#settledAtMs = clock.now() + policy.settleMs;
    if (clock.now() < this.#settledAtMs) return false;
    const nodes: Node[] = await Array.fromAsync(this.#options.client.nodes());
    const workers = await readWorkerLoads(this.#options.client, nodes);
    const vms = await this.#readFleet();
    const plan = planRound(this.#isBalancing, workers, vms, this.#movedAtMs, clock.now(), policy);
    log(`Spread ${(spreadOf(workers) * 100).toFixed(1)} %, ${plan.isBalancing ? 'balancing' : 'at rest'}.`);
    this.#isBalancing = plan.isBalancing;
    for (const { vm, from, target } of plan.moves) {
      log(`${act ? 'Move' : 'Would move'} ${vm} from ${from} to ${target}.`);
      if (!act) continue;
      this.#movedAtMs.set(vm, clock.now());
      await service.add([{ id: `balance/${vm}/${clock.now()}`, vm, from, target }]);
    }
    if (act && plan.moves.length > 0) {
      this.#settledAtMs = clock.now() + policy.settleMs;
      await service.round();
    }
    return false;
  }
  // endregion

  async #readFleet(): Promise<Vm[]> {
    const vms: Vm[] = [];
    // One after the other: a fleet of a thousand is no reason to ask a thousand things at once.
    for (const { vm } of this.#options.fleet) {
      const found = await findVm(this.#options.client, vm);
      if (found !== undefined) vms.push(found);
    }
    return vms;
  }
}
