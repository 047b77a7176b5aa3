import { parseXml } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { releaseAnchor, releasesFeed } from '../../../src/exporters/releases-feed.ts';
import { sitemap } from '../../../src/exporters/sitemap.ts';
import { xmlText } from '../../../src/exporters/xml.ts';

const about = {
  title: 'Releases',
  author: 'The team',
  page: 'https://training.example.com/versions/',
  self: 'https://training.example.com/releases.xml',
};
const release = { date: '2026-11-23', title: 'First release', changes: ['Labs & <runbooks>'] };

describe('xmlText', () => {
  test('brings back any text but the characters that XML does not know', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const root = parseXml(`<a b="${xmlText(text.replaceAll(/\s/g, '_'))}">${xmlText(text)}</a>`).root;
        const wanted = text
          // eslint-disable-next-line no-control-regex -- What XML 1.0 does not know.
          .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
          .replaceAll(/\r\n?/g, '\n');
        expect(root?.text).toBe(wanted);
      }),
    );
  });
});

describe('releasesFeed', () => {
  test('is Atom with an entry for each release, whose id leads to it', () => {
    const feed = releasesFeed({ releases: [release] }, about);
    const root = parseXml(feed).root;
    expect(root?.attributes['xmlns']).toBe('http://www.w3.org/2005/Atom');
    expect(feed).toContain(
      '<id>https://training.example.com/versions/#release-2026-11-23-first-release</id>',
    );
    expect(feed).toContain('&lt;li&gt;Labs &amp;amp; &amp;lt;runbooks&amp;gt;&lt;/li&gt;');
    expect(feed).toContain('<updated>2026-11-23T00:00:00Z</updated>');
  });

  test('is a feed without releases, too', () => {
    expect(() => parseXml(releasesFeed({ releases: [] }, about))).not.toThrow();
  });

  test('names a release by date and title', () => {
    expect(releaseAnchor({ ...release, title: 'Labs 1–3, and "more"' })).toBe(
      'release-2026-11-23-labs-1-3-and-more',
    );
  });
});

test('sitemap lists addresses with the day of their review', () => {
  const text = sitemap([
    { address: 'https://training.example.com/?a=1&b=2' },
    { address: 'https://training.example.com/labs/', reviewed: '2026-11-23' },
  ]);
  expect(parseXml(text).root?.name).toBe('urlset');
  expect(text).toContain('<loc>https://training.example.com/?a=1&amp;b=2</loc></url>');
  expect(text).toContain('<loc>https://training.example.com/labs/</loc><lastmod>2026-11-23</lastmod>');
});
