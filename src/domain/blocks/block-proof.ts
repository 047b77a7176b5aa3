import type { CodeBlock } from '../document.ts';
import { findSums } from './arithmetic.ts';
import { parseBlockMeta } from './block-meta.ts';

/** How a block has to be shown right. */
export type Proof =
  /** A `console` block is typed into the training cluster. */
  | 'run'
  /** A block of a language is parsed. What is typed on a real cluster is parsed too, because it does not run here. */
  | 'parse'
  /** A block with a region is compared with a tested file. */
  | 'draw'
  /** A `text` block is arithmetic: it states what equals what. */
  | 'compute'
  /** A block that can be none of these carries a reason. */
  | 'reason'
  | 'none';

/** Names for the same language. */
const languages: Readonly<Record<string, string>> = {
  sh: 'bash',
  shell: 'bash',
  yml: 'yaml',
  ts: 'typescript',
  js: 'typescript',
  javascript: 'typescript',
  py: 'python',
  protobuf: 'proto',
  golang: 'go',
};

/** The way a block says that it can be shown right. */
export function proofOf(block: CodeBlock): Proof {
  const meta = parseBlockMeta(block.meta);
  if (meta.unverified !== undefined) return 'reason';
  if (meta.region !== undefined) return 'draw';
  if (block.language === 'console') return block.within.includes('OnRealCluster') ? 'parse' : 'run';
  if (block.language === 'text') return findSums(block.value).length > 0 ? 'compute' : 'none';
  return block.language === '' ? 'none' : 'parse';
}

/** The language that a block is parsed as. */
export function languageOf(block: CodeBlock): string {
  return languages[block.language] ?? block.language;
}
