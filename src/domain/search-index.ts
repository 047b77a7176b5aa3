import type { Program, Reference } from './program.ts';
import { referenceAnchor, referenceUrl, type Page } from './routes.ts';
import { plainSlug, termLabel } from './search-entries.ts';
import type {
  HeadingRow,
  PageRow,
  ReferenceRow,
  ReferenceRows,
  SearchIndex,
  Synonym,
} from './search-entries.ts';
import { minutesBand, searchFacts, type SearchFacts } from './search-facts.ts';
import type { TrackPath } from './track-path.ts';

const hintLength = 84;

/** In which order filters offer their values. */
const offered = {
  kinds: [
    'manual',
    'lab',
    'runbook',
    'exam',
    'schedule',
    'guide',
    'deck',
    'reference',
    'certification',
    'track',
    'status',
    'page',
  ],
  statuses: ['complete', 'in progress', 'planned'],
  tracks: ['operations', 'developer', 'security'],
  levels: ['associate', 'professional', 'expert'],
  minutes: [15, 45, 90, 150].map(minutesBand),
};

/**
 * Collects the names of the program for the search that answers first: titles, headings of written pages, and every entry
 * of the reference. The full text is Pagefind's business.
 */
export function buildSearchIndex(
  program: Program,
  pages: readonly Page[],
  paths: readonly TrackPath[],
): SearchIndex {
  const searched = pages
    .filter(isSearched)
    .map((page) => ({ page, facts: searchFacts(page, tracksOf(page, paths)) }));
  const table = (order: readonly string[], pick: (facts: SearchFacts) => readonly string[]): string[] => {
    const used = new Set(searched.flatMap(({ facts }) => pick(facts)));
    return [
      ...order.filter((value) => used.has(value)),
      ...[...used].filter((value) => !order.includes(value)),
    ];
  };
  const tables = {
    kinds: table(offered.kinds, (facts) => [facts.kind]),
    statuses: table(offered.statuses, (facts) => [facts.status]),
    tracks: table(offered.tracks, (facts) => facts.tracks),
    levels: table(offered.levels, (facts) => (facts.level === undefined ? [] : [facts.level])),
    minutes: table(offered.minutes, (facts) => (facts.minutes === undefined ? [] : [facts.minutes])),
  };
  return {
    version: 1,
    ...tables,
    pages: searched.map(({ page, facts }): PageRow => {
      const headings = headingRows(program, page);
      const row = [
        page.url,
        page.title,
        page.summary,
        tables.kinds.indexOf(facts.kind),
        tables.statuses.indexOf(facts.status),
        facts.tracks.reduce((bits, track) => bits | (1 << tables.tracks.indexOf(track)), 0),
        facts.level === undefined ? 0 : tables.levels.indexOf(facts.level) + 1,
        facts.minutes === undefined ? 0 : tables.minutes.indexOf(facts.minutes) + 1,
      ] as const;
      return headings.length === 0 ? row : [...row, headings];
    }),
    references: referenceRows(program.reference),
    synonyms: program.reference.glossary.data.terms.flatMap((term): Synonym[] =>
      term.expansion === undefined ? [] : [[term.term, term.expansion]],
    ),
  };
}

/** Pages that repeat others, or are search itself, are left out. */
function isSearched(page: Page): boolean {
  return page.url !== '/' && page.url !== '/search/' && !page.url.endsWith('/print/');
}

function tracksOf(page: Page, paths: readonly TrackPath[]): TrackPath['track'][] {
  return paths
    .filter((path) => path.stations.some((station) => station.page?.url === page.url))
    .map((path) => path.track);
}

function headingRows(program: Program, page: Page): HeadingRow[] {
  const anchored = (text: string, anchor: string): HeadingRow =>
    anchor === plainSlug(text) ? text : [text, anchor];
  if (page.url === '/paths/')
    return program.index.data.learningPaths.map((path) => anchored(path.title, path.id));
  if (page.url === '/certification/')
    return program.index.data.levels.map((level) => anchored(level.title, level.id));
  const headings = page.document?.headings ?? [];
  return headings
    .filter(({ depth }) => depth === 2 || depth === 3)
    .map(({ text, slug }) => anchored(text, slug));
}

function referenceRows(reference: Reference): ReferenceRows[] {
  const { metrics, alerts, dashboards, commands, api, configuration, errors, ports, glossary } = reference;
  return [
    [
      'Metric',
      referenceUrl('metrics'),
      metrics.data.metrics.map(({ name, meaning, aliases }) => row(name, meaning, aliases)),
    ],
    ['Alert', referenceUrl('alerts'), alerts.data.alerts.map(({ name, meaning }) => row(name, meaning))],
    [
      'Panel',
      referenceUrl('dashboards'),
      dashboards.data.dashboards.flatMap((dashboard) =>
        dashboard.panels.map(({ id, title, question }): ReferenceRow => [title, shorten(question), [], id]),
      ),
    ],
    [
      'Command',
      referenceUrl('commands'),
      commands.data.commands.map(({ program, name, summary }) => row(`${program} ${name}`, summary)),
    ],
    [
      'Endpoint',
      referenceUrl('api'),
      api.data.endpoints.map(({ method, path, summary }) => row(`${method} ${path}`, summary)),
    ],
    [
      'gRPC',
      referenceUrl('api'),
      api.data.services.flatMap((service) => [
        row(service.name, service.summary),
        ...service.methods.map((method) =>
          row(`${service.name}.${method.name}`, method.summary, [method.name], service.name),
        ),
      ]),
    ],
    [
      'Message',
      referenceUrl('api'),
      api.data.messages.map(({ name, fields }) => row(name, fields.map((field) => field.name).join(', '))),
    ],
    [
      'Key',
      referenceUrl('configuration'),
      configuration.data.keys.map(({ key, meaning }) => row(key, meaning)),
    ],
    [
      'Error',
      referenceUrl('errors'),
      errors.data.errors.map(({ code, http, meaning }) => row(code, meaning, [String(http)])),
    ],
    [
      'Port',
      referenceUrl('ports'),
      ports.data.ports.map(({ port, lastPort, service, meaning }) =>
        row(`Port ${port}`, `${service}: ${meaning}`, [
          lastPort === undefined ? String(port) : `${port}–${lastPort}`,
        ]),
      ),
    ],
    [
      termLabel,
      referenceUrl('glossary'),
      glossary.data.terms.map(({ term, expansion, aliases, meaning }) =>
        row(term, expansion === undefined ? meaning : '', aliases),
      ),
    ],
  ];
}

/** A row without its empty end. */
function row(
  name: string,
  meaning: string,
  names: readonly string[] = [],
  anchoredAs: string = name,
): ReferenceRow {
  const hint = shorten(meaning);
  if (anchoredAs !== name) return [name, hint, names, referenceAnchor(anchoredAs)];
  if (names.length > 0) return [name, hint, names];
  return hint === '' ? [name] : [name, hint];
}

/** The first sentence, cut at a word where it is long. */
function shorten(text: string): string {
  const sentence = /^.*?\.(?=\s+\p{Lu}|\s*$)/su.exec(text)?.[0] ?? text;
  const plain = sentence.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
  if (plain.length <= hintLength) return plain;
  return `${plain.slice(0, hintLength).replace(/[\s,;:(]+\S*$/, '')} …`;
}
