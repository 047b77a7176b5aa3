import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { onStoredElsewhere, readStored, store } from '../../../src/client/storage.ts';

/** What a browser keeps. */
function memory(): Pick<Storage, 'getItem' | 'setItem'> & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

/** What a browser does where storage is blocked. */
const blocked = {
  getItem() {
    throw new Error('SecurityError');
  },
  setItem() {
    throw new Error('QuotaExceededError');
  },
};

let storage = memory();
beforeEach(() => {
  storage = memory();
  vi.stubGlobal('localStorage', storage);
});
afterEach(() => vi.unstubAllGlobals());

describe('store and readStored', () => {
  test('bring back any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(store('value', value)).toBe(true);
        // JSON has no negative zero.
        expect(readStored('value')).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('keep their keys apart from those of other sites at the same address', () => {
    store('progress', 1);
    expect([...storage.kept.keys()]).toEqual(['dwcp-training:progress']);
  });

  test('have nothing where nothing was kept or the text is damaged', () => {
    storage.kept.set('dwcp-training:progress', '{"version":');
    expect([readStored('progress'), readStored('other')]).toEqual([undefined, undefined]);
  });

  test('work, unkept, where storage is blocked', () => {
    vi.stubGlobal('localStorage', blocked);
    expect(store('progress', 1)).toBe(false);
    expect(readStored('progress')).toBeUndefined();
  });
});

describe('onStoredElsewhere', () => {
  test('calls back for its own key and when everything is cleared', () => {
    const listeners: ((event: { key: string | null }) => void)[] = [];
    vi.stubGlobal('addEventListener', (_: string, listener: (event: { key: string | null }) => void) =>
      listeners.push(listener),
    );
    const changed = vi.fn();
    onStoredElsewhere('progress', changed);
    for (const key of ['dwcp-training:progress', 'dwcp-training:other', 'progress', null])
      listeners[0]?.({ key });
    expect(changed).toHaveBeenCalledTimes(2);
  });
});
