import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { alertRules, alertRuleTests } from '../../../src/exporters/monitoring/alert-rules.ts';
import { readProgram } from '../../../src/node/read-program.ts';
import { monitoringFolder } from '../../../src/node/write-artefacts.ts';
import type { Alert } from '../../../src/schemas/reference/alerts.ts';
import { hasProgram } from '../debian-program.ts';
import { promtool, type ToolResult } from './promtool.ts';

const { program } = await readProgram();
if (program === undefined) throw new Error('The content could not be read.');
const { alerts } = program.reference.alerts.data;
const runbookUrl = (id: string): string => `http://localhost/${id}/`;

/** Runs the cases of the reference against other rules. */
async function tryRules(change: (alert: Alert) => Alert): Promise<ToolResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'alert-rules-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  // The slow cases are left out: they would run for a day of minutes, and the rules are changed in one way only.
  const quick = alerts.filter((alert) => !alert.for.endsWith('h'));
  const [tests] = alertRuleTests(quick, 'rules.yml', runbookUrl);
  await writeFile(path.join(folder, 'rules.yml'), alertRules(quick.map(change), runbookUrl));
  await writeFile(path.join(folder, 'rules.test.yml'), tests?.text ?? '');
  return promtool(folder, 'test', 'rules', 'rules.test.yml');
}

const quickNames = alerts.filter((alert) => !alert.for.endsWith('h')).map(({ name }) => name);
const failing = ({ output }: ToolResult): string[] =>
  quickNames.filter((name) => output.includes(`alertname: ${name},`));

describe.skipIf(!hasProgram('promtool', 'prometheus'))(
  'the files below examples/monitoring',
  { timeout: 120_000 },
  () => {
    test.each([
      ['check', 'rules', 'rules/dwcp-alerts.yml'],
      ['check', 'config', 'prometheus.yml'],
      // The certificates it names are on no machine of ours.
      ['check', 'config', '--syntax-only', 'prometheus-reference.yml'],
      ['test', 'rules', 'rules/dwcp-alerts.test.yml'],
      ['test', 'rules', 'rules/dwcp-alerts-slow.test.yml'],
    ])('pass promtool %s %s %s', async (...args) => {
      const { exitCode, output } = await promtool(monitoringFolder, ...args);
      expect(exitCode, output).toBe(0);
    });

    test('have cases that see a rule without its time', async () => {
      expect(failing(await tryRules((alert) => ({ ...alert, for: '0s' })))).toEqual(quickNames);
    });

    test('have cases that see a rule that never fires', async () => {
      expect(failing(await tryRules((alert) => ({ ...alert, expression: 'vector(1) > 2' })))).toEqual(
        quickNames,
      );
    });

    test('have cases that see a rule that fires at everything', async () => {
      expect(failing(await tryRules((alert) => ({ ...alert, expression: 'vector(1)' })))).toEqual(quickNames);
    });
  },
);

describe('the cases of an alert', () => {
  test.each(alerts)(
    '$name: it fires in one and is silent in one, just before it fires and in a near miss',
    ({ cases }) => {
      const last = cases.map(({ moments }) => moments.some(({ fires }) => fires.length > 0));
      const waits = cases.some(({ moments }) =>
        moments.some(({ fires }, index) => fires.length > 0 && moments[index - 1]?.fires.length === 0),
      );
      expect({
        fires: last.includes(true),
        isSilent: last.includes(false) || cases.length > 1,
        waits,
      }).toEqual({
        fires: true,
        isSilent: true,
        waits: true,
      });
    },
  );
});
