import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exportEvidence,
  playLines,
  readShareCode,
  restoreLab,
  shareCode,
  startLab,
  typeWholeLine,
  verifyEvidence,
  type Evidence,
} from '../../../../src/simulator/lab/index.ts';
import { digestOf } from '../../../../src/simulator/lab/digest.ts';
import { smallLab } from './small-lab.ts';

const solved = playLines(smallLab, smallLab.scenario.solution).at(-1)?.run ?? startLab(smallLab);
const evidence = (): Evidence => structuredClone(exportEvidence(smallLab, solved));

/** Evidence with a change and a digest that fits, as somebody would make it who knows the format. */
function forge(change: (forged: Evidence) => void): Evidence {
  const forged = evidence();
  change(forged);
  const { digest: _, ...content } = forged;
  return { ...content, digest: digestOf(content) };
}

function reasonsFor(value: unknown): string[] {
  const verdict = verifyEvidence(smallLab, value);
  return verdict.type === 'refused' ? verdict.reasons : [verdict.type];
}

describe('verifyEvidence', () => {
  test('confirms the evidence of a solution, after a journey through JSON', () => {
    expect(verifyEvidence(smallLab, JSON.parse(JSON.stringify(evidence()))).type).toBe('confirmed');
  });

  test('says what is open in evidence of a lab that is not finished', () => {
    const run = typeWholeLine(smallLab, startLab(smallLab), 'look').run;
    const verdict = verifyEvidence(smallLab, exportEvidence(smallLab, run));
    expect(verdict).toMatchObject({ type: 'incomplete', open: [{ id: 'down' }, { id: 'noted' }] });
  });

  test('refuses what was changed, with the reason', () => {
    const edited = evidence();
    edited.endedAtMs += 1;
    expect({
      edited: reasonsFor(edited),
      time: reasonsFor(
        forge(({ checkpoints }) => {
          const [first] = checkpoints;
          if (first !== undefined) first.metAtMs = 1_000;
        }),
      ),
      dropped: reasonsFor(forge(({ entries }) => entries.pop())),
      early: reasonsFor(
        forge(({ entries }) => {
          const last = entries.at(-1);
          if (last !== undefined) last.atMs -= 15_000;
        }),
      ),
      state: reasonsFor(forge((forged) => (forged.state = '0'.repeat(64)))),
      seed: reasonsFor(forge((forged) => (forged.seed = 8))),
      lab: reasonsFor(forge((forged) => (forged.scenario = 'operations/lab-1'))),
      edition: reasonsFor(forge((forged) => (forged.edition = 'older'))),
    }).toMatchInlineSnapshot(`
      {
        "dropped": [
          "It says that "noted" is met at 80.0 s, but playing the commands again leaves it open.",
        ],
        "early": [
          "Line 4 is said to be typed at 65.0 s, but the one before it ended at 80.0 s.",
        ],
        "edited": [
          "Its digest does not match its content: it was changed or damaged after it was exported.",
        ],
        "edition": [
          "It was made with another edition of the lab "operations/lab-99"; check it with the release of that edition.",
        ],
        "lab": [
          "It belongs to the lab "operations/lab-1" and not to "operations/lab-99".",
        ],
        "seed": [
          "Its seed is 8, but the lab has 7.",
        ],
        "state": [
          "Playing the commands again ends in another state: it was made with another release of the training cluster, or edited.",
        ],
        "time": [
          "It says that "looked" is met at 1.0 s, but playing the commands again meets it at 60.0 s.",
        ],
      }
    `);
  });

  test('refuses what is not evidence', () => {
    expect([null, [], 'text', {}, { ...evidence(), entries: [{ atMs: -1, line: 'look' }] }].map(reasonsFor))
      .toMatchInlineSnapshot(`
      [
        [
          "The file should be one JSON object, but is null.",
        ],
        [
          "The file should be one JSON object, but is [].",
        ],
        [
          "The file should be one JSON object, but is "text".",
        ],
        [
          ""format" should be "dwcp-lab-evidence", but is nothing.",
        ],
        [
          ""entries", line 1, "atMs" should be a time in milliseconds that is not before the line above, but is -1.",
        ],
      ]
    `);
  });

  test('judges any value without throwing, and confirms no damaged one', () => {
    const text = JSON.stringify(evidence());
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), fc.nat(3), (at, inserted, cut) => {
        const damaged = text.slice(0, at) + inserted + text.slice(at + cut);
        let value: unknown;
        try {
          value = JSON.parse(damaged);
        } catch {
          return;
        }
        const { type } = verifyEvidence(smallLab, value);
        expect(type === 'confirmed').toBe(digestOf(value) === digestOf(evidence()));
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(verifyEvidence(smallLab, value).type).toBe('refused');
      }),
    );
  });
});

describe('share codes', () => {
  test('bring the same run back', () => {
    const read = readShareCode(shareCode(solved));
    if ('problem' in read) throw new Error(read.problem);
    expect(exportEvidence(smallLab, restoreLab(smallLab, read.value))).toEqual(evidence());
  });

  test('answer any text with a value or a sentence', () => {
    const code = shareCode(solved);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `1${text}`),
          fc.nat(code.length).map((at) => code.slice(0, at)),
          fc.nat(code.length - 1).map((at) => `${code.slice(0, at)}A${code.slice(at + 1)}`),
        ),
        (text) => {
          const read = readShareCode(text);
          expect('problem' in read ? read.problem.length > 10 : read.value.entries.length >= 0).toBe(true);
        },
      ),
    );
  });
});
