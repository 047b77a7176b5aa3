import { describe, expect, test } from 'vitest';
import { checkInventory } from '../../../../src/domain/checks/inventory.ts';
import {
  buildProgram,
  deckEntry,
  examEntry,
  guideEntry,
  labEntry,
  labMaterial,
  runbookEntry,
  scheduleEntry,
  sectionEntry,
  withMaterial,
  without,
} from '../../program-builder.ts';

describe('content-not-in-index', () => {
  test('reports a file of each kind that the index does not name', () => {
    const program = buildProgram({
      sections: [sectionEntry(7, 'appendix'), sectionEntry(1, 'overview', {}, {}, 'security')],
      labs: [labEntry(9, 'extra')],
      runbooks: [runbookEntry('extra')],
      guides: [guideEntry('extra')],
      exams: [examEntry('extra')],
      decks: [deckEntry('extra')],
      schedules: [scheduleEntry('extra')],
    });
    expect(checkInventory(program).map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/07-appendix.mdx is there, but the index has no section 7 of the operations manual.",
        "content/manuals/security/01-overview.mdx is there, but the index has no section 1 of the security manual.",
        "content/labs/operations/lab-9-extra.mdx is there, but the index has no lab 9 of the track operations.",
        "content/runbooks/extra.mdx is there, but the index has no runbook with the slug "extra".",
        "content/guides/extra.mdx is there, but the index has no guide with the slug "extra".",
        "content/exams/extra.mdx is there, but the index has no exam "extra".",
        "content/decks/extra.yaml is there, but the index has no deck "extra".",
        "content/schedules/extra.yaml is there, but the index has no schedule "extra".",
      ]
    `);
  });

  test('is silent when the index names every file', () => {
    expect(checkInventory(buildProgram())).toEqual([]);
  });
});

describe('published-path-reused', () => {
  test('reports the later of two materials', () => {
    const program = withMaterial(buildProgram(), labMaterial({ published: 'docs/training/OPERATIONS.md' }));
    expect(checkInventory(program)).toMatchInlineSnapshot(`
      [
        {
          "file": "content/program/index.yaml",
          "hint": "Give "operations-lab-1" or "operations-manual" a path of its own.",
          "line": 1,
          "message": ""Deploy a test cluster" is published as docs/training/OPERATIONS.md, where "Operations manual" is published already.",
          "rule": "published-path-reused",
          "subject": "operations-lab-1",
        },
      ]
    `);
  });

  test('lets materials be published nowhere', () => {
    expect(checkInventory(withMaterial(buildProgram(), without(labMaterial(), 'published')))).toEqual([]);
  });
});
