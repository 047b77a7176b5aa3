import { findWrongSums } from '../blocks/arithmetic.ts';
import { parseBlockMeta, type BlockMeta } from '../blocks/block-meta.ts';
import { languageOf, proofOf } from '../blocks/block-proof.ts';
import { blockVariables, filled } from '../blocks/console-page.ts';
import { parseConsole, type ConsoleEntry } from '../blocks/console-block.ts';
import type { BlockMeasurement, CommandResult, MeasuredBlocks } from '../blocks/measured-block.ts';
import { ellipsis, matchesOutput, outputLines, shortDiff } from '../blocks/printed-output.ts';
import type { CodeBlock } from '../document.ts';
import { nearest } from '../edit-distance.ts';
import type { Finding } from '../finding.ts';
import { allDocuments, type Program } from '../program.ts';

const updateHint = 'Correct the text, or let "npm run check -- --update" print what came out.';

/** Blocks that do not show what runs, parses or stands in `examples/`, and blocks that say nothing about it. */
export function checkBlocks(program: Program, measured: MeasuredBlocks): Finding[] {
  const variables = blockVariables(program);
  return allDocuments(program).flatMap(({ file, document }) =>
    document.codeBlocks.flatMap((block, index) =>
      checkBlock(file, filled(block, variables.get(file)), measured.get(file)?.[index]),
    ),
  );
}

/** What is wrong with one block, given what was measured about it. */
export function checkBlock(
  file: string,
  block: CodeBlock,
  measurement: BlockMeasurement | undefined,
): Finding[] {
  const meta = parseBlockMeta(block.meta);
  if (meta.problems.length > 0) {
    return [
      unverified(file, block, block.line, meta.problems.join(' '), 'Correct the words behind the language.'),
    ];
  }
  switch (proofOf(block)) {
    case 'reason':
      return [];
    case 'compute':
      return checkSums(file, block);
    case 'run':
      return checkConsole(file, block, meta, measurement);
    case 'draw':
      return checkRegion(file, block, meta.region ?? '', measurement);
    case 'parse':
      return checkSyntax(file, block, measurement);
    case 'none':
      return [withoutProof(file, block)];
  }
}

function checkSums(file: string, block: CodeBlock): Finding[] {
  return findWrongSums(block.value).map(({ line, left, right, value, text }) => ({
    rule: 'sum-differs',
    file,
    line: block.line + 1 + line,
    subject: `${file}: ${text}`,
    message: `"${left}" is ${formatValue(value)}, not "${right}".`,
    hint: 'Correct the calculation; write ≈ where a result is rounded further than its digits say.',
  }));
}

function formatValue(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 6 });
}

function withoutProof(file: string, block: CodeBlock): Finding {
  const message =
    block.language === ''
      ? 'The block has no language, so nothing can tell whether it is right.'
      : 'The block is text without a calculation, so nothing can tell whether it is right.';
  return unverified(
    file,
    block,
    block.line,
    message,
    'Make it a console block, give it the language that it is written in, or say why it cannot be verified: unverified="…".',
  );
}

function unverified(file: string, block: CodeBlock, line: number, message: string, hint: string): Finding {
  return { rule: 'block-unverified', file, line, subject: `${file}: ${firstLine(block)}`, message, hint };
}

function firstLine({ language, value }: CodeBlock): string {
  const line = value
    .split('\n')
    .map((text) => text.trim())
    .find((text) => text !== '');
  return line ?? `an empty block${language === '' ? '' : ` of ${language}`}`;
}

function checkSyntax(file: string, block: CodeBlock, measurement: BlockMeasurement | undefined): Finding[] {
  const language = languageOf(block);
  if (measurement?.type === 'parsed') {
    const { error } = measurement;
    // What is wrong with a query is told by "invalid-promql", which knows more about queries.
    if (error === undefined || language === 'promql') return [];
    return [
      unverified(
        file,
        block,
        block.line + error.line,
        `The block is not valid ${language}: ${error.message}`,
        'Correct it, or say why it has to be like that: unverified="…".',
      ),
    ];
  }
  return [
    unverified(
      file,
      block,
      block.line,
      `There is no parser for "${language}", so nothing can tell whether the block is right.`,
      'Draw it from a tested file with region="examples/…#name", or say why it cannot be verified: unverified="…".',
    ),
  ];
}

const regionReasons = {
  'no-file': 'the file is not there',
  'no-region': 'the file has no such region',
  'not-ended': 'the region has no end',
  'no-name': 'it does not name file and region as "examples/…#name"',
} as const;

function checkRegion(
  file: string,
  block: CodeBlock,
  region: string,
  measurement: BlockMeasurement | undefined,
): Finding[] {
  const place = { file, line: block.line, subject: `${file}: ${region}` };
  if (measurement?.type === 'region') {
    const printed = block.value.split('\n');
    const actual = measurement.text.split('\n');
    if (block.value === measurement.text) return [];
    return [
      {
        rule: 'region-differs',
        ...place,
        message: `The block is not what stands in ${region}.`,
        hint: 'Change the file and its tests first, then let "npm run check -- --update" copy it.',
        diff: shortDiff(printed, actual),
      },
    ];
  }
  if (measurement?.type !== 'no-region') return [];
  const meant = nearest(region.replace(/^.*#/, ''), measurement.known);
  return [
    {
      rule: 'region-missing',
      ...place,
      message: `The block is drawn from "${region}", but ${regionReasons[measurement.reason]}.`,
      hint:
        meant === undefined
          ? 'Mark the stretch in the file with "region: name" and "endregion" in comments, or correct the name.'
          : `The nearest region is "${meant}"; use it, or mark the stretch with "region: name" and "endregion" in comments.`,
    },
  ];
}

function checkConsole(
  file: string,
  block: CodeBlock,
  meta: BlockMeta,
  measurement: BlockMeasurement | undefined,
): Finding[] {
  const { preamble, entries } = parseConsole(block.value);
  if (entries.length === 0 || preamble.length > 0) {
    return [
      unverified(
        file,
        block,
        block.line,
        entries.length === 0
          ? 'The console block types nothing, so nothing can tell where its lines come from.'
          : 'The console block shows output before its first command.',
        'Put "$ " before what is typed.',
      ),
    ];
  }
  if (measurement?.type === 'not-run') {
    return [
      unverified(
        file,
        block,
        block.line,
        `The block could not be run: ${measurement.reason}.`,
        'Correct the scenario.',
      ),
    ];
  }
  if (measurement?.type !== 'ran') return [];
  const { results } = measurement;
  return [
    ...entries.flatMap((entry, index) => {
      const result = results[index];
      return result === undefined ? [] : checkEntry(file, block, meta, entry, result);
    }),
    ...checkExpectedFailure(file, block, meta, results),
  ];
}

function checkEntry(
  file: string,
  block: CodeBlock,
  meta: BlockMeta,
  entry: ConsoleEntry,
  result: CommandResult,
): Finding[] {
  const place = { file, line: block.line + 1 + entry.start, subject: `${file}: ${entry.command}` };
  const actual = outputLines(result.output);
  const isMatch = matchesOutput(entry.output, actual);
  // A block that prints the very error says by that that the command is refused.
  const printsIt = isMatch && entry.output.some((line) => line.trim() !== '' && line.trim() !== ellipsis);
  if (result.exitCode !== 0 && !meta.fails && !printsIt) {
    return [
      {
        rule: 'command-failed',
        ...place,
        message: `"${entry.command}" ends with status ${result.exitCode}${actual.length === 0 ? '.' : ':'}`,
        hint: 'Correct the command; where it is meant to be refused, write "fails" behind the language and print the refusal.',
        ...(actual.length === 0 ? {} : { diff: shortDiff([], actual) }),
      },
    ];
  }
  if (isMatch) return [];
  return [
    {
      rule: 'output-differs',
      ...place,
      message: `"${entry.command}" prints something else than the text shows.`,
      hint: updateHint,
      diff: shortDiff(entry.output, actual),
    },
  ];
}

function checkExpectedFailure(
  file: string,
  block: CodeBlock,
  meta: BlockMeta,
  results: readonly CommandResult[],
): Finding[] {
  if (!meta.fails) return [];
  const failed = results.findLast(({ exitCode }) => exitCode !== 0);
  const expected = meta.exitCode ?? failed?.exitCode;
  if (failed !== undefined && failed.exitCode === expected) return [];
  const ending =
    failed === undefined ? 'every command succeeds' : `the last failure has status ${failed.exitCode}`;
  return [
    {
      rule: 'command-failed',
      file,
      line: block.line,
      subject: `${file}: ${firstLine(block)}`,
      message: `The block is marked ${meta.exitCode === undefined ? '"fails"' : `"exit=${meta.exitCode}"`}, but ${ending}.`,
      hint: 'Correct the mark or the commands.',
    },
  ];
}
