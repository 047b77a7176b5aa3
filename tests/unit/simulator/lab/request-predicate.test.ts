import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../../src/simulator/api/exchange.ts';
import { holds } from '../../../../src/simulator/lab/evaluate.ts';
import { startLab } from '../../../../src/simulator/lab/index.ts';
import type { RequestPredicate } from '../../../../src/simulator/lab/predicate.ts';
import type { LabState } from '../../../../src/simulator/lab/run.ts';
import { smallLab } from './small-lab.ts';

const created: Exchange = {
  atMs: 10_000,
  method: 'POST',
  path: '/v3/vms',
  status: 200,
  code: null,
  sent: { name: 'app-1' },
  answered: { vm_id: 'app-1' },
};
const refused: Exchange = {
  ...created,
  atMs: 20_000,
  status: 409,
  code: 'VM_ALREADY_EXISTS',
  answered: {},
};

const judge = (
  request: RequestPredicate['request'],
  requests: Exchange[] = [created, refused],
  met: LabState['met'] = [],
): boolean => {
  const { session } = startLab(smallLab);
  return holds({ request }, { session: { ...session, requests }, lines: [], met });
};

describe('a request predicate', () => {
  test('asks for a success unless it names a status or a code', () => {
    expect(judge({ path: '^/v3/vms$', count: 1 })).toBe(true);
    expect(judge({ path: '^/v3/vms$' }, [refused])).toBe(false);
    expect(judge({ path: '^/v3/vms$', code: 'VM_ALREADY_EXISTS' })).toBe(true);
    expect(judge({ path: '^/v3/vms$', code: 'VM_NOT_FOUND' })).toBe(false);
    expect(judge({ path: '^/v3/vms$', status: '>=200', count: 2 })).toBe(true);
    expect(judge({ path: '^/v3/vms$', status: 503 })).toBe(false);
  });

  test('tests method, path and fields of both bodies', () => {
    expect(judge({ method: 'POST', path: 'vms', sent: { name: '~^app-' } })).toBe(true);
    expect(judge({ method: 'GET', path: 'vms' })).toBe(false);
    expect(judge({ path: '^/v3/nodes' })).toBe(false);
    expect(judge({ path: 'vms', sent: { name: 'app-2' } })).toBe(false);
    expect(judge({ path: 'vms', answered: { vm_id: 'app-1' } })).toBe(true);
    expect(judge({ path: 'vms', answered: { node: '!=worker-1' } })).toBe(false);
  });

  test('counts what came at or after a checkpoint, and nothing while it is open', () => {
    const isRepeated = { path: 'vms', code: 'VM_ALREADY_EXISTS', since: 'looked' };
    expect(judge(isRepeated)).toBe(false);
    expect(judge(isRepeated, [created, refused], [{ id: 'looked', atMs: 20_000 }])).toBe(true);
    expect(judge(isRepeated, [created, refused], [{ id: 'looked', atMs: 20_001 }])).toBe(false);
  });

  test('holds in no run without requests', () => {
    const { session } = startLab(smallLab);
    expect(holds({ request: { path: '' } }, { session, lines: [], met: [] })).toBe(false);
  });
});
