import { expect, test } from 'vitest';
import { LINE_LIMIT } from '../../../../src/simulator/lab/play.ts';
import { registerLines } from '../../../../src/simulator/plugin-programs/index.ts';
import type { Plugin } from '../../../../src/simulator/plugins.ts';
import { openTerminal, type } from '../shell/reference-table.ts';

const register = (plugin: Plugin) => {
  const lines = registerLines(plugin);
  const { session, output } = type(openTerminal(), ...lines);
  return { lines, output, plugins: session.cluster.plugins };
};

test('a small plug-in is written in one line', () => {
  expect(registerLines({ kind: 'transport', name: 'mine', streams: [{ streams: 8 }] }))
    .toMatchInlineSnapshot(`
    [
      "echo '{"kind":"transport","name":"mine","streams":[{"streams":8}]}' > mine.json",
      "dwcp-cli plugin register --file mine.json",
    ]
  `);
});

test('a table of any size arrives as it is, in lines that a lab takes', () => {
  const streams = Array.from({ length: 511 }, (_, index) => ({
    max_rtt_ms: 1_000 + index,
    max_loss: 0.002,
    max_bandwidth_mbps: 10_000,
    streams: 1 + index,
  }));
  const plugin: Plugin = { kind: 'transport', name: 'mine', streams: [...streams, { streams: 512 }] };
  const { lines, output, plugins } = register(plugin);
  expect(lines.length).toBeGreaterThan(3);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(LINE_LIMIT);
  expect(output).toContain('The transport plug-in mine is in use');
  expect(plugins).toEqual([plugin]);
});

test('an assignment arrives as it is', () => {
  const plugin: Plugin = { kind: 'placement', name: 'mine', assignment: { 'vm-web-1': 'worker-3' } };
  expect(register(plugin).plugins).toEqual([plugin]);
});
