import { describe, expect, test } from 'vitest';
import { checkLinks } from '../../../../src/domain/checks/links.ts';
import {
  buildProgram,
  dataEntry,
  deckEntry,
  labMaterial,
  trackEntry,
  withMaterial,
} from '../../program-builder.ts';
import { printed, programWith, subjects } from './program-with.ts';

const file = 'content/manuals/operations/01-overview.mdx';

/** Messages and hints for a link in the first section; the second one has the heading "Life of a term". */
const check = (markdown: string) =>
  checkLinks(programWith([markdown, '## Life of a term\n\n<Step id="first" title="Go">Go.</Step>\n']));

describe('checkLinks', () => {
  test('is silent about the small program', () => {
    expect(checkLinks(buildProgram())).toEqual([]);
  });

  test.each([
    '/',
    '/glossary/',
    '/glossary/#quorum',
    '/reference/metrics/#dwcp_state_sync_lag_seconds',
    '/manuals/operations/02-architecture/',
    '/manuals/operations/02-architecture/#life-of-a-term',
    '/manuals/operations/02-architecture/#first',
    '#here',
    '#',
    '/search/?q=quorum',
    'https://example.com/a#b',
    'mailto:training@example.com',
  ])('accepts %s', (url) => {
    expect(check(`## Here\n\nSee [it](${url}).\n`)).toEqual([]);
  });

  test('reports a page that does not exist, with the nearest one', () => {
    expect(printed(check('See [it](/manuals/operations/02-architectur/#x).\n'))).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:1 dead-page
      The link "/manuals/operations/02-architectur/#x" leads to a page that does not exist.
      The nearest page is "/manuals/operations/02-architecture/"; correct the address, or remove the link.",
      ]
    `);
  });

  test('reports a page without its last slash', () => {
    expect(printed(check('See [it](/reference/metrics#dwcp_x).\n'))).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:1 dead-page
      The link "/reference/metrics#dwcp_x" lacks the slash at the end of its page.
      Write "/reference/metrics/#dwcp_x".",
      ]
    `);
  });

  test('asks for addresses from the top of the site', () => {
    expect(printed(check('See [it](../02-architecture/).\n'))).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:1 dead-page
      The link "../02-architecture/" is relative, and means another page wherever the text is shown.
      Write the whole address from the top of the site, e.g. "/reference/metrics/".",
      ]
    `);
  });

  test('reports an address elsewhere only when it is not well formed', () => {
    expect(
      printed(
        check('See [it](<https://exa mple.com/>), [this](mailto:nobody) and [that](ftp://example.com/).\n'),
      ),
    ).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:1 dead-page
      The link "https://exa mple.com/" is not a well-formed address.
      Write a whole address that starts with "https://", "http://" or "mailto:".",
        "content/manuals/operations/01-overview.mdx:1 dead-page
      The link "mailto:nobody" is not a well-formed address.
      Write a whole address that starts with "https://", "http://" or "mailto:".",
        "content/manuals/operations/01-overview.mdx:1 dead-page
      The link "ftp://example.com/" is not a well-formed address.
      Write a whole address that starts with "https://", "http://" or "mailto:".",
      ]
    `);
  });

  test('reports an anchor that a page does not have, with the nearest one', () => {
    expect(
      printed(
        check(
          'See [it](/manuals/operations/02-architecture/#life-of-terms) and [below](#belw).\n\n## Below\n\nText.\n',
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:1 dead-anchor
      The link "/manuals/operations/02-architecture/#life-of-terms" leads to the anchor "life-of-terms", which "/manuals/operations/02-architecture/" does not have.
      The nearest anchor is "#life-of-a-term"; use it, or add the heading.",
        "content/manuals/operations/01-overview.mdx:1 dead-anchor
      The link "#belw" leads to the anchor "belw", which this page does not have.
      The nearest anchor is "#below"; use it, or add the heading.",
      ]
    `);
  });

  test('accepts files that the build writes', () => {
    const program = programWith(['Get [it](/schedules/operations-1-day.ics).\n']);
    expect(subjects(checkLinks(program), 'dead-page')).toEqual([`${file}: /schedules/operations-1-day.ics`]);
    expect(checkLinks(program, ['/schedules/operations-1-day.ics'])).toEqual([]);
  });

  describe('about planned pages', () => {
    const address = '/labs/operations/lab-2-migrate/';
    const checkPlanned = (markdown: string) =>
      checkLinks(
        withMaterial(
          programWith([markdown]),
          labMaterial({
            id: 'operations-lab-2',
            number: 2,
            slug: 'migrate',
            title: 'Migrate',
            status: 'planned',
          }),
        ),
      );

    test('reports a link that does not say so', () => {
      expect(printed(checkPlanned(`Do [Lab 2](${address}).\n`))).toMatchInlineSnapshot(`
        [
          "content/manuals/operations/01-overview.mdx:1 planned-link-not-marked
        The link "/labs/operations/lab-2-migrate/" leads to "Lab 2: Migrate", which is planned, and its text does not say so.
        Write "planned" in the link text, or "(planned)" right after the link.",
        ]
      `);
    });

    test.each([
      `[Lab 2](${address}) (planned).`,
      `[the planned Lab 2](${address}).`,
      `**[Lab 2](${address})** (planned)`,
      `[Lab 2](${address}#step) (still planned)`,
      `[Lab 2](${address}), which is planned.`,
      `[Lab 2](${address}) and [Lab 2 again](${address}) (both planned).`,
      `| Lab |\n| --- |\n| [Lab 2](${address}) (planned) |`,
    ])('accepts %j', (markdown) => {
      expect(checkPlanned(`${markdown}\n`)).toEqual([]);
    });

    test.each([
      [`[Section 2](/manuals/operations/02-architecture/) (planned)`, 1],
      [`**[Section 2](/manuals/operations/02-architecture/)** (still planned)`, 1],
      [`[Section 2](/manuals/operations/02-architecture/)`, 0],
      [`[Section 2](/manuals/operations/02-architecture/) lists what is planned`, 0],
      [`[Section 2](/manuals/operations/02-architecture/), and more (planned)`, 0],
    ])('counts the mark on what is written in %j', (markdown, count) => {
      const rules = checkPlanned(`${markdown}\n`).map(({ rule }) => rule);
      expect(rules).toEqual(Array.from({ length: count }, () => 'written-link-marked-planned'));
    });

    test('does not take a later sentence for the mark', () => {
      expect(checkPlanned(`Do [Lab 2](${address}). What is planned is marked.\n`)).toHaveLength(1);
      expect(checkPlanned(`Do [Lab 2](${address}) before the planned one.\n`)).toHaveLength(1);
    });
  });

  describe('about figures', () => {
    const checkFigure = (figure: string) =>
      checkLinks(programWith([`${figure}\n`], { figures: ['planes.svg'] }));

    test('accepts a drawing that is there and has a text alternative', () => {
      expect(checkFigure('<Figure src="planes.svg" alt="Two boxes." caption="The planes" />')).toEqual([]);
    });

    test('reports a drawing that is not there, and one without a text alternative', () => {
      expect(
        printed([
          ...checkFigure('<Figure src="plane.svg" alt="Two boxes." caption="The planes" />'),
          ...checkFigure('<Figure src="planes.svg" alt=" " caption="The planes" />'),
        ]),
      ).toMatchInlineSnapshot(`
        [
          "content/manuals/operations/01-overview.mdx:1 missing-figure
        The figure "plane.svg" is not in content/figures/.
        The nearest drawing is "planes.svg"; correct the name, or add the drawing.",
          "content/manuals/operations/01-overview.mdx:1 missing-figure
        The figure "planes.svg" has no text alternative.
        Say in the "alt" property, in words, everything that the drawing says.",
        ]
      `);
    });

    test('looks at slides, too', () => {
      const slide = {
        title: 'Planes',
        lines: [],
        figure: 'gone.svg',
        notes: 'Say it.',
        minutes: 1,
        section: 'operations/1',
      };
      const deck = deckEntry('operations-deck', { days: [{ title: 'Day', slides: [slide] }] });
      expect(subjects(checkLinks(buildProgram({ decks: [deck] })), 'missing-figure')).toEqual([
        'content/decks/operations-deck.yaml: gone.svg',
      ]);
    });
  });

  test('reports addresses in YAML and frontmatter', () => {
    const program = buildProgram({
      tracks: [
        trackEntry({
          prerequisites: ['/labs/none/', '/glossary/#none', '/glossary/', '/etc/dwcp', 'a /b/ c'],
        }),
      ],
    });
    expect(checkLinks(program).map(({ rule, subject }) => [rule, subject])).toEqual([
      ['dead-page', 'content/tracks/operations.yaml: /labs/none/'],
      ['dead-anchor', 'content/tracks/operations.yaml: /glossary/#none'],
    ]);
  });

  describe('about redirects', () => {
    const checkRedirect = (...redirects: { from: string; to: string }[]) =>
      checkLinks(buildProgram({ redirects: dataEntry('content/program/redirects.yaml', { redirects }) }));

    test('accepts one from an old address to a page', () => {
      expect(checkRedirect({ from: '/terms/', to: '/glossary/' })).toEqual([]);
    });

    test('reports targets that are not pages, and sources that are', () => {
      expect(
        printed(
          checkRedirect(
            { from: '/old/', to: '/glosary/' },
            { from: '/older/', to: '/old/' },
            { from: '/labs/', to: '/glossary/' },
          ),
        ),
      ).toMatchInlineSnapshot(`
        [
          "content/program/redirects.yaml:1 redirect-leads-nowhere
        The redirect from "/old/" leads to "/glosary/", which is not a page.
        The nearest page is "/glossary/"; correct the target.",
          "content/program/redirects.yaml:1 redirect-leads-nowhere
        The redirect from "/older/" leads to "/old/", which is itself redirected.
        Name the page where the second redirect ends.",
          "content/program/redirects.yaml:1 redirect-leads-nowhere
        The redirect from "/labs/" hides the page at that address.
        Remove the redirect, or give the page another address.",
        ]
      `);
    });
  });
});
