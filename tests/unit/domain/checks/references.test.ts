import { describe, expect, test } from 'vitest';
import { checkReferences } from '../../../../src/domain/checks/references.ts';
import type { Program } from '../../../../src/domain/program.ts';
import {
  bankEntry,
  buildProgram,
  dataEntry,
  deckEntry,
  examEntry,
  examMaterial,
  labEntry,
  question,
  runbookEntry,
  scheduleEntry,
  sectionEntry,
  session,
  trackEntry,
  withIndex,
  withMaterial,
} from '../../program-builder.ts';
import { buildReference } from '../../reference-builder.ts';

const messages = (program: Program): string[] => checkReferences(program).map(({ message }) => message);

describe('entry-not-resolved', () => {
  test('is silent when everything resolves', () => {
    expect(checkReferences(buildProgram())).toEqual([]);
  });

  test('names file, subject, what is missing and what to do', () => {
    const program = buildProgram({ tracks: [trackEntry({ preReading: ['operations/9'] })] });
    expect(checkReferences(program)).toMatchInlineSnapshot(`
      [
        {
          "file": "content/tracks/operations.yaml",
          "hint": "Correct the reference, or add "operations/9" to the index.",
          "line": 1,
          "message": "The track operations names the section "operations/9", but there is no such section in the index.",
          "rule": "entry-not-resolved",
          "subject": "track operations: section operations/9",
        },
      ]
    `);
  });

  test('follows the references of a track', () => {
    const track = trackEntry({
      path: [
        { section: 'security/1' },
        { lab: 'operations/lab-9' },
        { material: 'nothing' },
        { activity: 'Ask' },
      ],
      schedules: ['operations-9-day'],
      deck: 'operations-slides',
    });
    expect(messages(buildProgram({ tracks: [track] }))).toMatchInlineSnapshot(`
      [
        "The track operations names the section "security/1", but there is no such section in the index.",
        "The track operations names the lab "operations/lab-9", but there is no such lab in the index.",
        "The track operations names the material "nothing", but there is no such material in the index.",
        "The track operations names the schedule "operations-9-day", but there is no such schedule in the index.",
        "The track operations names the deck "operations-slides", but there is no such deck in the index.",
      ]
    `);
  });

  test('follows the references of a section', () => {
    const section = sectionEntry(2, 'architecture', {
      prerequisites: ['operations/9'],
      labs: ['operations/lab-9'],
      runbooks: ['operations-manual'],
      selfCheck: ['operations-2-1', 'operations-1-1', 'operations-9-1'],
    });
    expect(messages(buildProgram({ sections: [section] }))).toMatchInlineSnapshot(`
      [
        "The section operations/02-architecture names the section "operations/9", but there is no such section in the index.",
        "The section operations/02-architecture names the lab "operations/lab-9", but there is no such lab in the index.",
        "The section operations/02-architecture names the runbook "operations-manual", but there is no such runbook in the index.",
        "The section operations/02-architecture names the question "operations-9-1", but there is no such question in content/question-banks/.",
        "The self-check of section operations/2 names the question "operations-1-1", but that question is about section operations/1.",
      ]
    `);
  });

  test('follows the references of a lab, with its scenario in the folder of its track', () => {
    const lab = labEntry(1, 'deploy-test-cluster', { practises: ['operations/9'], scenario: 'lab-9' });
    expect(messages(buildProgram({ labs: [lab] }))).toMatchInlineSnapshot(`
      [
        "The lab operations/lab-1-deploy-test-cluster names the section "operations/9", but there is no such section in the index.",
        "The lab operations/lab-1-deploy-test-cluster names the scenario "lab-9", but there is no such scenario in content/scenarios/.",
      ]
    `);
  });

  test('follows the references of runbooks, schedules and decks', () => {
    const slide = { title: 'A slide', lines: [], notes: 'Say it.', minutes: 1, section: 'operations/8' };
    const program = buildProgram({
      runbooks: [
        runbookEntry('production-rollout', { sections: ['operations/7'], related: ['certification-guide'] }),
      ],
      schedules: [
        scheduleEntry('operations-1-day', {
          days: [
            {
              title: 'The day',
              sessions: [
                session('09:00', '10:00', 'All', {
                  sections: ['operations/9'],
                  labs: ['operations/lab-9'],
                  exam: { id: 'operations-master', part: 'both' },
                }),
              ],
            },
          ],
        }),
      ],
      decks: [deckEntry('operations-deck', { days: [{ title: 'Day', slides: [slide] }] })],
    });
    expect(messages(program)).toMatchInlineSnapshot(`
      [
        "The runbook production-rollout names the section "operations/7", but there is no such section in the index.",
        "The runbook production-rollout names the runbook "certification-guide", but there is no such runbook in the index.",
        "The schedule operations-1-day names the section "operations/9", but there is no such section in the index.",
        "The schedule operations-1-day names the lab "operations/lab-9", but there is no such lab in the index.",
        "The schedule operations-1-day names the exam "operations-master", but there is no such exam in the index.",
        "The deck operations-deck names the section "operations/8", but there is no such section in the index.",
      ]
    `);
  });

  test('follows the references of an exam, and asks its bank for each domain', () => {
    const written = {
      minutes: 30,
      passPercent: 80,
      bank: 'operations',
      blueprint: [{ domain: 'rollback', questions: 3 }],
    };
    const task = { title: 'Deploy', minutes: 60, criterion: 'Done.', sections: ['operations/9'] };
    const exam = examEntry('operations-associate', {
      written,
      practical: { minutes: 60, passTasks: 1, tasks: [task] },
    });
    expect(messages(buildProgram({ exams: [exam] }))).toMatchInlineSnapshot(`
      [
        "The exam operations-associate names the domain "rollback", but its bank has no questions of that domain.",
        "The exam operations-associate names the section "operations/9", but there is no such section in the index.",
      ]
    `);
  });

  test('does not ask for domains in a bank that is not there', () => {
    const [bank] = buildProgram().banks;
    const written = {
      minutes: 30,
      passPercent: 80,
      bank: 'unknown',
      blueprint: [{ domain: 'rollback', questions: 3 }],
    };
    expect(
      messages(
        buildProgram({ exams: [examEntry('operations-associate', { written })], banks: bank ? [bank] : [] }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "The exam operations-associate names the question bank "unknown", but there is no such question bank in content/question-banks/.",
      ]
    `);
  });

  test('follows the references of the index', () => {
    const program = withIndex(
      withMaterial(buildProgram(), examMaterial({ id: 'operations-expert', level: 'expert' })),
      {
        totals: [{ id: 'all', title: 'All', of: ['all-manuals'], lines: { atLeast: 0 } }],
        learningPaths: [
          { id: 'new', title: 'New?', background: 'None', steps: [{ section: 'operations/9' }] },
        ],
      },
    );
    expect(messages(program)).toMatchInlineSnapshot(`
      [
        "The exam operations-expert names the level "expert", but there is no such level in the index.",
        "The total all names the material or total "all-manuals", but there is no such material or total in the index.",
        "The learning path new names the section "operations/9", but there is no such section in the index.",
      ]
    `);
  });

  test('follows the references of questions', () => {
    const [bank] = buildProgram().banks;
    const questions = [
      ...(bank?.data.questions ?? []),
      question('lost', { section: 'operations/9', lab: 'operations/lab-9' }),
    ];
    expect(messages(buildProgram({ banks: [bankEntry('operations', questions)] }))).toMatchInlineSnapshot(`
      [
        "The question lost names the section "operations/9", but there is no such section in the index.",
        "The question lost names the lab "operations/lab-9", but there is no such lab in the index.",
      ]
    `);
  });

  test('follows the references of alerts and terms', () => {
    const { alerts, glossary } = buildReference();
    const reference = buildReference({
      alerts: dataEntry(alerts.file, {
        alerts: alerts.data.alerts.map((alert) => ({ ...alert, runbook: 'no-runbook' })),
      }),
      glossary: dataEntry(glossary.file, {
        terms: glossary.data.terms.map((term) => ({
          ...term,
          see: term.term === 'AMST' ? ['HDE'] : term.see,
        })),
      }),
    });
    expect(messages(buildProgram({ reference }))).toMatchInlineSnapshot(`
      [
        "The term AMST names the term "HDE", but there is no such term in the glossary.",
        "The alert StateSyncLagHigh names the runbook "no-runbook", but there is no such runbook in the index.",
      ]
    `);
  });
});
