import type { Guide } from '../../../src/schemas/guide.ts';
import type { Lab } from '../../../src/schemas/lab.ts';
import type { ManualSection } from '../../../src/schemas/manual-section.ts';
import type { Track } from '../../../src/schemas/track.ts';
import { pick } from './content.ts';
import {
  completeLab,
  completeManual,
  coordinators,
  guideText,
  lab1,
  overview,
  sectionFile,
  selfPaced,
  setStatus,
  uniqueLines,
} from './fixtures.ts';
import type { MutationCase } from './mutation-case.ts';

/** Damage to the form of files, and to what the index claims about them. */
const linkToRollback = `content/${sectionFile(6, 'incident-response')}: /manuals/operations/07-rollback/`;

export const claimCases: readonly MutationCase[] = [
  {
    rule: 'invalid-content',
    subject: 'content/program/releases.yaml: relaeses',
    title: 'a field is misspelt',
    damage: (content) => content.write('program/releases.yaml', 'releases: []\nrelaeses: []\n'),
  },
  {
    rule: 'unreadable-file',
    subject: 'content/program/releases.yaml',
    title: 'a bracket is not closed',
    damage: (content) => content.write('program/releases.yaml', 'releases: [\n'),
  },
  {
    rule: 'unknown-component',
    subject: `content/${coordinators}: Wraning`,
    title: 'the name of a component is misspelt',
    damage: (content) =>
      content.append(
        coordinators,
        '<Wraning title="Stairs">\n\nMind the stairs to the classroom.\n\n</Wraning>',
      ),
  },
  {
    rule: 'complete-but-missing',
    subject: 'operations-lab-1:status',
    title: 'the file of a complete lab is deleted',
    prepare: completeLab,
    damage: (content) => content.remove(lab1),
  },
  {
    rule: 'complete-but-missing',
    subject: 'security-lab-5:status',
    title: 'a lab is called complete before it is written',
    damage: (content) => setStatus(content, 'security-lab-5', 'complete'),
  },
  {
    rule: 'complete-but-short',
    subject: 'operations-manual:section-4-lines',
    title: 'a section loses 100 lines',
    prepare(content) {
      // A section made for the case, since the real one is far longer than its claim.
      content.remove(sectionFile(4, 'monitoring-and-alerting'));
      completeManual(content);
    },
    damage: (content) =>
      content.replace(sectionFile(4, 'monitoring-and-alerting'), uniqueLines(4, 450), uniqueLines(4, 350)),
  },
  {
    rule: 'complete-but-short',
    subject: 'coordinators:lines',
    title: 'a guide loses a paragraph that its claim counts',
    prepare(content) {
      content.append(coordinators, uniqueLines(99, 3));
      const lines = pick(content.program.guides, ({ id }) => id === 'coordinators').document.bodyLines;
      content.changeIndex((index) => {
        Object.assign(
          pick(index.materials, ({ id }) => id === 'coordinators'),
          { lines: { atLeast: lines } },
        );
      });
    },
    damage: (content) => content.replace(coordinators, uniqueLines(99, 3), ''),
  },
  {
    rule: 'planned-but-present',
    subject: 'operations-manual:status',
    title: 'a manual is finished and still called planned',
    prepare: completeManual,
    damage: (content) => setStatus(content, 'operations-manual', 'planned'),
  },
  {
    rule: 'section-absent',
    subject: 'operations-manual:section-7',
    title: 'a section of a complete manual is deleted',
    prepare: completeManual,
    // Section 6 links to it twice.
    also: [
      { rule: 'planned-link-not-marked', subject: linkToRollback },
      { rule: 'planned-link-not-marked', subject: linkToRollback },
    ],
    damage: (content) => content.remove(sectionFile(7, 'rollback')),
  },
  {
    rule: 'section-absent',
    subject: 'self-paced:take-practice-exams',
    title: 'a heading of a guide no longer is the one of the index',
    damage: (content) =>
      content.replace(
        selfPaced,
        '## Take practice exams',
        '## Take practice  papers\n\nThey are short.\n\n### Take practice exams',
      ),
  },
  {
    rule: 'section-out-of-order',
    subject: `content/${overview}`,
    title: 'a section gets another title than the index states',
    damage: (content) =>
      content.changeFrontmatter<ManualSection>(overview, (section) => {
        section.title = 'Overview of the training';
      }),
  },
  {
    rule: 'section-out-of-order',
    subject: 'self-paced:read-training-manuals',
    title: 'the index lists the sections of a guide in another order',
    damage: (content) =>
      content.changeIndex((index) => {
        const guide = pick(index.materials, ({ id }) => id === 'self-paced');
        if (guide.kind === 'guide') guide.sections.splice(0, 2, ...guide.sections.slice(0, 2).reverse());
      }),
  },
  {
    rule: 'topic-not-covered',
    subject: 'operations/02-architecture: ops-topic-architecture',
    title: 'a section does not name its topic',
    damage: (content) =>
      content.changeFrontmatter<ManualSection>('manuals/operations/02-architecture.mdx', (section) => {
        section.topics = [];
      }),
  },
  {
    rule: 'topic-not-covered',
    subject: 'operations-manual:topic-ops-topic-rollback',
    title: 'the index gives a topic to a section that does not exist',
    also: [{ rule: 'topic-not-covered', subject: 'operations/07-rollback: ops-topic-rollback' }],
    damage: (content) =>
      content.changeIndex((index) => {
        const manual = pick(index.materials, ({ id }) => id === 'operations-manual');
        if (manual.kind === 'manual')
          pick(manual.topics, ({ id }) => id === 'ops-topic-rollback').sections = [13];
      }),
  },
  {
    rule: 'lab-differs',
    subject: 'operations-lab-1:deliverable',
    title: 'a lab asks for another deliverable than the index',
    prepare: completeLab,
    damage: (content) =>
      content.changeFrontmatter<Lab>(lab1, (lab) => {
        lab.deliverable = 'A photograph of the cluster';
      }),
  },
  {
    rule: 'lab-differs',
    subject: 'operations-lab-1:minutes',
    title: 'a lab takes less time than the index states',
    prepare: completeLab,
    damage: (content) =>
      content.changeFrontmatter<Lab>(lab1, (lab) => {
        lab.minutes = 90;
      }),
    also: [{ rule: 'lab-differs', subject: 'operations-lab-1:step-minutes' }],
  },
  {
    rule: 'count-differs',
    subject: 'operations-manual:labs',
    title: 'a manual promises a lab more than its track has',
    damage: (content) =>
      content.changeIndex((index) => {
        Object.assign(
          pick(index.materials, ({ id }) => id === 'operations-manual'),
          { labs: 9 },
        );
      }),
  },
  {
    rule: 'total-does-not-add-up',
    subject: 'manuals:lines',
    title: 'a total is 100 lines too high',
    damage: (content) =>
      content.changeIndex((index) => {
        pick(index.totals, ({ id }) => id === 'manuals').lines = { atLeast: 4500 };
      }),
  },
  {
    rule: 'published-path-reused',
    subject: 'operations-lab-2',
    title: 'an entry of the index is copied with its path',
    damage: (content) =>
      content.changeIndex(({ materials }) => {
        const first = pick(materials, ({ id }) => id === 'operations-lab-1');
        Object.assign(
          pick(materials, ({ id }) => id === 'operations-lab-2'),
          { published: first.published },
        );
      }),
  },
  {
    rule: 'content-not-in-index',
    subject: 'content/guides/travel.mdx',
    title: 'a guide is written that the index does not know',
    damage: (content) => content.write('guides/travel.mdx', guideText('Guide for travellers')),
  },
  {
    rule: 'content-not-in-index',
    subject: 'content/guides/notes.txt',
    title: 'a file of no collection is left behind',
    damage: (content) => content.write('guides/notes.txt', 'Book the room.\n'),
  },
  {
    rule: 'entry-not-resolved',
    subject: 'track operations: lab operations/lab-9',
    title: 'a track names a lab that does not exist',
    damage: (content) =>
      content.change<Track>('tracks/operations.yaml', ({ path }) => {
        path.push({ lab: 'operations/lab-9' });
      }),
  },
  {
    rule: 'invalid-content',
    subject: `content/${selfPaced}: minutes`,
    title: 'the frontmatter of a guide has a text for a number, so the guide cannot be checked',
    damage: (content) =>
      content.changeFrontmatter<Guide>(selfPaced, (guide) => {
        Object.assign(guide, { minutes: 'twenty' });
      }),
    also: [{ rule: 'complete-but-missing', subject: 'self-paced:status' }],
  },
];
