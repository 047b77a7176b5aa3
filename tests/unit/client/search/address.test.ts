import { expect, test } from 'vitest';
import { readRequest, writeRequest } from '../../../../src/client/search/address.ts';

test('reads what was written', () => {
  const request = { query: 'quorum & votes', filters: { track: 'operations', minutes: '31 to 60' } };
  expect(readRequest(writeRequest(request))).toEqual(request);
});

test('passes over empty and unknown parameters', () => {
  expect(readRequest('?q=x&track=&colour=red')).toEqual({ query: 'x', filters: {} });
});

test('writes nothing for an empty search', () => {
  expect(writeRequest({ query: '', filters: {} })).toBe('');
});
