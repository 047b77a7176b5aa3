import { describe, expect, test } from 'vitest';
import {
  advanceLab,
  playLines,
  startLab,
  stepBack,
  takeHint,
  typeWholeLine,
  type LabRun,
} from '../../../../src/simulator/lab/index.ts';
import { smallLab } from './small-lab.ts';

const solve = (): LabRun => playLines(smallLab, smallLab.scenario.solution).at(-1)?.run ?? startLab(smallLab);
const stateOf = ({ session, lines, met, entries }: LabRun): string =>
  JSON.stringify({ session, lines, met, entries });

describe('playing a lab', () => {
  test('meets each checkpoint with the line that earns it, and at the time at which it holds', () => {
    const played = playLines(smallLab, smallLab.scenario.solution);
    expect(played.map(({ line, run }) => [line, run.met.map(({ id, atMs }) => `${id} ${atMs}`)])).toEqual([
      ['look', ['looked 60000']],
      ['stop worker-2', ['looked 60000']],
      ['sleep 20', ['looked 60000', 'down 70000']],
      ['write cause: a crash', ['looked 60000', 'down 70000', 'noted 80000']],
    ]);
  });

  test('does not look at a checkpoint before those it comes after', () => {
    const run = playLines(smallLab, ['write cause: a guess', 'stop worker-2', 'sleep 30']).at(-1)?.run;
    expect(run?.met).toEqual([]);
  });

  test('does not count a line that failed', () => {
    const run = typeWholeLine(smallLab, startLab(smallLab), 'false look').run;
    expect(run.met).toEqual([]);
  });

  test('gives the same bytes twice, whatever the steps in which time passes', () => {
    const one = advanceLab(smallLab, solve(), 200_000);
    let many = solve();
    for (let atMs = many.session.cluster.nowMs; atMs < 200_000; atMs += 777)
      many = advanceLab(smallLab, many, atMs);
    expect(stateOf(advanceLab(smallLab, many, 200_000))).toBe(stateOf(one));
  });

  test('steps back line by line to the start, beyond the states that it keeps', () => {
    let run = solve();
    const before = ['write', 'sleep', 'stop', 'look'].map(() => {
      run = stepBack(smallLab, run);
      return stateOf(run);
    });
    const played = playLines(smallLab, smallLab.scenario.solution).map((each) => stateOf(each.run));
    expect(before).toEqual([played[2], played[1], played[0], stateOf(startLab(smallLab))]);
    expect(stepBack(smallLab, run)).toBe(run);
  });

  test('keeps what a stopped line had done', () => {
    const { run, result } = typeWholeLine(smallLab, startLab(smallLab), 'sleep 20', 5);
    expect([run.session.cluster.nowMs, result.exitCode, run.entries]).toEqual([
      65_000,
      130,
      [{ atMs: 60_000, line: 'sleep 20', stoppedAfter: 5 }],
    ]);
  });

  test('gives three hints in order and no fourth', () => {
    let run = startLab(smallLab);
    const hints: string[] = [];
    for (let next = takeHint(smallLab, run, 'down'); next !== null; next = takeHint(smallLab, run, 'down')) {
      hints.push(next.hint);
      run = next.run;
    }
    expect(hints).toEqual(['Stop one.', 'Which one runs?', 'Type: stop worker-2']);
  });

  test('refuses a line that is too long, and stays as it was', () => {
    const start = startLab(smallLab);
    const { run, result } = typeWholeLine(smallLab, start, 'x'.repeat(5_000));
    expect([run, result.exitCode]).toEqual([start, 1]);
  });
});
