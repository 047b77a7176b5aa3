import { describe, expect, test } from 'vitest';
import Breadcrumbs from '../../src/components/Breadcrumbs.astro';
import PreviousNext from '../../src/components/PreviousNext.astro';
import TableOfContents from '../../src/components/TableOfContents.astro';
import TrackPath from '../../src/components/TrackPath.astro';
import type { TrackPath as Path } from '../../src/domain/track-path.ts';
import { labPage, page } from '../unit/page-builder.ts';
import { render } from './render.ts';

const section = page({ minutes: 30 });
const lab = labPage(1, { status: 'planned' });
const path: Path = {
  track: 'operations',
  title: 'Operations',
  stations: [
    { page: section, code: '2', title: 'Architecture' },
    { code: 'Do', title: 'Ask a colleague' },
    { page: lab, code: 'Lab 1', title: 'Deploy' },
    { page: page({ url: '/manuals/operations/03-x/', status: 'partial' }), code: '3', title: 'Install' },
  ],
};

describe('Breadcrumbs', () => {
  test('lists the pages above, from the top', async () => {
    const trail = [
      { url: '/manuals/', label: 'Manuals' },
      { url: '/manuals/operations/', label: 'Operations & more' },
    ];
    expect(await render(Breadcrumbs, { props: { trail } })).toMatchInlineSnapshot(
      `"<nav class="breadcrumbs" aria-label="Breadcrumbs"><ol><li><a href="/manuals/">Manuals</a></li><li><a href="/manuals/operations/">Operations &amp; more</a></li></ol></nav>"`,
    );
  });
});

describe('TableOfContents', () => {
  test('lists the headings of two levels, the lower ones below theirs', async () => {
    const headings = [
      { depth: 3, text: 'Too early', slug: 'too-early' },
      { depth: 2, text: 'Planes', slug: 'planes' },
      { depth: 3, text: 'Data', slug: 'data' },
      { depth: 4, text: 'Too deep', slug: 'too-deep' },
      { depth: 2, text: 'Modes <1>', slug: 'modes-1' },
    ];
    expect(await render(TableOfContents, { props: { headings } })).toMatchInlineSnapshot(
      `"<ol><li><a href="#planes">Planes</a><ol><li><a href="#data">Data</a></li></ol></li><li><a href="#modes-1">Modes &lt;1&gt;</a></li></ol>"`,
    );
  });

  test('is an empty list for a page without headings', async () => {
    expect(await render(TableOfContents, { props: { headings: [] } })).toBe('<ol></ol>');
  });
});

describe('PreviousNext', () => {
  test('leads to the neighbour before and says what is planned', async () => {
    expect(
      await render(PreviousNext, { props: { path, current: '/manuals/operations/03-x/' } }),
    ).toMatchInlineSnapshot(
      `"<nav class="previous-next" aria-label="Previous and next on the Operations path" data-path="operations"><a href="/labs/operations/lab-1-deploy/" rel="prev" data-previous><span class="small">Previous</span><strong>Lab 1 Deploy (planned)</strong></a></nav>"`,
    );
  });

  test('leads to both neighbours', async () => {
    const html = await render(PreviousNext, { props: { path, current: lab.url } });
    expect(html.match(/rel="\w+"|<strong>.*?<\/strong>/g)).toEqual([
      'rel="prev"',
      '<strong>2 Architecture</strong>',
      'rel="next"',
      '<strong>3 Install</strong>',
    ]);
  });

  test('has one link at the start of a path, and passes over an activity', async () => {
    const html = await render(PreviousNext, { props: { path, current: section.url } });
    expect(html.match(/<a [^>]*href="[^"]*"/g)).toEqual([`<a class="next" href="${lab.url}"`]);
  });
});

describe('TrackPath', () => {
  test('shows each stop with its code, title and how far it is written', async () => {
    const html = await render(TrackPath, { props: { path, current: section.url } });
    const stops = [...html.matchAll(/<li.*?class="station station-(\w+)".*?<\/li>/g)].map(
      ([stop, status]) => [
        status,
        stop
          .replaceAll(/<[^>]*>/g, ' ')
          .replaceAll(/\s+/g, ' ')
          .trim(),
      ],
    );
    expect(stops).toEqual([
      ['complete', '2 Architecture'],
      ['planned', 'Ask a colleague'],
      ['planned', 'Lab 1 Deploy (planned)'],
      ['partial', '3 Install'],
    ]);
    expect(html.match(/<a [^>]*aria-current="page"/g)).toEqual([
      `<a href="${section.url}" aria-current="page"`,
    ]);
  });

  test('counts what can be read and what is planned', async () => {
    const html = await render(TrackPath, { props: { path, current: '/' } });
    expect(html).toContain('<span data-progress-of="operations" data-written="1">1 to read</span>');
    expect(html).toContain('2 planned');
  });

  test('marks only what can be read as something to tick off', async () => {
    const html = await render(TrackPath, { props: { path, current: '/' } });
    expect(html.match(/data-station="[^"]*"/g)).toEqual([`data-station="${section.url}"`]);
    expect(html).not.toContain('aria-current');
  });
});
