import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  labFileId,
  labRef,
  levelAnchor,
  parseLabRef,
  parseSectionRef,
  sectionFileId,
  sectionRef,
} from '../../../src/domain/references.ts';
import { labRefSchema, sectionRefSchema, trackIdSchema } from '../../../src/schemas/common.ts';

const place = fc.record({
  track: fc.constantFrom(...trackIdSchema.options),
  number: fc.integer({ min: 1, max: 99 }),
});

describe('references', () => {
  test('come back from their text, which the schema accepts', () => {
    fc.assert(
      fc.property(place, ({ track, number }) => {
        expect(parseSectionRef(sectionRefSchema.parse(sectionRef(track, number)))).toEqual({ track, number });
        expect(parseLabRef(labRefSchema.parse(labRef(track, number)))).toEqual({ track, number });
      }),
    );
  });

  test('name files with the number of a section in two digits, and that of a lab as it is', () => {
    expect(sectionFileId('operations', 2, 'architecture')).toBe('operations/02-architecture');
    expect(sectionFileId('operations', 12, 'resources')).toBe('operations/12-resources');
    expect(labFileId('operations', 1, 'deploy-test-cluster')).toBe('operations/lab-1-deploy-test-cluster');
  });

  test('name a level by its id', () => {
    expect(levelAnchor('associate')).toBe('associate');
  });
});
