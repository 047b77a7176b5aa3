import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Heading } from '../../../src/domain/document.ts';
import type { Program } from '../../../src/domain/program.ts';
import { listPages } from '../../../src/domain/routes.ts';
import {
  matchesFilters,
  plainSlug,
  readSearchIndex,
  type SearchEntry,
} from '../../../src/domain/search-entries.ts';
import { buildSearchIndex } from '../../../src/domain/search-index.ts';
import { trackPaths } from '../../../src/domain/track-path.ts';
import {
  buildProgram,
  dataEntry,
  heading,
  manualMaterial,
  sectionEntry,
  withMaterial,
} from '../program-builder.ts';
import { buildReference } from '../reference-builder.ts';

function indexOf(program: Program) {
  const pages = listPages(program);
  return buildSearchIndex(program, pages, trackPaths(program, pages));
}

const entriesOf = (program: Program): SearchEntry[] => readSearchIndex(indexOf(program));

function entry(entries: readonly SearchEntry[], title: string): SearchEntry | undefined {
  return entries.find((candidate) => candidate.title === title);
}

describe('buildSearchIndex', () => {
  test('lists pages with what they can be filtered by', () => {
    expect(entry(entriesOf(buildProgram()), '2 Architecture')).toMatchObject({
      type: 'page',
      url: '/manuals/operations/02-architecture/',
      kind: 'manual',
      status: 'complete',
      tracks: ['operations'],
      minutes: 'up to 30',
      hint: 'What the section is about.',
    });
  });

  test('marks what is planned', () => {
    const program = buildProgram({ sections: [sectionEntry(1, 'overview')] });
    expect(entry(entriesOf(program), '2 Architecture')?.status).toBe('planned');
  });

  test('knows the level of an exam', () => {
    expect(entry(entriesOf(buildProgram()), 'Operations Associate')).toMatchObject({
      kind: 'exam',
      level: 'associate',
    });
  });

  test('leaves out the home page, search itself and pages for printing', () => {
    const urls = entriesOf(buildProgram()).map(({ url }) => url);
    expect(urls.filter((url) => url === '/' || url === '/search/' || url.includes('/print/'))).toEqual([]);
  });

  test('leads to headings by their anchors, also where a text stands twice', () => {
    const headings: Heading[] = [
      heading('Quorum: who votes?', 1),
      heading('Limits', 2, 3),
      { ...heading('Limits', 3, 3), slug: 'limits-1' },
      heading('Deep', 4, 4),
    ].map((found) => ({ ...found, slug: found.slug.replace(/[:?]/g, '') }));
    const program = buildProgram({
      sections: [sectionEntry(1, 'overview'), sectionEntry(2, 'architecture', {}, { headings })],
    });
    const found = entriesOf(program).filter(
      ({ type, label }) => type === 'heading' && label === '2 Architecture',
    );
    expect(found.map(({ title, url }) => [title, url])).toEqual([
      ['Quorum: who votes?', '/manuals/operations/02-architecture/#quorum-who-votes'],
      ['Limits', '/manuals/operations/02-architecture/#limits'],
      ['Limits', '/manuals/operations/02-architecture/#limits-1'],
    ]);
  });

  test('leads to every entry of the reference', () => {
    const entries = entriesOf(buildProgram()).filter(({ type }) => type === 'reference');
    expect(entries.map(({ label, url }) => `${label} ${url}`)).toMatchInlineSnapshot(`
      [
        "Metric /reference/metrics/#dwcp_state_sync_lag_seconds",
        "Metric /reference/metrics/#dwcp_migration_duration_seconds",
        "Alert /reference/alerts/#statesynclaghigh",
        "Panel /reference/dashboards/#state-lag",
        "Command /reference/commands/#dwcp-cli-cluster-status",
        "Command /reference/commands/#dwcp-cli-node-list",
        "Endpoint /reference/api/#get-v3-vms",
        "Endpoint /reference/api/#get-v3-vms-id",
        "gRPC /reference/api/#vmservice",
        "gRPC /reference/api/#vmservice",
        "Message /reference/api/#vm",
        "Key /reference/configuration/#consensus-protocol",
        "Error /reference/errors/#vm_not_found",
        "Port /reference/ports/#port-8080",
        "Term /glossary/#quorum",
        "Term /glossary/#amst",
        "Term /glossary/#dwcp",
      ]
    `);
  });

  test('gives an acronym its expansion, and the other way', () => {
    const index = indexOf(buildProgram());
    expect(index.synonyms).toContainEqual(['AMST', 'Adaptive multi-stream transport']);
    expect(entry(readSearchIndex(index), 'AMST')).toMatchObject({
      hint: 'Adaptive multi-stream transport',
      names: ['Adaptive multi-stream transport'],
    });
  });

  test('all its addresses are pages of the site', () => {
    const program = buildProgram();
    const pages = listPages(program);
    const missing = entriesOf(program).filter(({ url }) => {
      const [path, anchor] = url.split('#');
      const page = pages.find((candidate) => candidate.url === path);
      return page === undefined || (anchor !== undefined && !page.anchors.includes(anchor));
    });
    expect(missing).toEqual([]);
  });

  test('is at most 45 kB compressed for a full program', () => {
    const index = indexOf(fullProgram());
    const headings = index.pages.reduce((sum, row) => sum + (row[8]?.length ?? 0), 0);
    const references = index.references.reduce((sum, [, , rows]) => sum + rows.length, 0);
    expect(headings).toBeGreaterThanOrEqual(600);
    expect(references).toBeGreaterThanOrEqual(600);
    expect(gzipSync(JSON.stringify(index), { level: 9 }).length).toBeLessThan(45_000);
  });
});

describe('plainSlug', () => {
  test('is what GitHub makes of a heading', () => {
    expect(plainSlug('What fails: `node_lost`, and when?')).toBe('what-fails-node_lost-and-when');
  });
});

describe('matchesFilters', () => {
  const architecture = (): SearchEntry => {
    const found = entry(entriesOf(buildProgram()), '2 Architecture');
    if (found === undefined) throw new Error('The built program has no section 2.');
    return found;
  };

  test('takes an entry that has every chosen value', () => {
    expect(matchesFilters(architecture(), { track: 'operations', kind: 'manual', status: 'complete' })).toBe(
      true,
    );
  });

  test('leaves out one that lacks a value', () => {
    expect(matchesFilters(architecture(), { track: 'security' })).toBe(false);
    expect(matchesFilters(architecture(), { kind: 'manual', level: 'associate' })).toBe(false);
  });
});

const words = (
  'adaptive alert approve backlog balance bandwidth byte capacity certificate channel checkpoint client cluster commit compare ' +
  'compression config consensus controller copy decide delta deploy digest downtime drain election encode evidence exporter ' +
  'failure fallback flow follower gossip gradient handshake health host incident index jitter journal kernel latency leader ' +
  'ledger limit link log loss memory metric migrate mode monitor network node notice operator packet page partition path peer ' +
  'placement plan policy port probe proof quarantine query quorum queue rate recover region release replica report reputation ' +
  'restore retry rollback route scope score secret sequence service session signal slot snapshot state storage stream term ' +
  'threshold timeout token trace traffic transfer trust update validate version view vote window worker zone'
).split(' ');

/** Words in a mixed but repeatable order; real text compresses better than this. */
function createWriter() {
  let seed = 7;
  return (count: number): string =>
    Array.from({ length: count }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return words[seed % words.length];
    }).join(' ');
}

/** A program of the planned size: 40 sections with 600 headings, and 600 entries beside those that the builder's reference has. */
function fullProgram(): Program {
  const write = createWriter();
  const numbers = Array.from({ length: 40 }, (_, index) => index + 1);
  const reference = buildReference();
  const [metric] = reference.metrics.data.metrics;
  const [key] = reference.configuration.data.keys;
  const [command] = reference.commands.data.commands;
  if (metric === undefined || key === undefined || command === undefined)
    throw new Error('The reference builder has no entries.');
  const many = <Entry>(count: number, make: () => Entry): Entry[] => Array.from({ length: count }, make);
  const program = buildProgram({
    sections: numbers.map((number) =>
      sectionEntry(
        number,
        `part-${number}`,
        { summary: write(14) },
        { headings: many(15, () => heading(write(4))) },
      ),
    ),
    reference: {
      ...reference,
      metrics: dataEntry('content/reference/metrics.yaml', {
        metrics: many(100, () => ({
          ...metric,
          name: `dwcp_${write(3).replaceAll(' ', '_')}`,
          meaning: write(13),
        })),
      }),
      configuration: dataEntry('content/reference/configuration.yaml', {
        ...reference.configuration.data,
        keys: many(160, () => ({ ...key, key: write(3).replaceAll(' ', '.'), meaning: write(13) })),
      }),
      commands: dataEntry('content/reference/commands.yaml', {
        ...reference.commands.data,
        commands: many(140, () => ({ ...command, name: write(2), summary: write(13) })),
      }),
      glossary: dataEntry('content/reference/glossary.yaml', {
        terms: many(200, () => ({
          term: write(1),
          aliases: [write(2)],
          meaning: write(30),
          see: [],
          area: 'dwcp' as const,
        })),
      }),
    },
  });
  return withMaterial(
    program,
    manualMaterial({
      sections: numbers.map((number) => ({ number, slug: `part-${number}`, title: write(3) })),
    }),
  );
}
