import { describe, expect, test } from 'vitest';
import { parseGradeOptions } from '../../../../src/cluster-server/grading/grade-options.ts';

const parse = (...args: string[]): unknown => parseGradeOptions(args, '/home/learner');

describe('the command line of npm run lab', () => {
  test('takes a lab and a path from where the person is', () => {
    expect(parse('dev-1', './my-solution')).toEqual({
      lab: 'dev-1',
      target: '/home/learner/my-solution',
      command: [],
      speed: 60,
      timeLimitSeconds: 60,
      isJson: false,
    });
  });

  test('leaves what stands behind -- to the program, options and all', () => {
    expect(parse('dev-4', '.', '--json', '--', 'python3', '-m', 'orders', '--json')).toMatchObject({
      isJson: true,
      command: ['python3', '-m', 'orders', '--json'],
    });
  });

  test.each([
    [[], 'Name a lab ('],
    [['dev-99', '.'], '"dev-99" is no lab that can be graded; there are dev-1, '],
    [['dev-1'], 'Name the folder or the file of your solution of dev-1.'],
    [['dev-1', 'a', 'b'], '"b" is one argument too many; a command stands behind --.'],
    [['dev-1', 'a', '--'], 'Behind -- stands the command that runs your program.'],
    [['dev-1', 'a', '--time-limit', '0'], '--time-limit is "0"; write seconds from 1 to 3600.'],
    [['dev-1', 'a', '--speed', 'fast'], '--speed is "fast"; write a whole number from 1 to 600.'],
    [['dev-1', 'a', '--verbose'], "Unknown option '--verbose'"],
    [['toString', 'a'], '"toString" is no lab'],
  ])('refuses %j with a sentence', (args, problem) => {
    expect(parse(...args)).toEqual({ problem: expect.stringContaining(problem) as string });
  });

  test('gives help when it is asked for, whatever else stands there', () => {
    expect(parse('dev-99', '--help')).toBe('help');
  });
});
