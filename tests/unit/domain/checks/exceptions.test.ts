import { describe, expect, test } from 'vitest';
import { applyExceptions } from '../../../../src/domain/checks/exceptions.ts';
import type { Finding } from '../../../../src/domain/finding.ts';
import { dataEntry } from '../../program-builder.ts';

const finding: Finding = {
  rule: 'no-break',
  file: 'content/schedules/operations-5-day.yaml',
  line: 7,
  subject: 'operations-5-day: Architecture, from 14:00',
  message: 'Five hours without a break.',
  hint: 'Put one in.',
};
const exceptionFor = (subject: string, rule = 'no-break', until = '2026-06-30') => ({
  rule,
  subject,
  reason: 'The room is booked.',
  until,
});
const entry = (...exceptions: ReturnType<typeof exceptionFor>[]) =>
  dataEntry('content/program/exceptions.yaml', { exceptions });

describe('applyExceptions', () => {
  test('takes out a finding that is accepted, through the last day', () => {
    expect(applyExceptions([finding], entry(exceptionFor(finding.subject)), '2026-06-30')).toEqual([]);
  });

  test('accepts by rule and subject together', () => {
    const other: Finding = { ...finding, rule: 'sessions-overlap' };
    expect(applyExceptions([finding, other], entry(exceptionFor(finding.subject)), '2026-01-01')).toEqual([
      other,
    ]);
  });

  test('leaves findings as they are without exceptions', () => {
    expect(applyExceptions([finding], entry(), '2026-01-01')).toEqual([finding]);
  });
});

describe('exception-expired', () => {
  test('reports beside the finding, which is there again', () => {
    expect(applyExceptions([finding], entry(exceptionFor(finding.subject)), '2026-07-01'))
      .toMatchInlineSnapshot(`
      [
        {
          "file": "content/schedules/operations-5-day.yaml",
          "hint": "Put one in.",
          "line": 7,
          "message": "Five hours without a break.",
          "rule": "no-break",
          "subject": "operations-5-day: Architecture, from 14:00",
        },
        {
          "file": "content/program/exceptions.yaml",
          "hint": "Mend the finding, or argue for a new date.",
          "line": 1,
          "message": "The exception for no-break on "operations-5-day: Architecture, from 14:00" held until 2026-06-30, and it is 2026-07-01.",
          "rule": "exception-expired",
          "subject": "no-break: operations-5-day: Architecture, from 14:00",
        },
      ]
    `);
  });
});

describe('exception-unused', () => {
  test('reports an exception that matches nothing, expired or not', () => {
    expect(applyExceptions([], entry(exceptionFor('elsewhere')), '2026-01-01')).toMatchInlineSnapshot(`
      [
        {
          "file": "content/program/exceptions.yaml",
          "hint": "Remove it from content/program/exceptions.yaml, or correct its rule and subject.",
          "line": 1,
          "message": "The exception for no-break on "elsewhere" matches no finding.",
          "rule": "exception-unused",
          "subject": "no-break: elsewhere",
        },
      ]
    `);
    expect(
      applyExceptions([], entry(exceptionFor('elsewhere')), '2027-01-01').map(({ rule }) => rule),
    ).toEqual(['exception-unused']);
  });

  test('says when there is no such rule', () => {
    expect(
      applyExceptions([], entry(exceptionFor('elsewhere', 'no-brake')), '2026-01-01').map(
        ({ message }) => message,
      ),
    ).toMatchInlineSnapshot(`
      [
        "The exception names the rule "no-brake", which does not exist.",
      ]
    `);
  });
});
