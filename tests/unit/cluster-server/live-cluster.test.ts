import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LiveCluster } from '../../../src/cluster-server/live-cluster.ts';
import { apply, createReferenceCluster } from '../../../src/simulator/index.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A live cluster, and a clock that the test moves. */
function started(speed: number | 'step'): { live: LiveCluster; pass: (milliseconds: number) => void } {
  const live = new LiveCluster(createReferenceCluster({ seed: 1, workers: 2 }), speed);
  let nowMs = 1_000;
  live.start(() => nowMs);
  return {
    live,
    pass: (milliseconds) => {
      for (let left = milliseconds; left > 0; left -= 250) {
        nowMs += 250;
        vi.advanceTimersByTime(250);
      }
    },
  };
}

describe('LiveCluster', () => {
  test('lets time pass at its speed, and loses no parts of milliseconds', () => {
    const life = started(1);
    life.pass(10_000);
    expect(life.live.cluster.nowMs).toBe(10_000);
    const slow = started(0.1);
    slow.pass(10_000);
    expect(slow.live.cluster.nowMs).toBe(1_000);
    const fast = started(60);
    fast.pass(1_000);
    expect(fast.live.cluster.nowMs).toBe(60_000);
    for (const { live } of [life, slow, fast]) live.stop();
  });

  test('stands still with the speed step, and after stop', () => {
    const { live, pass } = started('step');
    pass(5_000);
    expect(live.cluster.nowMs).toBe(0);
    live.advance(2_000);
    expect(live.cluster.nowMs).toBe(2_000);
    const other = started(1);
    other.live.stop();
    other.pass(5_000);
    expect(other.live.cluster.nowMs).toBe(0);
  });

  test('does not make up for a night in which the machine slept', () => {
    const live = new LiveCluster(createReferenceCluster({ seed: 1, workers: 2 }), 1);
    let nowMs = 0;
    live.start(() => nowMs);
    nowMs = 8 * 3_600_000;
    vi.advanceTimersByTime(250);
    expect(live.cluster.nowMs).toBe(5_000);
    live.stop();
  });

  test('tells listeners of changes, and not of calls that changed nothing', () => {
    const { live } = started('step');
    const seen: number[] = [];
    const end = live.onChange(({ nowMs }) => seen.push(nowMs));
    live.accept(live.cluster);
    live.advance(1_000);
    end();
    live.advance(1_000);
    expect(seen).toEqual([1_000]);
  });

  test('answers as the leader, else as a controller that runs, else not at all', () => {
    const { live } = started('step');
    expect(live.answeringNode()).toBe('controller-1');
    live.accept(apply(live.cluster, { type: 'stop-service', node: 'controller-1' }));
    expect(live.answeringNode()).toBe('controller-2');
    for (const node of ['controller-2', 'controller-3'])
      live.accept(apply(live.cluster, { type: 'stop-service', node }));
    expect(live.answeringNode()).toBeNull();
  });
});
