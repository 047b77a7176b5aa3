import { describe, expect, test } from 'vitest';
import { materialCode, trackCode } from '../../../src/domain/material-code.ts';
import { labPage, page, plainPage } from '../page-builder.ts';

describe('materialCode', () => {
  test('names a section and a lab by track and number', () => {
    expect(materialCode(page())).toBe('OPS-2');
    expect(materialCode(labPage(3, { track: 'developer', ref: 'developer/lab-3' }))).toBe('DEV-LAB-3');
  });

  test('names what has no number by its kind', () => {
    expect(materialCode(plainPage({ kind: 'exam', track: 'security' }))).toBe('SEC-EXAM');
    expect(materialCode(plainPage({ kind: 'runbook' }))).toBe('RUNBOOK');
    expect(materialCode(plainPage())).toBe('PAGE');
  });
});

describe('trackCode', () => {
  test('is three letters', () => {
    expect([trackCode('operations'), trackCode('developer'), trackCode('security')]).toEqual([
      'OPS',
      'DEV',
      'SEC',
    ]);
  });
});
