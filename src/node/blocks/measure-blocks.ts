import { parseBlockMeta } from '../../domain/blocks/block-meta.ts';
import { languageOf, proofOf } from '../../domain/blocks/block-proof.ts';
import { parseConsole } from '../../domain/blocks/console-block.ts';
import type { BlockMeasurement, MeasuredBlocks } from '../../domain/blocks/measured-block.ts';
import { consolePages, type ConsolePage } from '../../domain/blocks/console-page.ts';
import { findRegion, parseRegionName } from '../../domain/blocks/region.ts';
import type { CodeBlock } from '../../domain/document.ts';
import { allDocuments, type Program } from '../../domain/program.ts';
import type { Commands } from '../../schemas/reference/commands.ts';
import { hash, openKeptResults, versionOf, type KeptResults } from '../kept-results.ts';
import { parseBlock } from './parse-block.ts';

/** Text of a file of the repository, by its path from the top; nothing when it is not there. */
export type ReadExample = (file: string) => string | undefined;

/** Types a page's commands into a training cluster; one result for each block. */
export type RunPage = (page: ConsolePage, commands: Commands) => BlockMeasurement[];

/** What the measuring of blocks needs beside the program. */
export interface BlockSources {
  readonly readExample: ReadExample;
  /** Loads what runs a page, when one has to be run; pages are not run without it. */
  readonly loadRunner?: () => Promise<RunPage>;
  /** Where results are kept between runs; nothing is kept without it. */
  readonly cacheFile?: string;
}

/** Where the check keeps what commands have printed and parsers have said. */
export const blockCacheFile = '.cache/blocks.v8';

/** Anything that could make the same block give another result. */
const blockSources = ['src/simulator', 'src/node/blocks', 'src/domain/blocks', 'package-lock.json'];

/** Runs, parses or looks up every block of the program. A page's blocks are run only when they, or what they run on, have changed. */
export async function measureBlocks(
  program: Program,
  { readExample, loadRunner, cacheFile }: BlockSources,
): Promise<MeasuredBlocks> {
  const kept =
    cacheFile === undefined
      ? forgetful()
      : openKeptResults<BlockMeasurement[]>(cacheFile, versionOf(blockSources));
  const pages = new Map(consolePages(program).map((page) => [page.file, page]));
  const measured = new Map<string, (BlockMeasurement | undefined)[]>();
  for (const { file, document } of allDocuments(program)) {
    const page = pages.get(file);
    const ran = page === undefined ? [] : await runKept(page, program, loadRunner, kept);
    const results: (BlockMeasurement | undefined)[] = [];
    for (const block of document.codeBlocks) {
      const proof = proofOf(block);
      if (proof === 'run') results.push(ran[page?.blocks.findIndex(({ line }) => line === block.line) ?? -1]);
      else if (proof === 'draw') results.push(drawBlock(block, readExample));
      else if (proof === 'parse') results.push(await parseKept(block, kept));
      else results.push(undefined);
    }
    measured.set(file, results);
  }
  kept.save();
  return measured;
}

async function runKept(
  page: ConsolePage,
  program: Program,
  loadRunner: BlockSources['loadRunner'],
  kept: KeptResults<BlockMeasurement[]>,
): Promise<readonly BlockMeasurement[]> {
  if (loadRunner === undefined) return [];
  const commands = program.reference.commands.data;
  const key = hash(JSON.stringify(['run', page, commands]));
  const known = kept.get(key);
  if (known !== undefined) return known;
  const results = (await loadRunner())(page, commands);
  kept.set(key, results);
  return results;
}

async function parseKept(block: CodeBlock, kept: KeptResults<BlockMeasurement[]>): Promise<BlockMeasurement> {
  const isConsole = block.language === 'console';
  const language = isConsole ? 'bash' : languageOf(block);
  const entries = isConsole ? parseConsole(block.value).entries : [];
  const text = isConsole ? entries.map(({ command }) => command).join('\n') : block.value;
  const key = hash(JSON.stringify(['parse', language, text]));
  const [known] = kept.get(key) ?? [];
  if (known !== undefined) return known;
  const problem = await parseBlock(language, text);
  const result: BlockMeasurement =
    problem === undefined
      ? { type: 'no-parser' }
      : { type: 'parsed', ...(problem === null ? {} : { error: problem }) };
  kept.set(key, [result]);
  return result;
}

function drawBlock(block: CodeBlock, readExample: ReadExample): BlockMeasurement {
  const region = parseRegionName(parseBlockMeta(block.meta).region ?? '');
  if (region === undefined) return { type: 'no-region', reason: 'no-name', known: [] };
  const source = readExample(region.file);
  if (source === undefined) return { type: 'no-region', reason: 'no-file', known: [] };
  return findRegion(source, region.name);
}

function forgetful(): KeptResults<BlockMeasurement[]> {
  return { get: () => undefined, set: () => undefined, save: () => undefined };
}
