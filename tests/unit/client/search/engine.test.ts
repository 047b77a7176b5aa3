import { describe, expect, test } from 'vitest';
import { once } from '../../../../src/client/search/engine.ts';

describe('once', () => {
  test('loads once', async () => {
    let loads = 0;
    const load = once(() => Promise.resolve((loads += 1)));
    expect([await load(), await load()]).toEqual([1, 1]);
  });

  test('tries again after a failure, and says how often it failed', async () => {
    const load = once((failures) =>
      failures === 0 ? Promise.reject(new Error('offline')) : Promise.resolve(failures),
    );
    expect([await load(), await load()]).toEqual([undefined, 1]);
  });
});
