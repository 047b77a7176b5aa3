import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Finding } from '../../../src/domain/finding.ts';
import { readCommissioned, readProgram } from '../../../src/node/read-program.ts';
import { formatFinding } from '../../../src/reporters/text.ts';

const broken = 'tests/fixtures/broken-content';

const inFile = (findings: readonly Finding[], name: string): string =>
  findings
    .filter(({ file }) => file === `${broken}/${name}`)
    .map(formatFinding)
    .join('\n');

/** The real content with one more file. */
async function contentWith(name: string, text: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'content-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp('content', folder, { recursive: true });
  await writeFile(path.join(folder, name), text);
  return folder;
}

describe('readProgram', async () => {
  const { findings, program, sources } = await readProgram(broken);

  test('says where YAML cannot be read', () => {
    expect(inFile(findings, 'tracks/operations.yaml')).toMatchInlineSnapshot(`
      "tests/fixtures/broken-content/tracks/operations.yaml:2  unreadable-file
        A colon within a text is read as a field; put the text in quotes.
        Correct the file at this line; nothing in it could be read."
    `);
  });

  test('says what each field holds and what it should', () => {
    expect(inFile(findings, 'schedules/wrong-type.yaml')).toMatchInlineSnapshot(`
      "tests/fixtures/broken-content/schedules/wrong-type.yaml:2  invalid-content
        The field track: found "operation", expected "operations", "developer" or "security".
        Correct it; src/schemas/schedule.ts says what each field means.
      tests/fixtures/broken-content/schedules/wrong-type.yaml:7  invalid-content
        The field days[Day 1].sessions[1].start: found "9:00"; write a time of day as HH:MM, e.g. "09:00".
        Correct it; src/schemas/schedule.ts says what each field means.
      tests/fixtures/broken-content/schedules/wrong-type.yaml:11  invalid-content
        The field days[Day 1].sessions[1].statedMinutes: found "sixty", expected a number.
        Correct it; src/schemas/schedule.ts says what each field means.
      tests/fixtures/broken-content/schedules/wrong-type.yaml:12  invalid-content
        The field days[Day 1].sessions[1].labs: found "operations/lab-1", expected a list.
        Correct it; src/schemas/schedule.ts says what each field means."
    `);
  });

  test('names an unknown field and the one that was meant, on its line of the file', () => {
    expect(inFile(findings, 'guides/unknown-key.mdx')).toMatchInlineSnapshot(`
      "tests/fixtures/broken-content/guides/unknown-key.mdx:2  invalid-content
        The field minutes: it is missing, expected a number.
        Add it; src/schemas/guide.ts says what each field means.
      tests/fixtures/broken-content/guides/unknown-key.mdx:5  invalid-content
        "mintues" is not a field of this file.
        Did you mean "minutes"? src/schemas/guide.ts says what each field means."
    `);
  });

  test('says where MDX cannot be read', () => {
    expect(inFile(findings, 'labs/operations/lab-1-bad-mdx.mdx')).toMatchInlineSnapshot(`
      "tests/fixtures/broken-content/labs/operations/lab-1-bad-mdx.mdx:7  unreadable-file
        <Steps> is not closed where it should be; close it, with blank lines around what it holds.
        Correct the file at this line; nothing in it could be read."
    `);
    expect(inFile(findings, 'manuals/operations/01-no-end.mdx')).toMatchInlineSnapshot(`
      "tests/fixtures/broken-content/manuals/operations/01-no-end.mdx:1  unreadable-file
        The frontmatter starts with a line of three hyphens, but no second such line ends it.
        Correct the file at this line; nothing in it could be read."
    `);
  });

  test('reports a file that no collection shows', () => {
    expect(inFile(findings, 'guides/notes.txt')).toMatchInlineSnapshot(`
      "tests/fixtures/broken-content/guides/notes.txt:1  content-not-in-index
        tests/fixtures/broken-content/guides/notes.txt belongs to no collection, so nothing shows it.
        Move it to the folder of its kind, give it the extension that its kind has, or remove it."
    `);
    expect(inFile(findings, 'figures/known.svg')).toBe('');
  });

  test('reports each file that the program cannot do without', () => {
    expect(inFile(findings, 'program/index.yaml')).toMatchInlineSnapshot(`
      "tests/fixtures/broken-content/program/index.yaml:1  invalid-content
        The file tests/fixtures/broken-content/program/index.yaml is missing; the program cannot do without it.
        Add it; src/schemas/program-index.ts says what each field means."
    `);
    expect(findings.filter(({ message }) => message.includes('is missing; the program'))).toHaveLength(13);
    expect(program).toBeUndefined();
  });

  test('keeps the text of every file', () => {
    expect(sources).toHaveLength(8);
  });

  test('makes a program of the entries that are valid', async () => {
    const folder = await contentWith('guides/broken.mdx', '---\ntitle: 5\n---\n');
    const read = await readProgram(folder);
    expect(new Set(read.findings.map(({ file }) => path.basename(file)))).toEqual(new Set(['broken.mdx']));
    expect(read.program?.guides.map(({ id }) => id)).not.toContain('broken');
    expect(read.program?.guides.length).toBeGreaterThan(0);
  });

  test('reports a lab in the folder of no track', () => {
    expect(inFile(findings, 'labs/cooking/lab-1-soup.mdx')).toMatchInlineSnapshot(`
      "tests/fixtures/broken-content/labs/cooking/lab-1-soup.mdx:1  content-not-in-index
        tests/fixtures/broken-content/labs/cooking/lab-1-soup.mdx stands in the folder of no track.
        Move it into tests/fixtures/broken-content/labs/operations/, tests/fixtures/broken-content/labs/developer/, tests/fixtures/broken-content/labs/security/."
    `);
  });

  test('finds every required file missing in a folder that is not there', async () => {
    const { findings: none } = await readProgram('tests/fixtures/no-such-folder');
    expect(none).toHaveLength(13);
  });

  test('leaves out the program as it was commissioned', async () => {
    const read = await readProgram();
    expect(read.sources.filter(({ file }) => file.includes('/commissioned/'))).toEqual([]);
  });

  test('knows lines of the file for frontmatter and data', async () => {
    const read = await readProgram();
    const guide = read.program?.guides[0];
    const text = read.sources.find(({ file }) => file === guide?.file)?.text.split('\n') ?? [];
    expect(text[(guide?.lineOf(['summary']) ?? 0) - 1]).toMatch(/^summary:/);
    const index = read.program?.index;
    const indexText = read.sources.find(({ file }) => file === index?.file)?.text.split('\n') ?? [];
    expect(indexText[(index?.lineOf(['materials', 1, 'title']) ?? 0) - 1]).toContain(
      index?.data.materials[1]?.title,
    );
  });
});

describe('readCommissioned', () => {
  test('has the index and schedules of then and the reference of today', async () => {
    const { program, sources, findings } = await readCommissioned();
    expect(findings).toEqual([]);
    expect(program?.index.file).toBe('content/program/commissioned/index.yaml');
    expect(program?.schedules.map(({ id }) => id)).toEqual(['developer-5-day', 'operations-5-day']);
    expect(program?.sections).toEqual([]);
    expect(program?.reference.metrics.data.metrics.length).toBeGreaterThan(0);
    expect(sources).toHaveLength(3);
  });
});
