import { isCollection, isMap, isScalar, LineCounter, parseDocument, type Node } from 'yaml';
import type { CodeBlock } from '../../document.ts';
import { nearest } from '../../edit-distance.ts';
import type { Finding } from '../../finding.ts';
import { allDocuments, type Program } from '../../program.ts';
import type { Configuration, ConfigurationKey } from '../../../schemas/reference/configuration.ts';
import { codeTitle } from './pieces.ts';
import { oncePerFile, suggest, usesOf } from './report.ts';

/** Configuration keys that the reference does not have, in components and in blocks titled with a file's path. */
export function checkConfiguration(program: Program): Finding[] {
  const reference = program.reference.configuration.data;
  const keys = reference.keys.map(({ key }) => key);
  const named = usesOf(program, 'Config')
    .filter(({ value }) => !keys.includes(String(value)))
    .map(({ file, line, value }) =>
      unknownKey(
        file,
        line,
        String(value),
        keys,
        `The configuration key "${String(value)}" is not in the reference.`,
      ),
    );
  const blocks = allDocuments(program).flatMap(({ file, document }) =>
    document.codeBlocks.flatMap((block) => checkBlock(file, block, reference)),
  );
  return oncePerFile([...named, ...blocks]);
}

function checkBlock(file: string, block: CodeBlock, reference: Configuration): Finding[] {
  const path = codeTitle(block.meta);
  const target = reference.files.find((candidate) => candidate.path === path);
  if (target === undefined || !/^ya?ml$/.test(block.language)) return [];
  const counter = new LineCounter();
  // A line with an ellipsis alone stands for what is left out.
  const source = block.value.replaceAll(/^[ \t]*(?:…|\.\.\.)[ \t]*$/gm, '');
  const yaml = parseDocument(source, { lineCounter: counter });
  const error = yaml.errors[0];
  if (error !== undefined) {
    return [
      {
        rule: 'unknown-configuration-key',
        file,
        line: block.line + (error.linePos?.[0].line ?? 1),
        subject: `${target.path} not YAML`,
        message: `The block titled "${target.path}" is not valid YAML: ${error.message.split('\n')[0]?.replace(/:?$/, '.') ?? ''}`,
        hint: 'Correct the block; a reader will copy it.',
      },
    ];
  }
  const inFile = reference.keys.filter((key) => key.file === target.id);
  return leavesOf(yaml.contents, '', 0)
    .filter(({ key }) => !isCovered(key, inFile))
    .map(({ key, offset }): Finding => {
      const line = block.line + counter.linePos(offset).line;
      const elsewhere = reference.keys.find((candidate) => candidate.key === key);
      const home = reference.files.find((candidate) => candidate.id === elsewhere?.file)?.path;
      if (home === undefined) {
        const names = inFile.map((candidate) => candidate.key);
        return unknownKey(
          file,
          line,
          key,
          names,
          `The configuration key "${key}" of "${target.path}" is not in the reference.`,
        );
      }
      return {
        rule: 'unknown-configuration-key',
        file,
        line,
        subject: `${target.path} ${key}`,
        message: `The configuration key "${key}" belongs in "${home}", not in "${target.path}".`,
        hint: 'Move it to a block of that file, or correct the title of the block.',
      };
    });
}

interface Leaf {
  readonly key: string;
  readonly offset: number;
}

/** Dotted paths of all keys that hold a value or a list. */
function leavesOf(node: Node | null, key: string, offset: number): Leaf[] {
  if (!isMap(node) || (node.items.length === 0 && isCollection(node)))
    return key === '' ? [] : [{ key, offset }];
  return node.items.flatMap((pair) => {
    const name = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
    const start = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
    return leavesOf(pair.value as Node | null, key === '' ? name : `${key}.${name}`, start);
  });
}

/** A key of type map or list covers everything below it, and a part that is left out covers what it may hold. */
function isCovered(key: string, known: readonly ConfigurationKey[]): boolean {
  return known.some(
    (candidate) =>
      candidate.key === key ||
      ((candidate.type === 'map' || candidate.type === 'list') && key.startsWith(`${candidate.key}.`)),
  );
}

function unknownKey(
  file: string,
  line: number,
  key: string,
  keys: readonly string[],
  message: string,
): Finding {
  return {
    rule: 'unknown-configuration-key',
    file,
    line,
    subject: key,
    message,
    hint: suggest(nearest(key, keys), 'add the key to content/reference/configuration.yaml.'),
  };
}
