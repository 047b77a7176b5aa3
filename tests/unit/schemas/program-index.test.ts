import { describe, expect, test } from 'vitest';
import { claimedNumberSchema, programIndexSchema } from '../../../src/schemas/program-index.ts';
import { buildIndex, labMaterial, manualMaterial, scheduleMaterial } from '../program-builder.ts';
import { looseObjects, refusals } from './refusals.ts';

const example = buildIndex({
  versions: [
    { version: '1.0.0', date: '2026-01-15', changes: 'First release' },
    { version: '1.1.0', date: 'TBD', due: '2027-03-31', changes: 'Labs' },
  ],
});
const withMaterials = (...materials: unknown[]) => ({ ...example, materials });

describe('programIndexSchema', () => {
  test('takes a material of each kind as it is', () => {
    expect(programIndexSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(programIndexSchema, example)).toEqual([]);
  });

  test('knows the kinds of materials and their status', () => {
    expect(
      refusals(
        programIndexSchema,
        withMaterials({ ...labMaterial(), kind: 'video' }, { ...labMaterial(), status: 'done' }),
      ),
    ).toMatchInlineSnapshot(`
      [
        "materials[operations-lab-1].kind: found "video", expected "manual", "lab", "runbook", "guide", "exam", "deck" or "schedule"",
        "materials[operations-lab-1].status: found "done", expected "complete" or "planned"",
      ]
    `);
  });

  test('wants a path below docs, a track and whole numbers', () => {
    expect(
      refusals(
        programIndexSchema,
        withMaterials(
          labMaterial({ published: '/etc/passwd' }),
          { ...manualMaterial(), labs: 1.5 },
          { ...scheduleMaterial(), track: undefined },
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "materials[operations-lab-1].published: found "/etc/passwd"; write a path below docs/, e.g. "docs/training/labs/…"",
        "materials[operations-manual].labs: found 1.5, expected a whole number",
        "materials[operations-1-day].track: it is missing, expected "operations", "developer" or "security"",
      ]
    `);
  });

  test('takes "TBD" in place of the date of a version, and nothing else', () => {
    expect(
      refusals(programIndexSchema, {
        ...example,
        versions: [{ version: '1.1', date: 'soon', changes: 'Labs' }],
      }),
    ).toMatchInlineSnapshot(`
      [
        "versions[1].version: found "1.1"; write a version as three numbers, e.g. "1.2.0"",
        "versions[1].date: found "soon"; write a date as YYYY-MM-DD",
      ]
    `);
  });

  test('checks addresses, channels and weekdays', () => {
    expect(
      refusals(programIndexSchema, {
        ...example,
        support: [{ id: 'training', title: 'Training', email: 'training at example.com', channel: 'dwcp' }],
        officeHours: { text: 'Sundays', weekday: 'Sunday' },
        feedback: { ...example.feedback, form: 'forms.example.com' },
      }),
    ).toMatchInlineSnapshot(`
      [
        "support[training].email: found "training at example.com", expected an email address",
        "support[training].channel: found "dwcp"; write a channel as "#name", in lower case",
        "officeHours.weekday: found "Sunday", expected "Monday", "Tuesday", "Wednesday", "Thursday" or "Friday"",
        "feedback.form: found "forms.example.com", expected a web address",
      ]
    `);
  });
});

describe('claimedNumberSchema', () => {
  test('takes a bound, two bounds or an exact number', () => {
    for (const claim of [{ atLeast: 1950 }, { atLeast: 20, atMost: 30 }, { exactly: 0 }])
      expect(refusals(claimedNumberSchema, claim)).toEqual([]);
  });

  test('refuses a claim that says nothing', () => {
    expect([...refusals(claimedNumberSchema, {}), ...refusals(claimedNumberSchema, { atLeast: -1 })])
      .toMatchInlineSnapshot(`
      [
        ": found the fields {}; state atLeast, atMost or exactly",
        "atLeast: found -1, expected at least 0",
      ]
    `);
  });
});
