import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MeasuredBlocks } from '../../domain/blocks/measured-block.ts';
import type { Program } from '../../domain/program.ts';
import { blockCacheFile, measureBlocks, type BlockSources } from './measure-blocks.ts';

/** Measures the blocks of the program with the simulator and the examples of this repository; results are kept. */
export function measureContentBlocks(program: Program): Promise<MeasuredBlocks> {
  return measureBlocks(program, { readExample, loadRunner, cacheFile: blockCacheFile });
}

/** Text of a tested file below `examples/`. */
export function readExample(file: string): string | undefined {
  try {
    return readFileSync(path.join(process.cwd(), file), 'utf8');
  } catch {
    return undefined;
  }
}

/** Loaded only where a page has changed since it was run. */
const loadRunner: NonNullable<BlockSources['loadRunner']> = async () => {
  const [{ runPage }, { openSession, execute }] = await Promise.all([
    import('./run-page.ts'),
    import('../../simulator/shell/index.ts'),
  ]);
  return (page, commands) =>
    runPage(page, { open: openSession, execute: (session, line) => execute(session, line, commands) });
};
