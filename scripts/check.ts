import { checkHelp, parseCheckOptions } from '../src/node/check-options.ts';
import { localDate } from '../src/node/local-date.ts';
import { runCheck, summarise } from '../src/node/run-check.ts';
import { reporters } from '../src/reporters/index.ts';

const options = parseCheckOptions(process.argv.slice(2), {
  today: localDate(new Date()),
  isCi: process.env['GITHUB_ACTIONS'] === 'true',
});

if ('problem' in options) {
  console.error(options.problem);
  process.exitCode = 2;
} else if (options.isHelp) {
  process.stdout.write(checkHelp);
} else if (options.evidence !== undefined) {
  // Loaded when asked for, because the check of the content should not wait for the shell.
  const { checkEvidence } = await import('../src/node/check-evidence.ts');
  const { lines, exitCode } = await checkEvidence(options.evidence, options.content);
  console.log(lines.join('\n'));
  process.exitCode = exitCode;
} else {
  const { report, updated = [] } = await runCheck(options);
  for (const file of updated) console.error(`Updated ${file}.`);
  process.stdout.write(reporters[options.format](report));
  // The summary goes to the error stream, so that JSON and SARIF can be redirected into a file.
  console.error(
    `${options.format === 'text' && report.findings.length > 0 ? '\n' : ''}${summarise(report, performance.now())}`,
  );
  process.exitCode = report.findings.length > 0 ? 1 : 0;
}
