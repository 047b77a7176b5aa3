import { describe, expect, test } from 'vitest';
import { claimKey, claimedAmount, formatClaim } from '../../../../src/domain/claims/claim.ts';

describe('formatClaim', () => {
  test('writes each form of a claimed number', () => {
    const claims = [{ atLeast: 1950 }, { atLeast: 20, atMost: 30 }, { exactly: 5 }, { atMost: 1000 }];
    expect(claims.map(formatClaim)).toEqual(['at least 1,950', '20–30', 'exactly 5', 'at most 1,000']);
  });
});

describe('claimedAmount', () => {
  test('takes the exact number, else the lower bound, else the upper one', () => {
    expect(
      [{ exactly: 5, atLeast: 1 }, { atLeast: 20, atMost: 30 }, { atMost: 7 }].map(claimedAmount),
    ).toEqual([5, 20, 7]);
  });
});

describe('claimKey', () => {
  test('keeps the letters and digits of a title', () => {
    expect(claimKey('Step-by-step rollout (P0–P4)')).toBe('step-by-step-rollout-p0-p4');
  });
});
