import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkComponents } from '../../src/domain/checks/components.ts';
import { parseDocument } from '../../src/markdown/parse-document.ts';
import { deckSchema } from '../../src/schemas/deck.ts';
import { examSchema } from '../../src/schemas/exam.ts';
import { labSchema } from '../../src/schemas/lab.ts';
import { manualSectionSchema } from '../../src/schemas/manual-section.ts';
import { questionSchema } from '../../src/schemas/question-bank.ts';
import { runbookSchema } from '../../src/schemas/runbook.ts';
import { scheduleSchema } from '../../src/schemas/schedule.ts';
import { readProgram } from '../../src/node/read-program.ts';

const readme = readFileSync('README.md', 'utf8');
const fences = [...readme.matchAll(/^```(mdx|yaml)\n(.*?)^```$/gms)].map(([, language, text]) => ({
  language,
  text: text ?? '',
}));
const mdx = fences.filter(({ language }) => language === 'mdx').map(({ text }) => text);
const yaml = fences.filter(({ language }) => language === 'yaml').map(({ text }) => text);

describe('the examples in the README', () => {
  test.each([
    ['a manual section', manualSectionSchema, 0],
    ['a lab', labSchema, 1],
    ['a runbook', runbookSchema, 2],
  ] as const)('%s has the frontmatter its schema asks for', (_, schema, position) => {
    const parsed = parseDocument('README.md', mdx[position] ?? '');
    expect(schema.safeParse(parse(parsed.frontmatter)).error?.issues ?? []).toEqual([]);
  });

  test.each([
    ['an exam', z.strictObject({ written: examSchema.shape.written }), 0],
    ['a question', z.array(questionSchema), 1],
    ['a schedule', scheduleSchema, 2],
    ['a deck', deckSchema, 3],
  ] as const)('%s is what its schema asks for', (_, schema, position) => {
    expect(schema.safeParse(parse(yaml[position] ?? '')).error?.issues ?? []).toEqual([]);
  });

  test('use authoring components as they are meant', async () => {
    const { program } = await readProgram();
    if (program === undefined) throw new Error('content/ cannot be read.');
    const [lab] = program.sections;
    if (lab === undefined) throw new Error('There is no section to stand in for the examples.');
    const examples = mdx.map((text, index) => ({
      ...lab,
      document: parseDocument(`README.md#${index}`, text).document,
    }));
    expect(
      checkComponents({ ...program, sections: examples, labs: [], runbooks: [], exams: [], guides: [] }),
    ).toEqual([]);
  });

  test('name only npm scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readme.matchAll(/npm run (?:--silent )?([a-z0-9:]+)/g)].map(([, name]) => name ?? '');
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
