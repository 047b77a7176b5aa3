import { describe, expect, test, vi } from 'vitest';
import type { Finding } from '../../src/domain/finding.ts';
import { ruleNames } from '../../src/domain/rules.ts';
import { claimCases } from './mutation/claims.ts';
import { blockCases } from './mutation/blocks.ts';
import { Content } from './mutation/content.ts';
import { labCases } from './mutation/labs.ts';
import { today, type Expected } from './mutation/mutation-case.ts';
import { scheduleCases } from './mutation/schedules.ts';
import { factCases, freshnessCases, linkCases, repetitionCases } from './mutation/wording.ts';

// Each case reads all of the content; files that it leaves as they are need not be parsed again.
vi.mock(import('../../src/markdown/parse-document.ts'), async (importOriginal) => {
  const original = await importOriginal();
  return { ...original, parseDocument: remembered(original.parseDocument) };
});
vi.mock(import('../../src/node/parse-yaml.ts'), async (importOriginal) => {
  const original = await importOriginal();
  return { ...original, parseYaml: remembered(original.parseYaml) };
});

function remembered<Parameters extends readonly unknown[], Result>(
  parse: (...parameters: Parameters) => Result,
) {
  const results = new Map<string, Result>();
  return (...parameters: Parameters): Result => {
    const key = parameters.join('\0');
    const result = results.get(key) ?? parse(...parameters);
    results.set(key, result);
    return result;
  };
}

const cases = [
  ...claimCases,
  ...labCases,
  ...scheduleCases,
  ...linkCases,
  ...factCases,
  ...blockCases,
  ...freshnessCases,
  ...repetitionCases,
];

const name = ({ rule, subject }: Expected): string => `${rule}  ${subject}`;

/** Findings that are not among earlier ones, by rule, file and subject. */
function newFindings(findings: readonly Finding[], earlier: readonly Finding[]): string[] {
  const known = new Set(earlier.map(({ rule, file, subject }) => `${rule}\0${file}\0${subject}`));
  return findings
    .filter(({ rule, file, subject }) => !known.has(`${rule}\0${file}\0${subject}`))
    .map(name)
    .sort();
}

const untouched = await new Content().check(today);

describe('checkProgram on damaged content', () => {
  test.each(cases)('reports $rule when $title', async (mutation) => {
    const content = new Content();
    mutation.prepare?.(content);
    if (mutation.prepare !== undefined)
      expect(newFindings(await content.check(today), untouched)).toEqual([]);

    mutation.damage(content);

    const expected = [mutation, ...(mutation.also ?? [])].map(name).sort();
    expect(newFindings(await content.check(mutation.today ?? today), untouched)).toEqual(expected);
  });

  test('has a case for every rule', () => {
    const covered = new Set(cases.map(({ rule }) => rule));
    expect(ruleNames.filter((rule) => !covered.has(rule))).toEqual([]);
  });
});
