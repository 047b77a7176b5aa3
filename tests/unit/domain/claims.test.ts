import { describe, expect, test } from 'vitest';
import { measureClaims } from '../../../src/domain/claims.ts';
import type { Program } from '../../../src/domain/program.ts';
import {
  buildLevel,
  buildProgram,
  deckEntry,
  deckMaterial,
  examMaterial,
  guideMaterial,
  labEntry,
  labMaterial,
  manualMaterial,
  runbookEntry,
  runbookMaterial,
  sectionEntry,
  withIndex,
  withMaterial,
  without,
} from '../program-builder.ts';

const rowsOf = (program: Program, material: string): string[] =>
  measureClaims(program)
    .filter((claim) => claim.material === material)
    .map(
      ({ subject, claimed, measured, verdict, how }) =>
        `${subject}: ${claimed}; ${measured ?? 'nothing'} (${how}) ${verdict}`,
    );

const row = (program: Program, id: string) => measureClaims(program).find((claim) => claim.id === id);

describe('measureClaims', () => {
  test('has a row for everything the index states about a manual', () => {
    expect(rowsOf(buildProgram(), 'operations-manual')).toMatchInlineSnapshot(`
      [
        "Status: complete; complete (content files) met",
        "Lines: at least 40; 60 (body lines) met",
        "Section 1: Overview: Overview; Overview (section files) met",
        "Section 2: Architecture: Architecture; Architecture (section files) met",
        "Section 2: Architecture — lines: at least 25; 30 (body lines) met",
        "Topic: Architecture: section 2; section 2 (frontmatter) met",
        "Labs: exactly 1; 1 (index entries) met",
        "Length of a class: 1 day; 1 day (days) met",
      ]
    `);
  });

  test('has a row for everything the index states about a lab', () => {
    expect(rowsOf(buildProgram(), 'operations-lab-1')).toMatchInlineSnapshot(`
      [
        "Status: complete; complete (content files) met",
        "Minutes: exactly 60; 60 (frontmatter) met",
        "Steps: at least 2; 2 (steps) met",
        "Deliverable: Cluster status; Cluster status (frontmatter) met",
        "Minutes of the steps: exactly 60; 60 (step minutes) met",
      ]
    `);
  });

  test('counts units below the heading of their section', () => {
    expect(rowsOf(buildProgram(), 'production-rollout-runbook')).toMatchInlineSnapshot(`
      [
        "Status: complete; complete (content files) met",
        "Lines: at least 30; 30 (body lines) met",
        "Pre-rollout checklist: Pre-rollout checklist; Pre-rollout checklist (headings) met",
        "Pre-rollout checklist — checks: at least 3; 3 (task items) met",
        "Rollout: Rollout; Rollout (headings) met",
        "Rollout — steps: at least 2; 2 (steps) met",
      ]
    `);
  });

  test('counts questions in the bank of each track', () => {
    const developer = manualMaterial({ id: 'developer-manual', track: 'developer', status: 'planned' });
    expect(rowsOf(withMaterial(buildProgram(), developer), 'certification-guide')).toMatchInlineSnapshot(`
      [
        "Status: complete; partial (content files) short",
        "Lines: at least 10; 10 (body lines) met",
        "Sample questions: Sample questions; Sample questions (headings) met",
        "Sample questions — questions, operations: at least 6; 6 (questions) met",
        "Sample questions — questions, developer: at least 6; 0 (questions) short",
      ]
    `);
  });

  test('holds an exam against its level, and the bank against the blueprint', () => {
    expect(rowsOf(buildProgram(), 'operations-associate')).toMatchInlineSnapshot(`
      [
        "Status: complete; complete (content files) met",
        "Questions: exactly 3; 3 (blueprint) met",
        "Written part — minutes: exactly 30; 30 (frontmatter) met",
        "Passing score: 80 %; 80 % (frontmatter) met",
        "Practical part — tasks: exactly 1; 1 (tasks) met",
        "Tasks to pass: exactly 1; 1 (frontmatter) met",
        "Practical part — minutes: exactly 60; 60 (frontmatter) met",
        "Minutes of the tasks: exactly 60; 60 (tasks) met",
        "Question bank — architecture: at least 3; 3 (questions) met",
      ]
    `);
  });

  test('counts slides for the deck and for each of its days', () => {
    expect(rowsOf(buildProgram(), 'operations-deck')).toMatchInlineSnapshot(`
      [
        "Status: complete; complete (content files) met",
        "Slides: at least 2; 2 (slides) met",
        "Days: exactly 1; 1 (days) met",
        "Slides, day 1: at least 2; 2 (slides) met",
      ]
    `);
  });

  test('measures the lines of a total from the content of its materials', () => {
    expect([...rowsOf(buildProgram(), 'manuals-and-runbooks'), ...rowsOf(buildProgram(), 'everything')])
      .toMatchInlineSnapshot(`
      [
        "Manuals and runbooks: at least 70; 90 (body lines) met",
        "Everything: at least 80; 100 (body lines) met",
      ]
    `);
  });

  test('has one id for each row', () => {
    const ids = measureClaims(buildProgram()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('says where a row was measured and where the index states it', () => {
    expect(row(buildProgram(), 'operations-manual:section-2-lines')).toMatchObject({
      file: 'content/manuals/operations/02-architecture.mdx',
      path: ['materials', 0, 'sections', 1, 'lines'],
    });
  });

  test('tells what is short from what is not there yet', () => {
    const sections = [sectionEntry(1, 'overview', {}, { bodyLines: 5 })];
    const complete = buildProgram({ sections });
    const planned = withMaterial(complete, manualMaterial({ status: 'planned' }));
    const verdicts = (program: Program) =>
      ['lines', 'section-1', 'section-2', 'status'].map(
        (key) => row(program, `operations-manual:${key}`)?.verdict,
      );
    expect(verdicts(complete)).toEqual(['short', 'met', 'absent', 'short']);
    expect(verdicts(planned)).toEqual(['not yet', 'met', 'not yet', 'not yet']);
  });

  test('measures nothing where nothing is written', () => {
    expect(rowsOf(buildProgram({ sections: [], tracks: [] }), 'operations-manual').slice(0, 4))
      .toMatchInlineSnapshot(`
      [
        "Status: complete; nothing (content files) absent",
        "Lines: at least 40; nothing (body lines) absent",
        "Section 1: Overview: Overview; nothing (section files) absent",
        "Section 2: Architecture: Architecture; nothing (section files) absent",
      ]
    `);
  });

  test('finds a number over its upper bound', () => {
    const deck = deckMaterial({ slides: { atLeast: 0, atMost: 1 } });
    expect(row(withMaterial(buildProgram(), deck), 'operations-deck:slides')).toMatchObject({
      claimed: '0–1',
      measured: 2,
      verdict: 'over',
      rule: 'count-differs',
    });
  });

  test('takes the status of a planned material that is all there as different', () => {
    const program = withMaterial(buildProgram(), runbookMaterial({ status: 'planned' }));
    expect(row(program, 'production-rollout-runbook:status')).toMatchObject({
      measured: 'complete',
      verdict: 'differs',
    });
  });

  test('compares heading titles without case and spacing', () => {
    const headings = [{ depth: 2, text: ' PRE-ROLLOUT  checklist', slug: 'pre-rollout-checklist', line: 3 }];
    const program = buildProgram({ runbooks: [runbookEntry('production-rollout', {}, { headings })] });
    expect(row(program, 'production-rollout-runbook:pre-rollout-checklist-checks')?.measured).toBe(3);
  });

  test('does not count what stands below another heading', () => {
    const headings = [{ depth: 2, text: 'Pre-rollout checklist', slug: 'elsewhere', line: 3 }];
    const program = buildProgram({ runbooks: [runbookEntry('production-rollout', {}, { headings })] });
    expect(row(program, 'production-rollout-runbook:pre-rollout-checklist-checks')?.measured).toBe(0);
  });

  test('has no rows for what the index leaves open', () => {
    const lab = without(labMaterial({ steps: [] }), 'minutes', 'deliverable');
    const entry = labEntry(1, 'deploy-test-cluster', {}, { components: [] });
    const guide = without(guideMaterial({ sections: [] }), 'lines');
    const program = withMaterial(withMaterial(buildProgram({ labs: [entry] }), lab), guide);
    expect([...rowsOf(program, 'operations-lab-1'), ...rowsOf(program, 'certification-guide')])
      .toMatchInlineSnapshot(`
      [
        "Status: complete; complete (content files) met",
        "Status: complete; complete (content files) met",
      ]
    `);
  });

  test('has a row for a part that an exam has and its level has not', () => {
    const levels = [without(buildLevel(), 'written')];
    expect(row(withIndex(buildProgram(), { levels }), 'operations-associate:written')).toMatchObject({
      claimed: 'exactly 0',
      measured: 1,
      verdict: 'over',
      rule: 'count-differs',
    });
  });

  test('says of a planned exam what its level asks for', () => {
    const program = withMaterial(buildProgram({ exams: [] }), examMaterial({ status: 'planned' }));
    expect(rowsOf(program, 'operations-associate')).toMatchInlineSnapshot(`
      [
        "Status: planned; nothing (content files) not yet",
        "Questions: exactly 3; nothing (blueprint) not yet",
        "Written part — minutes: exactly 30; nothing (frontmatter) not yet",
        "Passing score: 80 %; nothing (frontmatter) not yet",
        "Practical part — tasks: exactly 1; nothing (tasks) not yet",
        "Tasks to pass: exactly 1; nothing (frontmatter) not yet",
        "Practical part — minutes: exactly 60; nothing (frontmatter) not yet",
      ]
    `);
  });

  test('sees days that a deck lacks', () => {
    const program = withMaterial(
      buildProgram({ decks: [deckEntry('operations-deck')] }),
      deckMaterial({
        days: [
          { title: 'Architecture', slides: 2 },
          { title: 'Labs', slides: 1 },
        ],
        slides: { atLeast: 3 },
      }),
    );
    expect(rowsOf(program, 'operations-deck')).toMatchInlineSnapshot(`
      [
        "Status: complete; partial (content files) short",
        "Slides: at least 3; 2 (slides) short",
        "Days: exactly 2; 1 (days) short",
        "Slides, day 1: at least 2; 2 (slides) met",
        "Slides, day 2: at least 1; nothing (slides) absent",
      ]
    `);
  });
});
