import fc from 'fast-check';
import type { Progress } from '../../../src/domain/progress.ts';

// Few moments and few names, so that two states often speak of the same item, and at the same moment.
const moment = fc.constantFrom(
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T00:00:00.001Z',
  '2026-11-23T09:00:00.000Z',
  '2027-02-28T23:59:59.999Z',
);
const url = fc.constantFrom('/', '/glossary/', '/manuals/operations/02-architecture/', '/ü/');
const lab = fc.constantFrom('operations/lab-1', 'operations/lab-10', 'security/lab-3');
const exam = fc.constantFrom('operations-associate-exam', 'constructor');

/** Any progress that a browser can have kept. */
export const anyProgress: fc.Arbitrary<Progress> = fc.record(
  {
    version: fc.constant(2 as const),
    read: fc.dictionary(url, fc.record({ at: moment, read: fc.boolean() }), { noNullPrototype: true }),
    labs: fc.dictionary(
      lab,
      fc.record({
        at: moment,
        done: fc.boolean(),
        by: fc.constantFrom('checkpoints' as const, 'hand' as const),
      }),
      { noNullPrototype: true },
    ),
    scores: fc.dictionary(
      exam,
      fc.record({ at: moment, percent: fc.integer({ min: 0, max: 100 }), passed: fc.boolean() }),
      { noNullPrototype: true },
    ),
    last: fc.record({ at: moment, url, title: fc.string({ maxLength: 300 }) }),
  },
  { requiredKeys: ['version', 'read', 'labs', 'scores'] },
);
