import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { benchBuild } from './bench/build.ts';
import { benchCheck } from './bench/check.ts';
import { benchPage } from './bench/page.ts';
import { formatHeading, formatReport, showProgress, type PartReport } from './bench/report.ts';
import { benchScale } from './bench/scale.ts';
import { benchSearch } from './bench/search.ts';
import { benchServerDays } from './bench/server-days.ts';
import { benchServer } from './bench/server.ts';
import { benchSimulator } from './bench/simulator.ts';

const parts: Readonly<Record<string, (options: { runs: number }) => Promise<PartReport>>> = {
  build: benchBuild,
  check: benchCheck,
  scale: benchScale,
  search: benchSearch,
  page: benchPage,
  simulator: benchSimulator,
  server: benchServer,
  'server-days': benchServerDays,
};

const help = `Usage: npm run bench -- [part …] [options]

Measures this site, and others in its place, on this machine. Parts: ${Object.keys(parts).join(', ')}; all of them when none is named.

  --runs N     how often each thing is measured; 3
  --json FILE  writes all measurements into a file, too
  --help       print this
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    json: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
const unknown = positionals.find((name) => !Object.hasOwn(parts, name));
const runs = Number(values.runs);

if (values.help === true) {
  process.stdout.write(help);
} else if (unknown !== undefined || !Number.isInteger(runs) || runs < 1) {
  console.error(
    unknown === undefined
      ? `"${values.runs}" is no number of runs.`
      : `"${unknown}" is not a part; choose ${Object.keys(parts).join(', ')}.`,
  );
  process.exitCode = 2;
} else {
  const facts = {
    commit: describeCommit(),
    date: new Date().toISOString(),
    machine: `${os.availableParallelism()} × ${os.cpus()[0]?.model.trim() ?? 'unknown processor'}, ${(os.totalmem() / 2 ** 30).toFixed(0)} GiB, ${os.type()}`,
    node: process.version,
    'load before': os
      .loadavg()
      .map((load) => load.toFixed(2))
      .join(', '),
  };
  console.log(formatHeading(facts));
  const data: Record<string, unknown> = { facts, runs };
  for (const [name, measure] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    showProgress(name);
    try {
      const report = await measure({ runs });
      data[name] = report.data;
      console.log(formatReport(report));
    } catch (error) {
      // The other parts do not depend on this one.
      console.error(
        `The part "${name}" could not be measured. ${error instanceof Error ? error.message : String(error)}`,
      );
      process.exitCode = 1;
    }
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(data, undefined, 2)}\n`);
  }
}

/** The commit that is checked out, and whether files differ from it. */
function describeCommit(): string {
  try {
    const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
    return `${git('rev-parse', '--short', 'HEAD')}${git('--no-optional-locks', 'status', '--porcelain') === '' ? '' : ', with changes'}`;
  } catch {
    return 'unknown';
  }
}
