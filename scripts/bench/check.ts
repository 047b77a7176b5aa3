import path from 'node:path';
import { readSources } from '../../src/node/source-files.ts';
import { formatSeconds, spreadOf } from './measure.ts';
import type { PartReport } from './report.ts';
import { runNode, type Usage } from './run-process.ts';
import { copyProject } from './workspace.ts';

/** What a check took, and how much it found. */
export interface CheckMeasurement extends Usage {
  readonly findings: number;
}

/** `npm run check` on the content as it is, each time as a new process. */
export async function benchCheck({ runs }: { runs: number }): Promise<PartReport> {
  const site = copyProject('site');
  await checkContent(site);
  const measured: CheckMeasurement[] = [];
  for (let run = 0; run < Math.max(runs, 5); run += 1) measured.push(await checkContent(site));
  const size = await measureContent(site);
  const wall = spreadOf(measured.map(({ wallMs }) => wallMs));
  const cpu = spreadOf(measured.map(({ cpuMs }) => cpuMs));
  return {
    title: 'Check of the content',
    tables: [
      {
        columns: ['Files', 'Lines', 'Lines of MDX', 'Findings', 'Time', 'Processor time', 'Most memory'],
        rows: [
          [
            String(size.files),
            String(size.lines),
            String(size.documentLines),
            String(measured[0]?.findings ?? 0),
            formatSeconds(wall),
            formatSeconds(cpu),
            `${spreadOf(measured.map(({ memoryMb }) => memoryMb)).median.toFixed(0)} MB`,
          ],
        ],
      },
    ],
    notes: [
      `A new process each time, from start to end, ${measured.length} times after one that does not count: median (fastest–slowest).`,
    ],
    data: { measured, size },
  };
}

/** Runs the check in a copy of the project. */
export async function checkContent(site: string): Promise<CheckMeasurement> {
  const { stdout, wallMs, cpuMs, memoryMb } = await runNode(['scripts/check.ts', '--format', 'json'], {
    cwd: site,
    allowed: [0, 1],
  });
  const { findings } = JSON.parse(stdout) as { findings: readonly unknown[] };
  return { wallMs, cpuMs, memoryMb, findings: findings.length };
}

/** How much content there is in a copy of the project. */
export async function measureContent(
  site: string,
): Promise<{ files: number; lines: number; documentLines: number }> {
  const sources = await readSources(path.join(site, 'content'));
  const lines = (files: typeof sources): number =>
    files.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);
  return {
    files: sources.length,
    lines: lines(sources),
    documentLines: lines(sources.filter(({ name }) => name.endsWith('.mdx'))),
  };
}
