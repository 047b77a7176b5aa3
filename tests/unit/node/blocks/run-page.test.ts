import { describe, expect, test } from 'vitest';
import type { ConsolePage, ConsoleStep } from '../../../../src/domain/blocks/console-page.ts';
import { runPage } from '../../../../src/node/blocks/run-page.ts';
import type { Shell } from '../../../../src/simulator/lab/index.ts';
import { step } from '../../../../src/simulator/step.ts';
import { bareSession } from '../../../bare-session.ts';

/** A shell that knows the time, its machine, waiting and breaking. */
const shell: Shell = {
  open: bareSession,
  *execute(session, line) {
    if (line === 'break') throw new Error('out of order');
    if (line === 'forever') {
      for (let current = session; ;) {
        current = { ...current, cluster: step(current.cluster, current.cluster.nowMs + 600_000) };
        yield { chunk: { type: 'text', text: '.' }, session: current };
      }
    }
    const history = [...session.history, line];
    const output = `${history.length} ${session.host} ${session.cluster.nowMs / 1000}\n`;
    return { session: { ...session, history }, output, errorOutput: '', exitCode: line === 'false' ? 1 : 0 };
  },
};

function typed(commands: string[], changes: Partial<ConsoleStep> = {}): ConsoleStep {
  return { line: 1, commands, afterSeconds: 0, isFresh: false, ...changes };
}

const page = (...blocks: ConsoleStep[]): ConsolePage => ({ file: 'a.mdx', seed: 1, blocks });

const outputs = (...blocks: ConsoleStep[]): string[] =>
  runPage(page(...blocks), shell).flatMap((measurement) =>
    measurement.type === 'ran' ? measurement.results.map(({ output }) => output.trim()) : [measurement.type],
  );

describe('runPage', () => {
  test('types the blocks in order, into one session', () => {
    expect(outputs(typed(['a', 'b']), typed(['c']))).toEqual([
      '1 workstation 600',
      '2 workstation 600',
      '3 workstation 600',
    ]);
  });

  test('lets time pass, goes to another machine and starts anew where a block says so', () => {
    expect(
      outputs(
        typed(['a'], { afterSeconds: 90 }),
        typed(['b'], { on: 'worker-3' }),
        typed(['c']),
        typed(['d'], { isFresh: true }),
      ),
    ).toEqual(['1 workstation 690', '2 worker-3 690', '3 worker-3 690', '1 workstation 600']);
  });

  test('puts the token of the latest login in place of [[token]], and nothing before a login', () => {
    const echoing: Shell = {
      open: bareSession,
      *execute(session, line) {
        const output = `${line}\n`;
        yield { chunk: { type: 'text', text: output }, session };
        return { session, output, errorOutput: '', exitCode: 0 };
      },
    };
    const lines = ['a [[token]]', '{"token":"one"}', 'b [[token]]', '{"token": "two"}', 'c [[token]]'];
    expect(runPage(page(typed(lines), typed(['d [[token]]'], { isFresh: true })), echoing)).toMatchObject([
      {
        results: [
          { command: 'a [[token]]', output: 'a [[token]]\n' },
          {},
          { command: 'b [[token]]', output: 'b one\n' },
          {},
          { output: 'c two\n' },
        ],
      },
      { results: [{ output: 'd [[token]]\n' }] },
    ]);
  });

  test('ends what goes on for an hour', () => {
    expect(runPage(page(typed(['forever'])), shell)).toEqual([
      { type: 'ran', results: [{ command: 'forever', output: '......', exitCode: 130 }] },
    ]);
  });

  test('says what could not be run', () => {
    expect(
      runPage({ ...page(typed(['a'])), scenario: { id: 'operations/lab-9', data: undefined } }, shell),
    ).toEqual([{ type: 'not-run', reason: 'there is no scenario "operations/lab-9" in content/scenarios/' }]);
    expect(outputs(typed(['break']), typed(['a']))).toEqual(['not-run', '1 workstation 600']);
  });
});
