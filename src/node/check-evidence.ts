/** Reads an evidence file of a lab, plays it again and says what it shows. */
import { readFile, stat } from 'node:fs/promises';
import { parse } from 'yaml';
import { commandsSchema } from '../schemas/reference/commands.ts';
import { scenarioSchema } from '../schemas/scenario.ts';
import { verifyEvidence, type Lab, type Verdict } from '../simulator/lab/index.ts';
import { parseEvidence } from '../simulator/lab/parse-evidence.ts';
import type { Scenario } from '../simulator/lab/scenario.ts';
import { execute, openSession } from '../simulator/shell/index.ts';

/** A lab of five thousand lines fits twice. */
const SIZE_LIMIT = 8_000_000;

/** What to print, and the exit status: 0 confirmed, 1 refused or incomplete, 2 the file cannot be read. */
export interface EvidenceReport {
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1 | 2;
}

/** The verdict on a file, in words. Whatever the file holds, it is judged. */
export async function checkEvidence(file: string, contentFolder: string): Promise<EvidenceReport> {
  const text = await readText(file);
  if ('problem' in text) return { lines: [text.problem], exitCode: 2 };
  let value: unknown;
  try {
    value = JSON.parse(text.text);
  } catch {
    return refusal(file, ['It is not JSON: it was cut off or damaged on its way.']);
  }
  const parsed = parseEvidence(value);
  if ('problem' in parsed) return refusal(file, [parsed.problem]);
  const { scenario: name } = parsed.value;
  const lab = await readLab(name, contentFolder);
  if (lab === null) return refusal(file, [`There is no lab "${name.slice(0, 80)}" in this release.`]);
  return describe(file, lab, verifyEvidence(lab, value));
}

async function readText(file: string): Promise<{ text: string } | { problem: string }> {
  try {
    const { size } = await stat(file);
    if (size > SIZE_LIMIT)
      return { problem: `${file} has ${size} bytes; evidence has at most ${SIZE_LIMIT}.` };
    return { text: await readFile(file, 'utf8') };
  } catch (error) {
    return { problem: `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.` };
  }
}

async function readLab(name: string, contentFolder: string): Promise<Lab | null> {
  if (!/^[a-z]+\/lab-\d{1,2}$/.test(name)) return null;
  try {
    const read = async (path: string): Promise<unknown> =>
      parse(await readFile(`${contentFolder}/${path}`, 'utf8'));
    const table = commandsSchema.parse(await read('reference/commands.yaml'));
    // Zod leaves absent keys out, which its types cannot say.
    const scenario = scenarioSchema.parse(await read(`scenarios/${name}.yaml`)) as Scenario;
    const shell = {
      open: openSession,
      execute: (session: Parameters<typeof execute>[0], line: string) =>
        execute(session, line, table as Parameters<typeof execute>[2]),
    };
    return { id: name, scenario, shell };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function refusal(file: string, reasons: readonly string[]): EvidenceReport {
  return { lines: [`${file} is refused.`, ...reasons.map((reason) => `  ${reason}`)], exitCode: 1 };
}

function describe(file: string, { id, scenario }: Lab, verdict: Verdict): EvidenceReport {
  if (verdict.type === 'refused') return refusal(file, verdict.reasons);
  const { evidence } = verdict;
  const time = (milliseconds: number): string =>
    `${((milliseconds - evidence.startedAtMs) / 1000).toFixed(1)} s`;
  const lines = [
    `${file} is ${verdict.type === 'confirmed' ? 'confirmed' : 'genuine, but the lab is not finished'}: ${id}, ${scenario.title}.`,
    ...evidence.checkpoints.map(
      ({ title, metAtMs }) => `  ${metAtMs === null ? 'open' : `after ${time(metAtMs)}`}  ${title}`,
    ),
    `  ${evidence.entries.length} lines in ${time(evidence.endedAtMs)} of the cluster, ${evidence.hints.length} hints, solution ${evidence.solutionShownAtMs === null ? 'not shown' : 'shown'}.`,
  ];
  return { lines, exitCode: verdict.type === 'confirmed' ? 0 : 1 };
}
