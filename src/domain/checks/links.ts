import type { Link } from '../document.ts';
import { nearest } from '../edit-distance.ts';
import type { Finding } from '../finding.ts';
import { allDocuments, type DataEntry, type DocumentEntry, type Program } from '../program.ts';
import { listPages, type Page } from '../routes.ts';
import { stringsOf } from './strings.ts';

/** Where a link stands, and what its text says about its target. */
interface Place {
  readonly file: string;
  readonly line: number;
  /** Anchors of the page the link is on; absent in data, which has no page of its own. */
  readonly ownAnchors?: ReadonlySet<string>;
  readonly saysPlanned: boolean;
  /** Whether it is followed by "(planned)" as a mark, and by no other wording with that word. */
  readonly hasPlannedMark: boolean;
}

interface Site {
  readonly pages: ReadonlyMap<string, { readonly page: Page; readonly anchors: ReadonlySet<string> }>;
  /** Addresses of files that the build writes, such as calendars and downloads. */
  readonly files: ReadonlySet<string>;
}

/**
 * Links, redirects and figures that lead nowhere. `files` are the addresses of the files that the build writes beside
 * the pages, e.g. `/schedules/operations-5-day.ics`.
 */
export function checkLinks(program: Program, files: readonly string[] = []): Finding[] {
  const pages = listPages(program).map(
    (page) => [page.url, { page, anchors: new Set(page.anchors) }] as const,
  );
  const site: Site = { pages: new Map(pages), files: new Set(files) };
  return [
    ...allDocuments(program).flatMap((entry) => [
      ...checkDocument(entry, site),
      ...checkFigures(entry, program.figures),
    ]),
    ...[...dataWithLinks(program), ...allDocuments(program)].flatMap((entry) => checkData(entry, site)),
    ...program.decks.flatMap((deck) => checkSlideFigures(deck, program.figures)),
    ...checkRedirects(program, site),
  ];
}

function checkDocument({ document }: DocumentEntry<unknown>, site: Site): Finding[] {
  const ownAnchors = new Set([...document.headings.map((heading) => heading.slug), ...document.anchors]);
  return document.links.flatMap((link) =>
    checkUrl(link.url, site, {
      file: document.file,
      line: link.line,
      ownAnchors,
      saysPlanned: saysPlanned(link),
      hasPlannedMark: /^[*_]*\s*\((?:still )?planned\)/i.test(link.after),
    }),
  );
}

/** "planned" in the link text, right after the link, or after a list of links: "(both planned)". */
function saysPlanned(link: Link): boolean {
  return (
    /\bplanned\b/i.test(link.text) ||
    /^\s*\([^)]*\bplanned\b/i.test(link.after) ||
    /^[\s,]*(?:(?:which|that|is|are|still)\s+)*planned\b/i.test(link.after) ||
    /^[^.]*\((?:both|all)\b[^).]*\bplanned\b/i.test(link.after)
  );
}

function checkUrl(url: string, site: Site, place: Place): Finding[] {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) || url.startsWith('//')) return checkExternal(url, place);
  if (url.startsWith('#')) return checkOwnAnchor(url, place);
  const finding = (message: string, hint: string): Finding[] => [
    {
      rule: 'dead-page',
      file: place.file,
      line: place.line,
      subject: `${place.file}: ${url}`,
      message,
      hint,
    },
  ];
  if (!url.startsWith('/')) {
    return finding(
      `The link "${url}" is relative, and means another page wherever the text is shown.`,
      'Write the whole address from the top of the site, e.g. "/reference/metrics/".',
    );
  }
  const [address = '', fragment = ''] = splitOnce(url, '#');
  const path = splitOnce(address, '?')[0] ?? '';
  const target = site.pages.get(path);
  if (target !== undefined) {
    return [...checkPlanned(url, target.page, place), ...checkAnchor(url, fragment, target, place)];
  }
  if (site.files.has(path)) return [];
  if (site.pages.has(`${path}/`)) {
    return finding(
      `The link "${url}" lacks the slash at the end of its page.`,
      `Write "${url.replace(path, `${path}/`)}".`,
    );
  }
  const suggestion = nearest(path, site.pages.keys());
  return finding(
    `The link "${url}" leads to a page that does not exist.`,
    suggestion === undefined
      ? 'Correct the address, or remove the link.'
      : `The nearest page is "${suggestion}"; correct the address, or remove the link.`,
  );
}

/** An address elsewhere is checked for its form only: whether it answers depends on the day. */
function checkExternal(url: string, place: Place): Finding[] {
  const isWellFormed = url.startsWith('mailto:')
    ? /^mailto:[^\s@]+@[^\s@]+\.[^\s@]+$/.test(url)
    : /^https?:\/\/[^/\s]/i.test(url) && URL.canParse(url) && !/\s/.test(url);
  if (isWellFormed) return [];
  return [
    {
      rule: 'dead-page',
      file: place.file,
      line: place.line,
      subject: `${place.file}: ${url}`,
      message: `The link "${url}" is not a well-formed address.`,
      hint: 'Write a whole address that starts with "https://", "http://" or "mailto:".',
    },
  ];
}

function checkOwnAnchor(url: string, place: Place): Finding[] {
  const anchor = decode(url.slice(1));
  const anchors = place.ownAnchors ?? new Set<string>();
  if (anchor === '' || anchor === 'top' || anchors.has(anchor)) return [];
  return [deadAnchor(url, 'this page', anchor, anchors, place)];
}

function checkAnchor(
  url: string,
  fragment: string,
  target: { page: Page; anchors: ReadonlySet<string> },
  place: Place,
): Finding[] {
  const anchor = decode(fragment);
  // A planned page has no headings yet; that it is planned is what the link has to say.
  if (anchor === '' || anchor === 'top' || target.page.status === 'planned' || target.anchors.has(anchor))
    return [];
  return [deadAnchor(url, `"${target.page.url}"`, anchor, target.anchors, place)];
}

function deadAnchor(
  url: string,
  page: string,
  anchor: string,
  anchors: ReadonlySet<string>,
  place: Place,
): Finding {
  const suggestion = nearest(anchor, anchors);
  return {
    rule: 'dead-anchor',
    file: place.file,
    line: place.line,
    subject: `${place.file}: ${url}`,
    message: `The link "${url}" leads to the anchor "${anchor}", which ${page} does not have.`,
    hint:
      suggestion === undefined
        ? 'Correct the anchor, or add the heading.'
        : `The nearest anchor is "#${suggestion}"; use it, or add the heading.`,
  };
}

function checkPlanned(url: string, page: Page, place: Place): Finding[] {
  if (page.status === 'complete' && place.hasPlannedMark) {
    return [
      {
        rule: 'written-link-marked-planned',
        file: place.file,
        line: place.line,
        subject: `${place.file}: ${url}`,
        message: `The link "${url}" is marked as planned, and "${page.title}" is written.`,
        hint: 'Remove "(planned)", and read whether the sentence around it still holds.',
      },
    ];
  }
  if (page.status !== 'planned' || place.saysPlanned) return [];
  return [
    {
      rule: 'planned-link-not-marked',
      file: place.file,
      line: place.line,
      subject: `${place.file}: ${url}`,
      message: `The link "${url}" leads to "${page.title}", which is planned, and its text does not say so.`,
      hint: 'Write "planned" in the link text, or "(planned)" right after the link.',
    },
  ];
}

function checkFigures({ document }: DocumentEntry<unknown>, figures: readonly string[]): Finding[] {
  return document.components
    .filter((use) => use.name === 'Figure')
    .flatMap((use): Finding[] => {
      const { src, alt } = use.attributes;
      const place = { rule: 'missing-figure', file: document.file, line: use.line } as const;
      const name = typeof src === 'string' ? src : '';
      const findings: Finding[] = figures.includes(name)
        ? []
        : [{ ...place, subject: `${document.file}: ${name}`, ...absentFigure(name, figures) }];
      if (typeof alt === 'string' && alt.trim() !== '') return findings;
      return [
        ...findings,
        {
          ...place,
          subject: `${document.file}: ${name} alt`,
          message: `The figure "${name}" has no text alternative.`,
          hint: 'Say in the "alt" property, in words, everything that the drawing says.',
        },
      ];
    });
}

function checkSlideFigures(deck: Program['decks'][number], figures: readonly string[]): Finding[] {
  return deck.data.days.flatMap((day, dayIndex) =>
    day.slides.flatMap((slide, slideIndex): Finding[] => {
      if (slide.figure === undefined || figures.includes(slide.figure)) return [];
      const line = deck.lineOf(['days', dayIndex, 'slides', slideIndex, 'figure']);
      return [
        {
          rule: 'missing-figure',
          file: deck.file,
          line,
          subject: `${deck.file}: ${slide.figure}`,
          ...absentFigure(slide.figure, figures),
        },
      ];
    }),
  );
}

function absentFigure(name: string, figures: readonly string[]): Pick<Finding, 'message' | 'hint'> {
  const suggestion = nearest(name, figures);
  return {
    message:
      name === ''
        ? 'A figure does not say which drawing it shows.'
        : `The figure "${name}" is not in content/figures/.`,
    hint:
      suggestion === undefined
        ? 'Add the drawing, or correct its name.'
        : `The nearest drawing is "${suggestion}"; correct the name, or add the drawing.`,
  };
}

function checkRedirects(program: Program, site: Site): Finding[] {
  const { file, data, lineOf } = program.redirects;
  const sources = new Set(data.redirects.map((redirect) => redirect.from));
  return data.redirects.flatMap(({ from, to }, index): Finding[] => {
    const finding = (key: 'from' | 'to', message: string, hint: string): Finding => ({
      rule: 'redirect-leads-nowhere',
      file,
      line: lineOf(['redirects', index, key]),
      subject: `${from} → ${to}`,
      message,
      hint,
    });
    const hidden = site.pages.has(from)
      ? [
          finding(
            'from',
            `The redirect from "${from}" hides the page at that address.`,
            'Remove the redirect, or give the page another address.',
          ),
        ]
      : [];
    if (site.pages.has(to)) return hidden;
    if (sources.has(to)) {
      return [
        ...hidden,
        finding(
          'to',
          `The redirect from "${from}" leads to "${to}", which is itself redirected.`,
          'Name the page where the second redirect ends.',
        ),
      ];
    }
    const suggestion = nearest(to, site.pages.keys());
    return [
      ...hidden,
      finding(
        'to',
        `The redirect from "${from}" leads to "${to}", which is not a page.`,
        suggestion === undefined
          ? 'Correct its target.'
          : `The nearest page is "${suggestion}"; correct the target.`,
      ),
    ];
  });
}

/** Addresses in YAML are told from other strings by their form. */
function checkData(entry: DataEntry<unknown>, site: Site): Finding[] {
  return stringsOf(entry)
    .filter(({ text, path }) => /^\/(?:\S*\/|\S*\/\S*#\S*)?$/.test(text) && !isMachinePath(path))
    .flatMap(({ text, line }) =>
      checkUrl(text, site, { file: entry.file, line, saysPlanned: true, hasPlannedMark: false }),
    );
}

/** `/var/lib/dwcp/` as the value of a setting is a folder of a server. */
function isMachinePath(path: readonly (string | number)[]): boolean {
  return ['value', 'path', 'example', 'exhibit'].includes(String(path.at(-1)));
}

function dataWithLinks(program: Program): DataEntry<unknown>[] {
  return [
    program.index,
    ...program.tracks,
    ...program.schedules,
    ...program.decks,
    ...Object.values(program.reference),
    program.releases,
  ];
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
