import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callTarget, findCallProblem, readBody } from '../../../../src/domain/api-call/api-call.ts';
import { endpointNamed } from './reference-api.ts';

const vm = endpointNamed('GET /v3/vms/{id}');
const nodes = endpointNamed('GET /v3/nodes');
const create = endpointNamed('POST /v3/vms');

describe('callTarget', () => {
  test('fills the path, and leaves empty parts of the query out', () => {
    expect(callTarget({ endpoint: vm, path: { id: 'app-1' }, query: {}, body: '' })).toBe('/v3/vms/app-1');
    expect(
      callTarget({ endpoint: nodes, path: {}, query: { status: 'ready', page: '', limit: '2' }, body: '' }),
    ).toBe('/v3/nodes?status=ready&limit=2');
  });

  test('keeps whatever is filled in within its part', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ minLength: 1 }), (id, value) => {
        const target = callTarget({ endpoint: vm, path: { id }, query: { status: value }, body: '' });
        const url = new URL(`http://localhost${target}`);
        expect(url.searchParams.get('status')).toBe(value);
        if (id !== '.' && id !== '..') expect(decodeURIComponent(url.pathname)).toBe(`/v3/vms/${id}`);
      }),
    );
  });
});

describe('findCallProblem', () => {
  test('asks for what the path needs', () => {
    expect(findCallProblem({ endpoint: vm, path: { id: ' ' }, query: {}, body: '' }, false)).toEqual({
      part: 'path.id',
      message: 'Fill in id; without it the path is another one.',
    });
  });

  test('says where a body stops being JSON', () => {
    const body = '{\n  "name": "app-1",\n  image: "ubuntu-22.04"\n}';
    expect(findCallProblem({ endpoint: create, path: {}, query: {}, body }, true)).toEqual({
      part: 'body',
      message:
        'The body is not JSON in line 3: names and texts stand in double quotes, and commas only between entries.',
    });
  });

  test.each([
    ['{\n  "name": app-1\n}', 2],
    ['{\n  "name": "app-1"\n  "image": "x"\n}', 3],
    ['{\n\n', 3],
    ['', 1],
    ["{'a': 1}", 1],
  ])('finds the line in %j', (body, line) => {
    const call = { endpoint: create, path: {}, query: {}, body };
    expect(findCallProblem(call, true)?.message).toContain(` in line ${line}:`);
  });

  test('leaves it to the server to refuse what is only wrong', () => {
    const call = { endpoint: create, path: {}, query: { page: 'x' }, body: '{"nmae": 3}' };
    expect(findCallProblem(call, true)).toBeUndefined();
  });
});

test('readBody reads what is JSON', () => {
  expect(readBody('{"a": [1]}')).toEqual({ value: { a: [1] } });
  expect(readBody('')).toHaveProperty('problem');
});
