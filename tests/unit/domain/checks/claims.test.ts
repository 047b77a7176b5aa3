import { describe, expect, test } from 'vitest';
import { checkClaims } from '../../../../src/domain/checks/claims.ts';
import type { Finding } from '../../../../src/domain/finding.ts';
import type { Program } from '../../../../src/domain/program.ts';
import type { RuleName } from '../../../../src/domain/rules.ts';
import {
  buildProgram,
  components,
  deckMaterial,
  examEntry,
  guideEntry,
  labEntry,
  labMaterial,
  manualMaterial,
  runbookEntry,
  runbookMaterial,
  scheduleEntry,
  sectionEntry,
  taskItems,
  trackEntry,
  withMaterial,
  without,
} from '../../program-builder.ts';

const findings = (program: Program, rule: RuleName): Finding[] =>
  checkClaims(program).filter((finding) => finding.rule === rule);
const rulesOf = (program: Program): string[] => [...new Set(checkClaims(program).map(({ rule }) => rule))];
const print = ({ file, subject, message, hint }: Finding): string =>
  [file, subject, message, hint].join('\n');

describe('complete-but-missing', () => {
  test('reports once for a complete material of each kind without a file', () => {
    const empty = buildProgram({
      sections: [],
      labs: [],
      runbooks: [],
      guides: [],
      exams: [],
      decks: [],
      schedules: [],
    });
    expect(findings(empty, 'complete-but-missing').map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "The index says that "Operations manual" is complete, but content/manuals/operations/ has no section.",
        "The index says that "Deploy a test cluster" is complete, but there is no content/labs/operations/lab-1-deploy-test-cluster.mdx.",
        "The index says that "Production rollout" is complete, but there is no content/runbooks/production-rollout.mdx.",
        "The index says that "Certification guide" is complete, but there is no content/guides/certification.mdx.",
        "The index says that "Operations Associate" is complete, but there is no content/exams/operations-associate.mdx.",
        "The index says that "Operations slides" is complete, but there is no content/decks/operations-deck.yaml.",
        "The index says that "Operations in a day" is complete, but there is no content/schedules/operations-1-day.yaml.",
      ]
    `);
    expect(rulesOf(empty)).toEqual(['complete-but-missing']);
  });

  test('says what to do', () => {
    expect(findings(buildProgram({ runbooks: [] }), 'complete-but-missing').map(print)[0])
      .toMatchInlineSnapshot(`
      "content/program/index.yaml
      production-rollout-runbook:status
      The index says that "Production rollout" is complete, but there is no content/runbooks/production-rollout.mdx.
      Write it, or set the status of "production-rollout-runbook" to planned in content/program/index.yaml."
    `);
  });

  test('is silent about planned materials', () => {
    const program = withMaterial(buildProgram({ runbooks: [] }), runbookMaterial({ status: 'planned' }));
    expect(checkClaims(program)).toEqual([]);
  });
});

describe('complete-but-short', () => {
  test('reports a manual and a section that have too few lines', () => {
    const sections = buildProgram().sections.map((entry) => ({
      ...entry,
      document: { ...entry.document, bodyLines: 12 },
    }));
    expect(findings(buildProgram({ sections }), 'complete-but-short').map(print).join('\n\n'))
      .toMatchInlineSnapshot(`
      "content/program/index.yaml
      operations-manual:lines
      "Operations manual" has 24 lines, but the index states at least 40.
      Add the missing 16, or correct the claim of "operations-manual" in content/program/index.yaml.

      content/manuals/operations/02-architecture.mdx
      operations-manual:section-2-lines
      "Section 2: Architecture" in "Operations manual" has 12 lines, but the index states at least 25.
      Add the missing 13, or correct the claim of "operations-manual" in content/program/index.yaml."
    `);
  });

  test('reports a list with too few items', () => {
    const runbooks = [
      runbookEntry('production-rollout', {}, { taskItems: taskItems(1, 'pre-rollout-checklist') }),
    ];
    expect(findings(buildProgram({ runbooks }), 'complete-but-short').map(print).join('\n\n'))
      .toMatchInlineSnapshot(`
      "content/runbooks/production-rollout.mdx
      production-rollout-runbook:pre-rollout-checklist-checks
      "Pre-rollout checklist" in "Production rollout" has 1 check, but the index states at least 3.
      Add the missing 2, or correct the claim of "production-rollout-runbook" in content/program/index.yaml."
    `);
  });

  test('reports a bank that has fewer questions than a blueprint draws', () => {
    const exam = examEntry('operations-associate', {
      written: {
        minutes: 30,
        passPercent: 80,
        bank: 'operations',
        blueprint: [{ domain: 'training', questions: 3 }],
      },
    });
    const [bank] = buildProgram().banks;
    const banks =
      bank === undefined
        ? []
        : [{ ...bank, data: { ...bank.data, questions: bank.data.questions.slice(1) } }];
    const program = buildProgram({ exams: [exam], banks });
    expect(findings(program, 'complete-but-short').map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        ""Sample questions, operations" in "Certification guide" has 5 questions, but the index states at least 6.",
        ""Operations Associate" has 2 questions on training in its bank, but its blueprint states at least 3.",
      ]
    `);
  });

  test('is silent about a planned material that is short', () => {
    const runbooks = [runbookEntry('production-rollout', {}, { bodyLines: 1 })];
    expect(
      checkClaims(withMaterial(buildProgram({ runbooks }), runbookMaterial({ status: 'planned' }))),
    ).toEqual([]);
  });
});

describe('planned-but-present', () => {
  test('reports a planned material that meets all its claims', () => {
    const program = withMaterial(buildProgram(), runbookMaterial({ status: 'planned' }));
    expect(checkClaims(program).map(print).join('\n\n')).toMatchInlineSnapshot(`
      "content/program/index.yaml
      production-rollout-runbook:status
      The index says that "Production rollout" is planned, but it is there and meets everything the index claims for it.
      Set the status of "production-rollout-runbook" to complete in content/program/index.yaml."
    `);
  });

  test('waits for every section of a manual', () => {
    const sections = buildProgram()
      .sections.slice(1)
      .map((entry) => ({ ...entry, document: { ...entry.document, bodyLines: 99 } }));
    expect(
      checkClaims(withMaterial(buildProgram({ sections }), manualMaterial({ status: 'planned' }))),
    ).toEqual([]);
  });
});

describe('lab-differs', () => {
  test('reports minutes, steps, deliverable and step minutes that do not agree', () => {
    const labs = [
      labEntry(
        1,
        'deploy-test-cluster',
        { minutes: 90, deliverable: 'A screenshot' },
        { components: components('Step', 1, undefined, { minutes: 45 }) },
      ),
    ];
    expect(checkClaims(buildProgram({ labs })).map(({ rule, subject, message }) => [rule, subject, message]))
      .toMatchInlineSnapshot(`
      [
        [
          "lab-differs",
          "operations-lab-1:minutes",
          ""Deploy a test cluster" has 90 minutes, but the index states exactly 60.",
        ],
        [
          "lab-differs",
          "operations-lab-1:steps",
          ""Deploy a test cluster" has 1 step, but the index states at least 2.",
        ],
        [
          "lab-differs",
          "operations-lab-1:deliverable",
          "The deliverable of "Deploy a test cluster" is "A screenshot", but the index states "Cluster status".",
        ],
        [
          "lab-differs",
          "operations-lab-1:step-minutes",
          ""Deploy a test cluster" has 45 minutes in its steps, but its frontmatter states exactly 90.",
        ],
      ]
    `);
  });

  test('lets steps without minutes be', () => {
    const labs = [labEntry(1, 'deploy-test-cluster', {}, { components: components('Step', 3) })];
    expect(checkClaims(buildProgram({ labs }))).toEqual([]);
  });
});

describe('count-differs', () => {
  test('reports a manual that promises another number of labs than its track has', () => {
    const program = withMaterial(buildProgram(), manualMaterial({ labs: 8 }));
    expect(checkClaims(program).map(print).join('\n\n')).toMatchInlineSnapshot(`
      "content/program/index.yaml
      operations-manual:labs
      "Operations manual" has 1 lab, but the index states exactly 8.
      Add the missing 7, or correct the claim of "operations-manual" in content/program/index.yaml."
    `);
  });

  test('reports it for a planned manual, too', () => {
    const program = withMaterial(
      buildProgram({ sections: [] }),
      manualMaterial({ status: 'planned', labs: 8 }),
    );
    expect(rulesOf(program)).toEqual(['count-differs']);
  });

  test('reports a class length that the track states differently', () => {
    const program = buildProgram({ tracks: [trackEntry({ days: { min: 3, max: 5 } })] });
    expect(checkClaims(program).map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "The length of a class of "Operations manual" is "3–5 days", but the index states "1 day".",
      ]
    `);
  });

  test('reports an exam that differs from the rules of its level', () => {
    const exam = examEntry('operations-associate', {
      written: {
        minutes: 45,
        passPercent: 70,
        bank: 'operations',
        blueprint: [{ domain: 'architecture', questions: 2 }],
      },
      practical: {
        minutes: 50,
        passTasks: 2,
        tasks: [1, 2].map((minutes) => ({ title: 'Task', minutes, criterion: 'Done.', sections: [] })),
      },
    });
    expect(checkClaims(buildProgram({ exams: [exam] })).map(({ rule, message }) => `${rule}: ${message}`))
      .toMatchInlineSnapshot(`
      [
        "count-differs: "Operations Associate" has 2 questions, but the level "Associate" states exactly 3.",
        "count-differs: "Operations Associate" has 45 minutes for the written part, but the level "Associate" states exactly 30.",
        "count-differs: The passing score of "Operations Associate" is "70 %", but the level "Associate" states "80 %".",
        "count-differs: "Operations Associate" has 2 tasks, but the level "Associate" states exactly 1.",
        "count-differs: "Operations Associate" has 2 tasks to pass, but the level "Associate" states exactly 1.",
        "count-differs: "Operations Associate" has 50 minutes for the practical part, but the level "Associate" states exactly 60.",
        "count-differs: "Operations Associate" has 3 minutes in its tasks, but its frontmatter states exactly 50.",
      ]
    `);
  });

  test('reports an exam without a part that its level asks for', () => {
    const exam = examEntry('operations-associate');
    const exams = [{ ...exam, data: without(exam.data, 'practical') }];
    expect(checkClaims(buildProgram({ exams })).map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        ""Operations Associate" has 0 practical parts, but the level "Associate" states exactly 1.",
      ]
    `);
  });

  test('reports a deck with more slides than the index allows', () => {
    const program = withMaterial(
      buildProgram(),
      deckMaterial({ slides: { atLeast: 1, atMost: 1 }, days: [{ title: 'Architecture', slides: 1 }] }),
    );
    expect(checkClaims(program).map(({ rule, message }) => `${rule}: ${message}`)).toMatchInlineSnapshot(`
      [
        "count-differs: "Operations slides" has 2 slides, but the index states 1–1.",
      ]
    `);
  });
});

describe('checkClaims', () => {
  test('points at the claim in the index, or at the place in the file that was measured', () => {
    const program = buildProgram({
      runbooks: [runbookEntry('production-rollout', {}, { components: [] })],
      labs: [
        {
          ...labEntry(1, 'deploy-test-cluster', { deliverable: 'None' }),
          lineOf: (path) => (path.join('.') === 'deliverable' ? 8 : 1),
        },
      ],
      decks: [],
    });
    const index = {
      ...program.index,
      lineOf: (path: readonly (string | number)[]) => (path.join('.') === 'materials.5.status' ? 70 : 1),
    };
    expect(checkClaims({ ...program, index }).map(({ file, line }) => `${file}:${line}`)).toEqual([
      'content/labs/operations/lab-1-deploy-test-cluster.mdx:8',
      'content/runbooks/production-rollout.mdx:10',
      'content/program/index.yaml:70',
    ]);
  });

  test('brings the findings of sections, totals and inventory together', () => {
    const program = withMaterial(
      buildProgram({
        sections: [
          sectionEntry(2, 'architecture', { topics: ['ops-topic-architecture'] }, { bodyLines: 50 }),
        ],
        guides: [guideEntry('certification'), guideEntry('unknown')],
        schedules: [scheduleEntry('operations-1-day')],
      }),
      labMaterial({ published: 'docs/training/OPERATIONS.md' }),
    );
    expect(rulesOf(program).toSorted()).toEqual([
      'content-not-in-index',
      'published-path-reused',
      'section-absent',
    ]);
  });
});
