import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { printPacks } from '../../src/node/print-packs.ts';

// The site as "npm run build" made it, which "npm test" runs first.
const downloads = 'dist/downloads';
const books = globSync('packs/*.epub', { cwd: downloads }).toSorted();
const checker = '/usr/bin/epubcheck';
const minutes = 60_000;

describe('EPUB', () => {
  test('there is one for the pre-reading and one for the whole of each track', () => {
    expect(books).toEqual([
      'packs/developer-pre-reading.epub',
      'packs/developer.epub',
      'packs/operations-pre-reading.epub',
      'packs/operations.epub',
      'packs/security-pre-reading.epub',
      'packs/security.epub',
    ]);
  });

  // `.ci/run` installs the checker; elsewhere it may be missing.
  test.skipIf(!existsSync(checker))(
    'has nothing that epubcheck complains of',
    () => {
      // The whole tracks hold every chapter of the others, and each check takes seconds.
      for (const book of books.filter((name) => !name.includes('pre-reading'))) {
        // The launcher that Debian installs is a jar.
        const report = execFileSync('java', ['-jar', checker, path.join(downloads, book)], {
          encoding: 'utf8',
        });
        expect(report, book).toContain('0 fatals / 0 errors / 0 warnings');
      }
    },
    5 * minutes,
  );

  test('shows drawings, and leads outside only to addresses with a host', () => {
    const files = unzipSync(readFileSync(path.join(downloads, 'packs/operations.epub')));
    const texts = Object.entries(files).filter(([name]) => name.endsWith('.xhtml'));
    const all = texts.map(([, bytes]) => Buffer.from(bytes).toString('utf8')).join('\n');
    expect(Object.keys(files)[0]).toBe('mimetype');
    expect(Object.keys(files).some((name) => name.startsWith('EPUB/drawings/'))).toBe(true);
    expect(all).toContain('<img src="drawings/');
    for (const [, href = ''] of all.matchAll(/href="([^"]*)"/g)) expect(href).not.toMatch(/^\//);
  });
});

test('the archive of Markdown holds the published files in the folders that the index names', () => {
  const files = unzipSync(readFileSync(path.join(downloads, 'dwcp-v3-training-markdown.zip')));
  const published = globSync('docs/**/*.md', { cwd: downloads }).toSorted();
  expect(Object.keys(files)).toEqual(published.map((name) => `dwcp-v3-training/${name}`));
  expect(published.length).toBeGreaterThan(0);
});

test('the status page and SHA256SUMS name every download with its size and fingerprint', () => {
  const status = readFileSync('dist/status/index.html', 'utf8');
  const sums = readFileSync(path.join(downloads, 'SHA256SUMS'), 'utf8').trim().split('\n');
  expect(sums.length).toBeGreaterThan(books.length);
  for (const line of sums) {
    const [hash = '', name = ''] = line.split('  ');
    const content = readFileSync(path.join(downloads, name));
    expect(createHash('sha256').update(content).digest('hex'), name).toBe(hash);
    expect(status).toContain(`href="/downloads/${name}"`);
    expect(status).toContain(hash);
  }
});

describe('PDF', () => {
  const settings = { site: 'https://training.example.com', base: '/' };

  test(
    'is tagged, has an outline, leads to the site, and is the same in every run',
    async () => {
      const print = async () =>
        (await printPacks('dist', ['security-pre-reading'], settings, '2026-11-23'))[0]?.pdf;
      const [first, second] = [await print(), await print()];
      if (first === undefined || second === undefined) throw new Error('Nothing was printed.');
      expect(first.equals(second)).toBe(true);
      const text = first.toString('latin1');
      expect(text).toContain('/Outlines');
      expect(text).not.toContain('127.0.0.1');
      expect(text).toContain('https://training.example.com/');
      const folder = mkdtempSync(path.join(os.tmpdir(), 'training-pdf-'));
      try {
        const file = path.join(folder, 'pack.pdf');
        writeFileSync(file, first);
        if (existsSync('/usr/bin/pdfinfo')) {
          expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(/^Tagged: +yes$/m);
          const structure = execFileSync('pdfinfo', ['-struct', file], { encoding: 'utf8', stdio: 'pipe' });
          for (const type of ['H1', 'H2', 'P', 'Table', 'TH', 'L', 'Figure', 'Link'])
            expect(structure).toMatch(new RegExp(`^ *${type}\\b`, 'm'));
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    3 * minutes,
  );
});
