import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { breakingFetch } from '../src/dwcp/circuit-breaker.ts';
import { isDwcpError } from '../src/dwcp/errors.ts';
import { FolderLeaseStore, Lease } from '../src/dwcp/lease.ts';
import { runRounds } from '../src/dwcp/loop.ts';
import { budgetedFetch } from '../src/dwcp/rate-budget.ts';
import { FakeClock } from './fake-clock.ts';
import { lostAnswer } from './fake-cluster.ts';

describe('a circuit breaker', () => {
  function breaker(): {
    clock: FakeClock;
    ask: () => Promise<string>;
    server: { isUp: boolean; asked: number };
  } {
    const clock = new FakeClock();
    const server = { isUp: false, asked: 0 };
    const inner: typeof fetch = async () => {
      server.asked += 1;
      if (!server.isUp) throw new TypeError('fetch failed');
      return new Response('', { status: 503 });
    };
    const breaking = breakingFetch(inner, { failures: 3, openMs: 1_000, clock });
    const ask = async (): Promise<string> => {
      try {
        return String((await breaking('http://dwcp.test/')).status);
      } catch (error) {
        return isDwcpError(error) ? error.code : 'failed';
      }
    };
    return { clock, ask, server };
  }

  test('opens after failures in a row and asks nobody while it is open', async () => {
    const { ask, server } = breaker();
    const seen = [await ask(), await ask(), await ask(), await ask(), await ask()];
    assert.deepEqual(seen, ['failed', 'failed', 'failed', 'CIRCUIT_OPEN', 'CIRCUIT_OPEN']);
    assert.equal(server.asked, 3);
  });

  test('lets one request try after the pause; a refusal by the server closes it', async () => {
    const { ask, server, clock } = breaker();
    for (let i = 0; i < 3; i += 1) await ask();
    await clock.sleep(1_000);
    assert.equal(await ask(), 'failed');
    assert.equal(await ask(), 'CIRCUIT_OPEN');
    server.isUp = true;
    await clock.sleep(1_000);
    // Both start together: the first is the one that tries.
    assert.deepEqual(await Promise.all([ask(), ask()]), ['503', 'CIRCUIT_OPEN']);
    assert.equal(await ask(), '503');
  });
});

test('a budget lets a burst pass and then keeps the rate', async () => {
  const clock = new FakeClock();
  const sentMs: number[] = [];
  const inner: typeof fetch = async () => {
    sentMs.push(clock.now());
    return new Response('');
  };
  const budgeted = budgetedFetch(inner, { perSecond: 10, burst: 3, clock });
  for (let i = 0; i < 6; i += 1) await budgeted('http://dwcp.test/');
  assert.deepEqual(sentMs, [0, 0, 0, 100, 200, 300]);
  await clock.sleep(10_000);
  for (let i = 0; i < 4; i += 1) await budgeted('http://dwcp.test/');
  assert.deepEqual(sentMs.slice(6), [10_300, 10_300, 10_300, 10_400]);
});

describe('a lease', () => {
  test('has one holder at a time, and the next only after its end', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'dwcp-lease-'));
    const clock = new FakeClock();
    const make = (holder: string): Lease =>
      new Lease({ store: new FolderLeaseStore(folder), holder, lifeMs: 30_000, marginMs: 10_000, clock });
    const [first, second] = [make('first'), make('second')];
    assert.equal(await first.hold(), true);
    assert.equal(await second.hold(), false);
    await clock.sleep(15_000);
    assert.equal(await first.hold(), true);
    // The first has stopped acting before the second may begin.
    await clock.sleep(20_000);
    assert.equal(first.isHeld(), false);
    assert.equal(await second.hold(), false);
    await clock.sleep(10_000);
    assert.equal(await second.hold(), true);
    assert.equal(await first.hold(), false);
    assert.equal(first.isHeld(), false);
    await rm(folder, { recursive: true });
  });

  test('goes to one of many that ask at the same moment', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'dwcp-lease-'));
    const clock = new FakeClock();
    const leases = Array.from(
      { length: 8 },
      (_, index) => new Lease({ store: new FolderLeaseStore(folder), holder: `p${index}`, clock }),
    );
    const held = await Promise.all(leases.map((lease) => lease.hold()));
    assert.equal(held.filter(Boolean).length, 1);
    await rm(folder, { recursive: true });
  });
});

test('a loop outlives rounds that the cluster could not serve, and pauses longer after each', async () => {
  const clock = new FakeClock();
  let rounds = 0;
  const round = async (): Promise<boolean> => {
    rounds += 1;
    if (rounds < 4) throw lostAnswer();
    return true;
  };
  await runRounds(round, { intervalMs: 1_000, clock, random: () => 0.5, log: () => {} });
  assert.deepEqual(clock.pausesMs, [1_500, 2_000, 3_000]);
});
