import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commandsSchema } from '../../src/schemas/reference/commands.ts';
import { scenarioSchema } from '../../src/schemas/scenario.ts';
import {
  exportEvidence,
  playLines,
  startLab,
  typeWholeLine,
  verifyEvidence,
  type Lab,
  type LabRun,
  type Shell,
} from '../../src/simulator/lab/index.ts';
import type { Scenario } from '../../src/simulator/lab/scenario.ts';
import { bareSession } from '../bare-session.ts';

interface ShellModule {
  openSession: Shell['open'];
  execute: (session: LabRun['session'], line: string, table: unknown) => ReturnType<Shell['execute']>;
}

// Looked up and not imported: the scenarios are checked against their schema before there is a shell to play them in.
const [loadShell] = Object.values(import.meta.glob<ShellModule>('../../src/simulator/shell/index.ts'));

const folder = 'content/scenarios';
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace(/\.yaml$/, ''))
  .sort();

const readScenario = (name: string): Scenario =>
  // Zod leaves absent keys out, which its types cannot say.
  scenarioSchema.parse(parse(readFileSync(`${folder}/${name}.yaml`, 'utf8'))) as Scenario;

const silent: Shell = {
  open: bareSession,
  // eslint-disable-next-line require-yield -- it does nothing, at once
  *execute(session) {
    return { session, output: '', errorOutput: '', exitCode: 0 };
  },
};

describe.each(names)('%s', (name) => {
  const scenario = readScenario(name);
  const ids = scenario.checkpoints.map(({ id }) => id);

  test('names only checkpoints that it has, each after those it waits for', () => {
    const named = [
      ...scenario.faults.map(({ after }) => after),
      ...scenario.wrongApproaches.flatMap(({ open }) => open),
      ...[...JSON.stringify(scenario.checkpoints).matchAll(/"(?:since|until)":"([^"]+)"/g)].map(
        ([, id]) => id,
      ),
    ];
    expect(named.filter((id) => id !== undefined && !ids.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [index, { after }] of scenario.checkpoints.entries())
      expect(ids.slice(0, index)).toEqual(expect.arrayContaining(after));
  });

  test('is not solved before anybody has typed anything', () => {
    expect(playLines({ id: name, scenario, shell: silent }, ['']).at(-1)?.run.met).toEqual([]);
  });

  describe.runIf(loadShell !== undefined)('in the shell', async () => {
    const commands = commandsSchema.parse(parse(readFileSync('content/reference/commands.yaml', 'utf8')));
    const module = await loadShell?.();
    const lab: Lab = {
      id: name,
      scenario,
      shell: {
        open: module?.openSession ?? silent.open,
        execute: (session, line) => (module ?? silent).execute(session, line, commands),
      },
    };

    test('is solved by its solution, line by line, and the evidence is confirmed', () => {
      const played = playLines(lab, scenario.solution);
      expect(played.filter(({ result }) => result.exitCode !== 0).map(({ line }) => line)).toEqual([]);
      const run = played.at(-1)?.run ?? startLab(lab);
      expect(run.met.map(({ id }) => id).sort()).toEqual([...ids].sort());
      // Confirmed means that a second run has ended in the same state to the byte.
      expect(verifyEvidence(lab, JSON.parse(JSON.stringify(exportEvidence(lab, run)))).type).toBe(
        'confirmed',
      );
      // Each checkpoint is earned by its line: with an empty one in its place, it stays open.
      let before = startLab(lab);
      for (const { run: after } of played) {
        if (after.met.length > before.met.length)
          expect(typeWholeLine(lab, before, '').run.met).toEqual(before.met);
        expect(after.met.slice(0, before.met.length)).toEqual(before.met);
        before = after;
      }
    });

    test.each(scenario.wrongApproaches)('is not passed by: $title', ({ commands: lines, open }) => {
      const run = playLines(lab, lines).at(-1)?.run ?? startLab(lab);
      expect(ids.filter((id) => !run.met.some((each) => each.id === id)).sort()).toEqual([...open].sort());
    });
  });
});
