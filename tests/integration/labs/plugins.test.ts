/** Labs 2 and 3: solutions pass, starters do not, and wrong programs fail where they should, with the reason. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPassed, type Grade } from '../../../src/cluster-server/grading/grade.ts';
import { gradeLab } from '../../../src/cluster-server/grading/grade-lab.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'dwcp-wrong-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const grade = (lab: string, target: string, timeLimitSeconds = 60): Promise<Grade> =>
  gradeLab({ lab, target: path.resolve(target), command: [], speed: 60, timeLimitSeconds, isJson: false });

let written = 0;
async function gradeText(lab: string, text: string, timeLimitSeconds?: number): Promise<Grade> {
  const file = path.join(folder, `program-${(written += 1)}.ts`);
  await writeFile(file, text);
  return grade(lab, file, timeLimitSeconds);
}

const open = ({ checks }: Grade): string[] => checks.filter(({ isMet }) => !isMet).map(({ id }) => id);
const reasonOf = ({ checks }: Grade, id: string): string | null | undefined =>
  checks.find((check) => check.id === id)?.reason;

const transport = (body: string): string =>
  `export const name = 'mine';\nexport function chooseStreams(path, transport) { ${body} }\n`;
const placement = (body: string): string =>
  `export const name = 'mine';\nexport function place(vms, workers, limits) { ${body} }\n`;

describe('Lab 2', () => {
  test('the solution passes', async () => {
    const result = await grade('dev-2', 'examples/labs/dev-2/solution');
    expect(open(result)).toEqual([]);
    expect(isPassed(result)).toBe(true);
  });

  test('the example of the course passes as well', async () => {
    expect(isPassed(await grade('dev-2', 'examples/plugins/transport/bandwidth-delay.ts'))).toBe(true);
  });

  test('the starter is as fast as what is built in', async () => {
    const result = await grade('dev-2', 'examples/labs/dev-2/starter');
    expect(open(result)).toEqual(['benchmarked', 'faster', 'aware-of-loss']);
    expect(reasonOf(result, 'benchmarked')).toBe(
      'From worker-1 to worker-8, 300 ms: 8 streams at 213.1 Mbps; built in are 8 streams at 213.1 Mbps.',
    );
  });

  test('as many streams as there are waste what they do not need', async () => {
    const result = await gradeText('dev-2', transport('return transport.maxStreams;'));
    expect(open(result)).toEqual(['no-waste']);
    expect(reasonOf(result, 'no-waste')).toContain(
      'From worker-1 to worker-8 it opens 512 streams; 17 fill the path of 450 Mbps and 300 ms, which holds 16.88 MB.',
    );
  });

  test('a program that takes loss for congestion is slower on the paths that lose', async () => {
    const result = await gradeText('dev-2', transport('return path.lossRatio > 0 ? 4 : 80;'));
    expect(open(result)).toEqual(['benchmarked', 'faster', 'every-path', 'aware-of-loss']);
    expect(reasonOf(result, 'every-path')).toContain('worker-5, 100 ms: 4 streams at 319.7 Mbps');
  });

  test('a program for the long path alone does harm inside a region', async () => {
    const result = await gradeText('dev-2', transport('return path.rttMs > 250 ? 24 : 2;'));
    expect(open(result)).toEqual(['no-harm', 'every-path', 'aware-of-loss']);
  });

  test.each([
    [
      'a fraction',
      transport('return path.bandwidthMbps * path.rttMs / 8000;'),
      /streams are whole \(use Math\.ceil\)|at least 1 stream/,
    ],
    ['chance', transport('return 1 + Math.floor(Math.random() * 500);'), /and then \d+ for a path of/],
    ['a placement', placement('return { "vm-media-1": "worker-1" };'), /asks for a transport plug-in/],
    ['no name', 'export const chooseStreams = () => 8;', /exports no name/],
    [
      'a program that fails',
      transport('return path.window.size;'),
      /chooseStreams failed for a path of 1 ms/,
    ],
    ['a file that is no program', 'export const = 3;', /ended with 1/],
  ])('%s is told', async (_, text, problem) => {
    const result = await gradeText('dev-2', text);
    expect(isPassed(result)).toBe(false);
    expect(result.problem).toMatch(problem);
  });

  test('a program that does not end is ended', async () => {
    const result = await gradeText('dev-2', transport('for (;;);'), 3);
    expect(result.problem).toMatch(/did not end within the time limit/);
  });
});

describe('Lab 3', () => {
  test('the solution passes', async () => {
    const result = await grade('dev-3', 'examples/labs/dev-3/solution');
    expect(open(result)).toEqual([]);
    expect(isPassed(result)).toBe(true);
  });

  test('the example that looks at sets passes as well', async () => {
    const result = await grade('dev-3', 'examples/plugins/placement/least-slack.ts');
    expect(open(result)).toEqual([]);
  });

  test('the starter leaves gaps and forgets rules', async () => {
    const result = await grade('dev-3', 'examples/labs/dev-3/starter');
    expect(open(result)).toEqual(['compared', 'reached', 'as-good-as-genetic', 'other-clusters', 'rules']);
    expect(reasonOf(result, 'compared')).toBe(
      'It fills its workers to 65.6 %; the built-in score to 65.6 %, the genetic baseline to 87.5 %.',
    );
  });

  test('one VM at a time, best fit, stays at 65.6 %', async () => {
    const result = await grade('dev-3', 'examples/plugins/placement/best-fit.ts');
    expect(open(result)).toContain('compared');
    expect(open(result)).not.toContain('rules');
  });

  test('spreading the VMs fills no worker', async () => {
    const result = await grade('dev-3', 'examples/plugins/placement/balanced.ts');
    expect(open(result)).toEqual(['compared', 'reached', 'as-good-as-genetic', 'other-clusters']);
    expect(reasonOf(result, 'compared')).toContain('43.8 %');
  });

  test('a plan that is written down for this cluster knows no other', async () => {
    const plan = [1, 2, 3].flatMap((number) =>
      ['a', 'b', 'c', 'd'].map((kind) => [`vm-${kind}-${number}`, `worker-${number}`]),
    );
    const result = await gradeText('dev-3', placement(`return ${JSON.stringify(Object.fromEntries(plan))};`));
    expect(open(result)).toEqual(['other-clusters']);
    expect(reasonOf(result, 'other-clusters')).toContain(
      'place names the VM "vm-a-1", and no VM of that name runs.',
    );
  });

  test('a worker that is filled to the brim is refused with the figures', async () => {
    const full = placement(
      'return Object.fromEntries(vms.map(({ id }, index) => [id, workers[Math.floor(index / 4)].id]));',
    );
    const result = await gradeText('dev-3', full);
    expect(result.problem).toContain(
      'place gives worker-1 39 GiB of memory; of its 32 GiB, 28.8 may be used.',
    );
  });
});
