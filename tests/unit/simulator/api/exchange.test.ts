import { expect, test } from 'vitest';
import {
  EXCHANGE_LIMIT,
  toExchange,
  withExchange,
  type Exchange,
} from '../../../../src/simulator/api/exchange.ts';

const asked = (sentText: string, answeredText: string, status = 200): Exchange =>
  toExchange({ atMs: 5, method: 'POST', path: '/v3/vms', status, sentText, answeredText });

test('an exchange keeps plain fields of both bodies, and the code of a refusal', () => {
  expect(
    asked(
      '{"name":"app-1","resources":{"cpu":2}}',
      '{"error":{"code":"VM_ALREADY_EXISTS","message":"A VM exists."}}',
      409,
    ),
  ).toEqual({
    atMs: 5,
    method: 'POST',
    path: '/v3/vms',
    status: 409,
    code: 'VM_ALREADY_EXISTS',
    sent: { name: 'app-1' },
    answered: {},
  });
});

test('passwords and tokens are not kept', () => {
  const login = asked('{"username":"operator","password":"secret"}', '{"token":"secret","expires_at":"x"}');
  expect(JSON.stringify(login)).not.toContain('secret');
  expect(login.sent).toEqual({ username: 'operator' });
});

test('a body that is no JSON object has no fields, and a long text is cut', () => {
  expect(asked('{"name":', 'ok').sent).toEqual({});
  expect(asked('[1]', '"text"').answered).toEqual({});
  expect(asked(JSON.stringify({ name: 'a'.repeat(5_000) }), '').sent['name']).toHaveLength(200);
});

test('the latest exchanges are kept, and the list that was there is left as it was', () => {
  const full = Array.from({ length: EXCHANGE_LIMIT }, () => asked('', ''));
  const next = withExchange(full, { ...asked('', ''), path: '/healthz' });
  expect(next).toHaveLength(EXCHANGE_LIMIT);
  expect(next.at(-1)?.path).toBe('/healthz');
  expect(full).toHaveLength(EXCHANGE_LIMIT);
  expect(full.at(-1)?.path).toBe('/v3/vms');
});
