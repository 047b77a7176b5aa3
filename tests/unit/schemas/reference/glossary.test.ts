import { describe, expect, test } from 'vitest';
import { glossarySchema } from '../../../../src/schemas/reference/glossary.ts';
import { buildReference } from '../../reference-builder.ts';
import { looseObjects, refusals } from '../refusals.ts';

const example = buildReference().glossary.data;

describe('glossarySchema', () => {
  test('takes a sound example as it is', () => {
    expect(glossarySchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(glossarySchema, example)).toEqual([]);
  });

  test('wants a meaning of a sentence, and a known area', () => {
    expect(refusals(glossarySchema, { terms: [{ ...example.terms[0], meaning: 'Votes.', area: 'magic' }] }))
      .toMatchInlineSnapshot(`
      [
        "terms[quorum].meaning: found "Votes.", expected at least 20 characters",
        "terms[quorum].area: found "magic", expected "dwcp", "consensus", "migration", "network", "observability", "operations", "security", "virtualisation", "training" or "general"",
      ]
    `);
  });
});
