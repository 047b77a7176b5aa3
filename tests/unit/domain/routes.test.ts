import { describe, expect, test } from 'vitest';
import {
  listPages,
  materialUrl,
  referenceAnchor,
  referenceUrl,
  sectionUrl,
  type Page,
} from '../../../src/domain/routes.ts';
import { ruleNames } from '../../../src/domain/rules.ts';
import type { Program } from '../../../src/domain/program.ts';
import {
  buildIndex,
  buildProgram,
  deckMaterial,
  guideMaterial,
  heading,
  labMaterial,
  manualMaterial,
  runbookEntry,
  sectionEntry,
  withMaterial,
} from '../program-builder.ts';

function pageAt(program: Program, url: string): Page {
  const found = listPages(program).find((page) => page.url === url);
  if (found === undefined) throw new Error(`There is no page at ${url}.`);
  return found;
}

describe('referenceAnchor', () => {
  test('keeps letters, digits and underscores, and joins the rest by single hyphens', () => {
    expect(
      ['GET /v3/vms/{id}', 'dwcp_nodes', 'port 8080', 'consensus.raft.term', '§ Größe!'].map(referenceAnchor),
    ).toEqual(['get-v3-vms-id', 'dwcp_nodes', 'port-8080', 'consensus-raft-term', 'größe']);
  });
});

describe('referenceUrl', () => {
  test('leads to a page or an entry; the glossary stands at the top', () => {
    expect(referenceUrl('metrics')).toBe('/reference/metrics/');
    expect(referenceUrl('commands', 'dwcp-cli node list')).toBe('/reference/commands/#dwcp-cli-node-list');
    expect(referenceUrl('glossary', 'AMST')).toBe('/glossary/#amst');
  });
});

describe('materialUrl', () => {
  test('gives each kind its place', () => {
    expect(buildIndex().materials.map(materialUrl)).toEqual([
      '/manuals/operations/',
      '/labs/operations/lab-1-deploy-test-cluster/',
      '/runbooks/production-rollout/',
      '/guides/certification/',
      '/exams/operations-associate/',
      '/decks/operations-deck/',
      '/schedules/operations-1-day/',
    ]);
    expect(sectionUrl('operations', 2, 'architecture')).toBe('/manuals/operations/02-architecture/');
  });
});

describe('listPages', () => {
  test('lists each address once, with slashes at both ends', () => {
    const urls = listPages(buildProgram()).map(({ url }) => url);
    expect(new Set(urls).size).toBe(urls.length);
    for (const url of urls) expect(url).toMatch(/^\/(?:[a-z0-9_-]+\/)*$/);
  });

  test('has a page for every rule', () => {
    const urls = new Set(listPages(buildProgram()).map(({ url }) => url));
    expect(ruleNames.filter((rule) => !urls.has(`/status/rules/${rule}/`))).toEqual([]);
  });

  test('has what a section is made of', () => {
    const program = buildProgram({
      sections: [
        sectionEntry(
          2,
          'architecture',
          { minutes: { read: 20, practise: 10 } },
          { headings: [heading('Planes')], anchors: ['check-1'] },
        ),
      ],
    });
    expect(pageAt(program, '/manuals/operations/02-architecture/')).toMatchObject({
      title: '2 Architecture',
      kind: 'section',
      status: 'complete',
      anchors: ['planes', 'check-1'],
      ref: 'operations/2',
      minutes: 30,
    });
  });

  test('shows a planned manual as partial once a section is written, and prints it only then', () => {
    const planned = withMaterial(buildProgram(), manualMaterial({ status: 'planned' }));
    expect(pageAt(planned, '/manuals/operations/').status).toBe('partial');
    expect(
      pageAt({ ...planned, sections: planned.sections.slice(0, 1) }, '/manuals/operations/02-architecture/'),
    ).toMatchObject({
      status: 'planned',
      summary: 'Section 2 of Operations manual.',
      anchors: [],
    });
    const empty = { ...planned, sections: [] };
    expect(pageAt(empty, '/manuals/operations/').status).toBe('planned');
    expect(listPages(empty).filter(({ url }) => url.endsWith('/print/'))).toEqual([]);
  });

  test('shows a planned lab, guide and deck by whether they are there', () => {
    const plannedLab = withMaterial(buildProgram(), labMaterial({ status: 'planned' }));
    const url = '/labs/operations/lab-1-deploy-test-cluster/';
    expect(pageAt(plannedLab, url)).toMatchObject({
      title: 'Lab 1: Deploy a test cluster',
      status: 'partial',
      minutes: 60,
      ref: 'operations/lab-1',
    });
    expect(pageAt({ ...plannedLab, labs: [] }, url).status).toBe('planned');
    expect(
      pageAt(
        { ...withMaterial(buildProgram(), guideMaterial({ status: 'planned' })), guides: [] },
        '/guides/certification/',
      ).status,
    ).toBe('planned');
    expect(
      pageAt(withMaterial(buildProgram(), deckMaterial({ status: 'planned' })), '/decks/operations-deck/')
        .status,
    ).toBe('planned');
  });

  test('tells a runbook from a guide with the same slug', () => {
    const program = withMaterial(buildProgram(), guideMaterial({ slug: 'production-rollout' }));
    const withAnchor = {
      ...program,
      runbooks: [runbookEntry('production-rollout', {}, { headings: [heading('Rollout')] })],
    };
    expect(pageAt(withAnchor, '/runbooks/production-rollout/').anchors).toEqual(['rollout']);
    expect(pageAt(withAnchor, '/guides/production-rollout/').anchors).toEqual([]);
  });

  test('gives reference pages an anchor for each entry', () => {
    expect(pageAt(buildProgram(), '/reference/api/').anchors).toEqual([
      'get-v3-vms',
      'get-v3-vms-id',
      'vmservice',
      'vm',
    ]);
    expect(pageAt(buildProgram(), '/reference/ports/').anchors).toEqual(['port-8080']);
    expect(pageAt(buildProgram(), '/reference/commands/').anchors).toEqual([
      'dwcp-cli-cluster-status',
      'dwcp-cli-node-list',
    ]);
  });
});
