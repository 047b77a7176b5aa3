import { describe, expect, test } from 'vitest';
import { checkSections } from '../../../../src/domain/checks/sections.ts';
import type { Program } from '../../../../src/domain/program.ts';
import {
  buildProgram,
  heading,
  manualMaterial,
  runbookEntry,
  sectionEntry,
  withMaterial,
} from '../../program-builder.ts';

const report = (program: Program): string =>
  checkSections(program)
    .map(({ rule, file, subject, message, hint }) =>
      [`${file}  ${rule}  ${subject}`, message, hint].join('\n'),
    )
    .join('\n\n');

const overview = sectionEntry(1, 'overview');
const topics = ['ops-topic-architecture'];
const architecture = sectionEntry(2, 'architecture', { topics });
const withSections = (...sections: Program['sections']): Program => buildProgram({ sections });

describe('section-absent', () => {
  test('reports a section of a complete manual that has no file', () => {
    expect(report(withSections(architecture))).toMatchInlineSnapshot(`
      "content/program/index.yaml  section-absent  operations-manual:section-1
      "Operations manual" is complete, but its section 1, "Overview", is not there.
      Write content/manuals/operations/01-overview.mdx, or take the section out of content/program/index.yaml."
    `);
  });

  test('reports a heading that a complete runbook lacks', () => {
    expect(
      report(
        buildProgram({
          runbooks: [runbookEntry('production-rollout', {}, { headings: [heading('Rollout')] })],
        }),
      ),
    ).toMatchInlineSnapshot(`
      "content/runbooks/production-rollout.mdx  section-absent  production-rollout-runbook:pre-rollout-checklist
      "Production rollout" is complete, but it has no second-level heading "Pre-rollout checklist".
      Write the section, or take it out of content/program/index.yaml."
    `);
  });

  test('does not take a third-level heading for a section', () => {
    const headings = [heading('Pre-rollout checklist', 1, 3), heading('Rollout', 9)];
    expect(
      checkSections(buildProgram({ runbooks: [runbookEntry('production-rollout', {}, { headings })] })),
    ).toHaveLength(1);
  });

  test('is silent about a planned manual, and about one without any file', () => {
    expect(
      checkSections(withMaterial(withSections(architecture), manualMaterial({ status: 'planned' }))),
    ).toEqual([]);
    expect(checkSections(withSections())).toEqual([]);
  });
});

describe('section-out-of-order', () => {
  test('reports a number, a title and a file name that are not those of the index', () => {
    expect(
      [
        report(withSections(overview, architecture, sectionEntry(7, 'architecture'))),
        report(
          withSections(overview, sectionEntry(2, 'architecture', { title: 'The architecture', topics })),
        ),
        report(withSections(overview, sectionEntry(2, 'structure', { title: 'Architecture', topics }))),
      ].join('\n\n'),
    ).toMatchInlineSnapshot(`
      "content/manuals/operations/07-architecture.mdx  section-out-of-order  content/manuals/operations/07-architecture.mdx
      The file has the number 7, but the index states 2 for "Architecture".
      Give the file the number, title and name of the index, or correct content/program/index.yaml.

      content/manuals/operations/02-architecture.mdx  section-out-of-order  content/manuals/operations/02-architecture.mdx
      Section 2 has the title "The architecture", but the index states "Architecture".
      Give the file the number, title and name of the index, or correct content/program/index.yaml.

      content/manuals/operations/02-structure.mdx  section-out-of-order  content/manuals/operations/02-structure.mdx
      Section 2 is in operations/02-structure.mdx, but by the index its file is operations/02-architecture.mdx.
      Give the file the number, title and name of the index, or correct content/program/index.yaml."
    `);
  });

  test('leaves a file that matches nothing to content-not-in-index', () => {
    expect(checkSections(withSections(overview, architecture, sectionEntry(7, 'appendix')))).toEqual([]);
  });

  test('reports headings of a runbook in another order', () => {
    const headings = [heading('Rollout', 5), heading('Pre-rollout checklist', 20)];
    expect(report(buildProgram({ runbooks: [runbookEntry('production-rollout', {}, { headings })] })))
      .toMatchInlineSnapshot(`
      "content/runbooks/production-rollout.mdx  section-out-of-order  production-rollout-runbook:rollout
      "Rollout" stands before "Pre-rollout checklist", but in the index it comes after it.
      Move the section, or correct the order in content/program/index.yaml."
    `);
  });

  test('lets other headings stand between them', () => {
    const headings = ['Pre-rollout checklist', 'When to use it', 'Rollout'].map((text, index) =>
      heading(text, index + 1),
    );
    expect(
      checkSections(buildProgram({ runbooks: [runbookEntry('production-rollout', {}, { headings })] })),
    ).toEqual([]);
  });
});

describe('topic-not-covered', () => {
  test('reports a topic without a section, and one with a section the manual does not have', () => {
    const topic = { id: 'ops-topic-rollback', title: 'Rollback', details: [] };
    const manual = (sections: number[]) =>
      manualMaterial({ topics: [...manualMaterial().topics, { ...topic, sections }] });
    expect(
      [
        report(withMaterial(buildProgram(), manual([]))),
        report(withMaterial(buildProgram(), manual([8, 9]))),
      ].join('\n\n'),
    ).toMatchInlineSnapshot(`
      "content/program/index.yaml  topic-not-covered  operations-manual:topic-ops-topic-rollback
      "Operations manual" promises the topic "Rollback", but names no section that covers it.
      Name the sections that cover "ops-topic-rollback" in content/program/index.yaml.

      content/program/index.yaml  topic-not-covered  operations-manual:topic-ops-topic-rollback
      "Operations manual" gives the topic "Rollback" to sections 8 and 9, which it does not have.
      Name the sections that cover "ops-topic-rollback" in content/program/index.yaml."
    `);
  });

  test('reports a section file that leaves out its topic, and one that names a topic of another', () => {
    expect(report(withSections(sectionEntry(1, 'overview', { topics }), sectionEntry(2, 'architecture'))))
      .toMatchInlineSnapshot(`
      "content/manuals/operations/01-overview.mdx  topic-not-covered  operations/01-overview: ops-topic-architecture
      The frontmatter of section 1, "Overview", names the topic "ops-topic-architecture", but the index does not give it to that section.
      Make "topics" of this file and "sections" of the topic in content/program/index.yaml agree.

      content/manuals/operations/02-architecture.mdx  topic-not-covered  operations/02-architecture: ops-topic-architecture
      The index gives the topic "Architecture" to section 2, "Architecture", but its frontmatter does not name "ops-topic-architecture".
      Make "topics" of this file and "sections" of the topic in content/program/index.yaml agree."
    `);
  });

  test('is silent where index and files agree', () => {
    expect(checkSections(withSections(overview, architecture))).toEqual([]);
  });
});
