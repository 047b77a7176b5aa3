import { describe, expect, test } from 'vitest';
import { examSchema } from '../../../src/schemas/exam.ts';
import { examEntry, without } from '../program-builder.ts';
import { looseObjects, refusals } from './refusals.ts';

const example = examEntry('operations-associate').data;

describe('examSchema', () => {
  test('takes a sound example as it is', () => {
    expect(examSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(examSchema, example)).toEqual([]);
  });

  test('limits scores and asks for a blueprint and tasks', () => {
    expect(
      refusals(examSchema, {
        ...example,
        written: { ...example.written, passPercent: 101, blueprint: [] },
        practical: { ...example.practical, passTasks: 0, tasks: [] },
      }),
    ).toMatchInlineSnapshot(`
      [
        "written.passPercent: found 101, expected at most 100",
        "written.blueprint: found an empty list, expected at least 1 entry",
        "practical.passTasks: found 0, expected more than 0",
        "practical.tasks: found an empty list, expected at least 1 entry",
      ]
    `);
  });

  test('knows tracks and levels by their names', () => {
    expect(refusals(examSchema, { ...example, track: 'ops', level: 'master', reviewed: '23.11.2026' }))
      .toMatchInlineSnapshot(`
      [
        "track: found "ops", expected "operations", "developer" or "security"",
        "level: found "master", expected "associate", "professional" or "expert"",
        "reviewed: found "23.11.2026"; write a date as YYYY-MM-DD",
      ]
    `);
  });

  test('lets a level have one part only', () => {
    expect(refusals(examSchema, without(example, 'written'))).toEqual([]);
  });
});
