import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';

// The site as "npm run build" made it, which "npm test" runs first.
const folder = 'dist';
const pages = globSync('**/index.html', { cwd: folder }).map((file) => ({
  file,
  html: readFileSync(path.join(folder, file), 'utf8'),
}));
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const json = (name: string) => JSON.parse(read(name)) as Record<string, unknown>;

describe('Markdown twins', () => {
  const named = pages.flatMap(({ file, html }) => {
    const twin = /<link rel="alternate" type="text\/markdown"[^>]* href="([^"]+)"/.exec(html)?.[1];
    return twin === undefined ? [] : [{ file, twin, html }];
  });

  test('stand beside every page that may be indexed', () => {
    const unnamed = pages.filter(
      ({ html }) => !html.includes('content="noindex"') && !html.includes('type="text/markdown"'),
    );
    expect(unnamed.map(({ file }) => file)).toEqual([]);
    expect(named.length).toBeGreaterThan(100);
    for (const { file, twin } of named) expect(`/${file.replace(/html$/, 'md')}`).toBe(twin);
  });

  test('start with the title of their page', () => {
    for (const { twin, html } of named) {
      const title = /<h1[^>]*>(.*?)<\/h1>/s
        .exec(html)?.[1]
        ?.replaceAll(/<[^>]+>/g, '')
        .replaceAll('&amp;', '&')
        .trim();
      const heading = /^# (.*)$/m
        .exec(read(twin))?.[1]
        ?.replaceAll(/\\/g, '')
        .replaceAll('&#x20;', ' ')
        .replaceAll('`', '');
      expect(heading, twin).toBe(title);
    }
  });

  test('hold no markup of the page and no address without its host', () => {
    for (const { twin } of named) {
      const outsideCode = read(twin)
        .replaceAll(/^```[\s\S]*?^```/gm, '')
        .replaceAll(/`[^`]*`/g, '');
      expect(outsideCode, twin).not.toMatch(/<(div|span|svg|button|script)\b/);
      expect(outsideCode, twin).not.toMatch(/\]\(\//);
    }
  });
});

describe('structured data', () => {
  const blocks = pages.flatMap(({ file, html }) =>
    [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, text = '']) => ({
      file,
      data: JSON.parse(text) as Record<string, unknown>,
    })),
  );

  test('says of each track that it is a course, and of what is written what it is', () => {
    const types = (start: string) =>
      new Set(blocks.filter(({ file }) => file.startsWith(start)).flatMap(({ data }) => data['@type']));
    expect(types('tracks/')).toEqual(new Set(['Course']));
    expect(types('manuals/')).toEqual(new Set(['LearningResource']));
    expect(types('index.html')).toEqual(new Set(['WebSite']));
  });

  test('has a name, an absolute address and a language everywhere', () => {
    for (const { file, data } of blocks) {
      expect(data, file).toMatchObject({ '@context': 'https://schema.org', inLanguage: 'en-GB' });
      expect(URL.canParse(String(data['url'])), file).toBe(true);
      expect(data['name'], file).not.toBe('');
    }
  });
});

test('program.json has the form that its schema says', () => {
  const description = json('program.json');
  const schema = json('schemas/program.json');
  expect(description['$schema']).toBe(schema['$id']);
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  formats.default(ajv);
  const validate = ajv.compile(schema);
  expect(validate(description), JSON.stringify(validate.errors)).toBe(true);
  expect(description['claims']).not.toEqual([]);
});

test('the sitemap lists pages that exist, and robots.txt leads to it', () => {
  const root = parseXml(read('sitemap.xml')).root;
  const addresses = (root?.children ?? []).flatMap((url) =>
    url instanceof XmlElement ? [url.text.trim()] : [],
  );
  expect(addresses.length).toBeGreaterThan(100);
  for (const address of addresses) {
    const { pathname } = new URL(address.replace(/(\/)\d{4}-\d\d-\d\d$/, '$1'));
    expect(existsSync(path.join(folder, pathname, 'index.html')), pathname).toBe(true);
  }
  expect(read('robots.txt')).toMatch(/^Sitemap: \S+\/sitemap\.xml$/m);
});

test('the feed of releases is Atom, and its entries lead to places that exist', () => {
  const feed = read('releases.xml');
  expect(parseXml(feed).root?.name).toBe('feed');
  const versions = read('versions/index.html');
  for (const [, anchor] of feed.matchAll(/<id>[^<#]*#([^<]+)<\/id>/g))
    expect(versions).toContain(`id="${anchor}"`);
});

test('llms.txt leads to twins that exist', () => {
  const links = [...read('llms.txt').matchAll(/\]\((\S+)\)/g)].map(
    ([, address = '']) => new URL(address).pathname,
  );
  expect(links.length).toBeGreaterThan(50);
  expect(links.filter((link) => !existsSync(path.join(folder, link)))).toEqual([]);
});
