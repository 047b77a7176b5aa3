import { describe, expect, test } from 'vitest';
import type { BlockMeasurement } from '../../../../src/domain/blocks/measured-block.ts';
import { checkBlock } from '../../../../src/domain/checks/blocks.ts';
import type { CodeBlock } from '../../../../src/domain/document.ts';
import { formatFinding } from '../../../../src/reporters/text.ts';

function block(language: string, value: string, overrides: Partial<CodeBlock> = {}): CodeBlock {
  return { language, meta: '', value, line: 10, endLine: 20, within: [], ...overrides };
}

function ran(output: string, exitCode = 0): BlockMeasurement {
  return { type: 'ran', results: [{ command: '', output, exitCode }] };
}

function report(checked: CodeBlock, measurement?: BlockMeasurement): string {
  return checkBlock('a.mdx', checked, measurement).map(formatFinding).join('\n');
}

describe('checkBlock', () => {
  test('shows both texts where a command prints something else', () => {
    expect(report(block('console', '$ node list\nNAME\nworker-1  50'), ran('NAME\nworker-1  52\n')))
      .toMatchInlineSnapshot(`
      "a.mdx:11  output-differs
        "node list" prints something else than the text shows.
          - worker-1  50
          + worker-1  52
        Correct the text, or let "npm run check -- --update" print what came out."
    `);
  });

  test('shows what a refused command says', () => {
    expect(report(block('console', '$ node lst\n…'), ran('dwcp: "node lst" is not a command.\n', 2)))
      .toMatchInlineSnapshot(`
      "a.mdx:11  command-failed
        "node lst" ends with status 2:
          + dwcp: "node lst" is not a command.
        Correct the command; where it is meant to be refused, write "fails" behind the language and print the refusal."
    `);
  });

  test('takes a printed refusal as meant', () => {
    expect(report(block('console', '$ node lst\nnot a command'), ran('not a command\n', 2))).toBe('');
    expect(report(block('console', '$ false\n…', { meta: 'fails' }), ran('', 1))).toBe('');
  });

  test('holds a block to the failure that it announces', () => {
    expect(report(block('console', '$ true', { meta: 'fails' }), ran(''))).toContain(
      'every command succeeds',
    );
    expect(report(block('console', '$ false', { meta: 'exit=2' }), ran('', 1))).toContain(
      'the last failure has status 1',
    );
  });

  test('asks for a prompt', () => {
    expect(report(block('console', 'NAME\nworker-1'))).toContain('types nothing');
    expect(report(block('console', 'NAME\n$ true'), ran(''))).toContain('before its first command');
  });

  test('asks for a language, a calculation or a reason', () => {
    expect(report(block('', 'a'))).toContain('The block has no language');
    expect(report(block('text', 'a tree\n  of files'))).toContain('text without a calculation');
    expect(report(block('text', '450 Mbps ÷ 8 = 56.25 MB/s'))).toBe('');
    expect(report(block('text', 'a tree', { meta: 'unverified="a drawing"' }))).toBe('');
    expect(report(block('text', 'a tree', { meta: 'unverified' }))).toContain('unverified has no reason');
  });

  test('computes what a calculation comes to', () => {
    expect(report(block('text', 'rate\n450 Mbps ÷ 8 = 65.25 MB/s'))).toMatchInlineSnapshot(`
      "a.mdx:12  sum-differs
        "450 Mbps ÷ 8" is 56.25, not "65.25 MB/s".
        Correct the calculation; write ≈ where a result is rounded further than its digits say."
    `);
  });

  test('names the line that does not parse', () => {
    const measurement: BlockMeasurement = {
      type: 'parsed',
      error: { line: 2, message: 'a colon is missing.' },
    };
    expect(report(block('yaml', 'a: 1\nb'), measurement)).toMatchInlineSnapshot(`
      "a.mdx:12  block-unverified
        The block is not valid yaml: a colon is missing.
        Correct it, or say why it has to be like that: unverified="…"."
    `);
    expect(report(block('cobol', 'MOVE A TO B'), { type: 'no-parser' })).toContain('no parser for "cobol"');
  });

  test('holds a drawn block to its file', () => {
    const drawn = block('go', 'x := 1', { meta: 'region="examples/a.go#retry"' });
    expect(report(drawn, { type: 'region', text: 'x := 1' })).toBe('');
    expect(report(drawn, { type: 'region', text: 'x := 2' })).toContain('region-differs');
    expect(report(drawn, { type: 'no-region', reason: 'no-region', known: ['retries'] }))
      .toMatchInlineSnapshot(`
      "a.mdx:10  region-missing
        The block is drawn from "examples/a.go#retry", but the file has no such region.
        The nearest region is "retries"; use it, or mark the stretch with "region: name" and "endregion" in comments."
    `);
  });

  test('does not run what is typed on a real cluster', () => {
    const real = block('console', '$ systemctl restart x\n…', { within: ['Steps', 'OnRealCluster'] });
    expect(report(real, { type: 'parsed' })).toBe('');
  });
});
