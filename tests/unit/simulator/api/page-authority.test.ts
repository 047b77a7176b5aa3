import { describe, expect, test } from 'vitest';
import { pageAuthority } from '../../../../src/simulator/api/page-authority.ts';

describe('pageAuthority', () => {
  const authority = pageAuthority({ id: 'training-cluster-1', seed: 1 });

  test('reads what it has given, until it expires', () => {
    const issued = authority.login('viewer', 'training-viewer', 5);
    if (issued === null) throw new Error('The login was refused.');
    expect(authority.read(issued.token, 5)).toEqual({ name: 'viewer', role: 'viewer' });
    expect(authority.read(issued.token, issued.expiresAtMs)).toBe('expired');
  });

  test('refuses wrong passwords, altered tokens and those of another cluster', () => {
    expect(authority.login('operator', 'training-viewer', 0)).toBeNull();
    expect(authority.login('constructor', '', 0)).toBeNull();
    const issued = authority.login('viewer', 'training-viewer', 0);
    const token = issued?.token ?? '';
    expect(authority.read(token.replace('viewer', 'operator'), 0)).toBeNull();
    expect(authority.read(token.slice(0, -1), 0)).toBeNull();
    expect(pageAuthority({ id: 'training-cluster-1', seed: 2 }).read(token, 0)).toBeNull();
  });
});
