/**
 * Against a cluster whose time stands still until somebody moves it, with a worker that is fuller than the others and a
 * region that goes down after twenty minutes: set TROUBLED_URL and TROUBLED_REGION, and the account as in cluster.test.ts.
 */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Clock } from '../src/dwcp/clock.ts';
import { readEnvironment } from '../src/dwcp/environment.ts';
import { DwcpClient } from '../src/dwcp/rest-client.ts';
import type { Vm } from '../src/dwcp/types.ts';
import { waitUntil } from '../src/dwcp/wait.ts';
import { RecoveryController } from '../src/disaster-recovery/controller.ts';
import { REGION_POLICY } from '../src/disaster-recovery/judge.ts';
import { LoadBalancer } from '../src/load-balancer/balancer.ts';
import type { JournalContent } from '../src/migration-service/journal.ts';
import { MigrationService } from '../src/migration-service/service.ts';

const baseUrl = process.env['TROUBLED_URL'];
const region = process.env['TROUBLED_REGION'] ?? '';

/** A clock that moves the time of the cluster by sleeping. */
class SteppedClock implements Clock {
  readonly #client: DwcpClient;
  #nowMs = 0;

  constructor(client: DwcpClient) {
    this.#client = client;
  }

  now(): number {
    return this.#nowMs;
  }

  async sleep(ms: number): Promise<void> {
    this.#nowMs += ms;
    const response = await fetch(`${baseUrl}/training/time`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await this.#client.token()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ advance_ms: Math.ceil(ms) }),
    });
    assert.equal(response.status, 200);
  }
}

function serviceOf(client: DwcpClient, clock: Clock): MigrationService {
  let content: JournalContent = { records: [], outbox: [] };
  const journal = { read: async () => content, write: async (next: JournalContent) => void (content = next) };
  return new MigrationService({ client, clock, journal, deliver: async () => {}, log: () => {} });
}

describe('against a troubled cluster', { skip: baseUrl === undefined && 'TROUBLED_URL is not set' }, () => {
  let client: DwcpClient;
  let clock: SteppedClock;
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);

  before(() => {
    client = new DwcpClient({ ...readEnvironment(process.env), baseUrl: baseUrl ?? '' });
    clock = new SteppedClock(client);
  });

  test('the load balancer spreads what one worker holds', async () => {
    const fleet = [1, 2, 3, 4].map((number) => ({ vm: `vm-full-${number}`, priority: 0 }));
    const service = serviceOf(client, clock);
    const balancer = new LoadBalancer({ client, service, fleet, act: true, clock, log });
    const round = async (): Promise<Vm[]> => {
      await balancer.round();
      return Promise.all(fleet.map(({ vm }) => client.getVm(vm)));
    };
    const isSpread = (vms: Vm[]): boolean =>
      new Set(vms.map(({ node }) => node)).size === 4 && vms.every(({ status }) => status === 'running');
    const vms = await waitUntil(round, isSpread, { deadlineMs: 1_200_000, intervalMs: 10_000, clock });
    assert.equal(vms.filter(({ node }) => node === 'worker-5').length, 1);
    assert.equal((await service.records()).length, 3);
  });

  test('the recovery controller waits, and then makes anew what may be made anew', async () => {
    const resources = { cpu: 2, memory_gb: 2, disk_gb: 20 };
    const controller = new RecoveryController({
      region,
      client,
      service: serviceOf(client, clock),
      fleet: [
        { vm: 'vm-web', priority: 9, recreate: { name: 'vm-web', image: 'ubuntu-22.04', resources } },
        { vm: 'vm-db', priority: 1 },
      ],
      act: true,
      clock,
      log,
    });
    const round = async (): Promise<Vm> => {
      await controller.round();
      return client.getVm('vm-web');
    };
    const before = await round();
    assert.equal(before.node, 'worker-1');
    await clock.sleep(1_200_000);
    const failedMs = clock.now();
    const isElsewhere = ({ node, status }: Vm): boolean => node !== before.node && status === 'running';
    const web = await waitUntil(round, isElsewhere, { deadlineMs: 600_000, intervalMs: 5_000, clock });

    const tookMs = clock.now() - failedMs;
    assert.ok(tookMs >= REGION_POLICY.holdDownMs && tookMs < 180_000, `It took ${tookMs} ms.`);
    const host = (await Array.fromAsync(client.nodes())).find(({ id }) => id === web.node);
    assert.equal(host?.status, 'ready');
    assert.notEqual(host?.region, region);
    assert.equal((await client.getVm('vm-db')).status, 'stopped');
    assert.ok(lines.some((line) => line.includes('hold      vm-db')));
  });
});
