import { readProgram } from '../src/node/read-program.ts';
import { monitoringFolder, repositoryMonitoringFiles, writeArtefacts } from '../src/node/write-artefacts.ts';

const { program, findings } = await readProgram();

if (program === undefined || findings.length > 0) {
  console.error('The content has findings; "npm run check" prints them.');
  process.exitCode = 1;
} else {
  const written = await writeArtefacts(monitoringFolder, repositoryMonitoringFiles(program));
  for (const name of written) console.log(`${monitoringFolder}/${name}`);
  console.log(written.length === 0 ? 'Everything is as it should be.' : `${written.length} files changed.`);
}
