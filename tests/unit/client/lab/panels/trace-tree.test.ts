import { expect, test } from 'vitest';
import { listTraces } from '../../../../../src/client/lab/panels/trace-tree.ts';
import type { Span } from '../../../../../src/simulator/index.ts';

const span = (
  traceId: string,
  spanId: string,
  parentId: string | null,
  startMs: number,
  endMs: number,
): Span => ({
  traceId,
  spanId,
  parentId,
  name: spanId,
  node: 'worker-1',
  startMs,
  endMs,
  isError: spanId === 'fails',
  attributes: {},
});

test('puts parents before children, children in the order of their times, and the newest trace first', () => {
  const traces = listTraces([
    span('old', 'late', 'root', 60, 90),
    span('old', 'early', 'root', 10, 50),
    span('old', 'root', null, 0, 100),
    span('old', 'inside', 'early', 20, 30),
    span('new', 'fails', null, 200, 300),
  ]);
  expect(traces.map(({ traceId, startMs, endMs, isError }) => [traceId, startMs, endMs, isError])).toEqual([
    ['new', 200, 300, true],
    ['old', 0, 100, false],
  ]);
  expect(traces[1]?.rows.map(({ span: { name }, depth }) => [name, depth])).toEqual([
    ['root', 0],
    ['early', 1],
    ['inside', 2],
    ['late', 1],
  ]);
});

test('a span whose parent was dropped stands at the top', () => {
  const [trace] = listTraces([span('t', 'child', 'gone', 0, 5)]);
  expect(trace?.rows.map(({ depth }) => depth)).toEqual([0]);
});
