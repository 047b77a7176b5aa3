import { expect, test } from 'vitest';
import { readProgram } from '../../src/node/read-program.ts';
import {
  monitoringFolder,
  repositoryMonitoringFiles,
  staleArtefacts,
} from '../../src/node/write-artefacts.ts';

test('the files below examples/monitoring are those of the reference; otherwise run "npm run artefacts"', async () => {
  const { program } = await readProgram();
  if (program === undefined) throw new Error('The content could not be read.');
  expect(await staleArtefacts(monitoringFolder, repositoryMonitoringFiles(program))).toEqual([]);
});
