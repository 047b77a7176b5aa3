import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkEvidence } from '../../../src/node/check-evidence.ts';
import { commandsSchema } from '../../../src/schemas/reference/commands.ts';
import { scenarioSchema } from '../../../src/schemas/scenario.ts';
import { exportEvidence, playLines, type Lab } from '../../../src/simulator/lab/index.ts';
import { execute, openSession } from '../../../src/simulator/shell/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (path: string): unknown => parse(readFileSync(`content/${path}`, 'utf8'));
const table = commandsSchema.parse(read('reference/commands.yaml')) as Parameters<typeof execute>[2];
const scenario = scenarioSchema.parse(read('scenarios/operations/lab-3.yaml')) as Lab['scenario'];
const lab: Lab = {
  id: 'operations/lab-3',
  scenario,
  shell: { open: openSession, execute: (session, line) => execute(session, line, table) },
};

async function check(text: string): Promise<{ first: string | undefined; exitCode: number }> {
  const file = join(folder, 'evidence.json');
  writeFileSync(file, text);
  const { lines, exitCode } = await checkEvidence(file, 'content');
  return { first: (lines[exitCode === 0 ? 0 : 1] ?? lines[0])?.replace(file, 'FILE').trim(), exitCode };
}

test('confirms a solution, and refuses what was cut, edited, or comes from elsewhere', async () => {
  const run = playLines(lab, scenario.solution).at(-1)?.run;
  if (run === undefined) throw new Error('Lab 3 has a solution.');
  const evidence = exportEvidence(lab, run);
  const text = JSON.stringify(evidence);
  expect([
    await check(text),
    await check(text.slice(0, 400)),
    await check(text.replace('worker-5', 'worker-6')),
    await check(JSON.stringify({ ...evidence, scenario: '../../secrets' })),
    await check('{"format":"something else"}'),
  ]).toMatchInlineSnapshot(`
    [
      {
        "exitCode": 0,
        "first": "FILE is confirmed: operations/lab-3, Migrate a VM in datacenter mode.",
      },
      {
        "exitCode": 1,
        "first": "It is not JSON: it was cut off or damaged on its way.",
      },
      {
        "exitCode": 1,
        "first": "Its digest does not match its content: it was changed or damaged after it was exported.",
      },
      {
        "exitCode": 1,
        "first": "There is no lab "../../secrets" in this release.",
      },
      {
        "exitCode": 1,
        "first": ""format" should be "dwcp-lab-evidence", but is "something else".",
      },
    ]
  `);
  expect((await checkEvidence(join(folder, 'nowhere.json'), 'content')).exitCode).toBe(2);
});
