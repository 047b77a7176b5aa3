import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { classNow } from '../../../../src/domain/cohort/class-now.ts';
import { dateSessions } from '../../../../src/domain/cohort/dated-sessions.ts';
import { buildCohort, buildPlan } from '../../cohort-builder.ts';

/** Monday 2027-03-01 and, with a holiday between them, Wednesday 2027-03-03, in Kolkata. */
const sessions = dateSessions(
  buildCohort({ timeZone: 'Asia/Kolkata', holidays: ['2027-03-02'] }),
  buildPlan(),
);
const at = (local: string) =>
  classNow(sessions, Temporal.ZonedDateTime.from(`${local}[Asia/Kolkata]`).toInstant());

describe('classNow', () => {
  test('counts the nights before the class by the calendar of the room', () => {
    // In UTC this moment is still the last day of February but one.
    expect(at('2027-02-28T00:30')).toMatchObject({ phase: 'before', day: 0, daysAhead: 1 });
    expect(at('2027-02-20T23:59')).toMatchObject({ phase: 'before', daysAhead: 9 });
  });

  test('is on a day from its midnight to its last session', () => {
    const early = at('2027-03-01T00:00');
    expect(early).toMatchObject({ phase: 'on-a-day', day: 0, next: { session: { topic: 'Architecture' } } });
    expect(early.current).toBeUndefined();
    expect(at('2027-03-01T12:14').current?.session.topic).toBe('Lab 1: Title');
  });

  test('has a session on from its first minute to the one before its end', () => {
    expect(at('2027-03-01T09:00').current?.session.topic).toBe('Architecture');
    expect(at('2027-03-01T09:00').next?.session.topic).toBe('Break');
    expect(at('2027-03-01T10:00').current?.session.topic).toBe('Break');
  });

  test('looks ahead to the next day between days', () => {
    expect(at('2027-03-01T12:15')).toMatchObject({ phase: 'between-days', day: 1 });
    expect(at('2027-03-02T10:00')).toMatchObject({ phase: 'between-days', day: 1 });
  });

  test('is on a day in a gap between two sessions', () => {
    const gap = at('2027-03-03T12:30');
    expect(gap).toMatchObject({
      phase: 'on-a-day',
      day: 1,
      next: { session: { topic: 'Exam, first half' } },
    });
    expect(gap.current).toBeUndefined();
  });

  test('is over at the end of the last session', () => {
    expect(at('2027-03-03T17:15')).toEqual({ phase: 'after' });
    expect(classNow([], Temporal.Instant.fromEpochMilliseconds(0))).toEqual({ phase: 'after' });
  });
});
