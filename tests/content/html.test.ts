import { existsSync, globSync, readFileSync } from 'node:fs';
import { HtmlValidate, type ConfigData } from 'html-validate';
import { describe, expect, test } from 'vitest';

const settings = JSON.parse(readFileSync('.htmlvalidate.json', 'utf8')) as ConfigData;

describe.skipIf(!existsSync('dist/index.html'))('the pages that were built', () => {
  const pages = globSync('dist/**/*.html').sort();
  const validator = new HtmlValidate(settings);

  test('are there', () => {
    expect(pages.length).toBeGreaterThan(100);
  });

  test('are valid HTML', async () => {
    const problems: string[] = [];
    for (const page of pages) {
      const { results } = await validator.validateString(readFileSync(page, 'utf8'), page);
      for (const { messages } of results) {
        for (const { ruleId, message, selector, line } of messages)
          problems.push(`${page}:${line} ${ruleId}: ${message} (${selector})`);
      }
    }
    expect(problems).toEqual([]);
  }, 60_000);
});
