import { describe, expect, test } from 'vitest';
import { checkFacts } from '../../../../src/domain/checks/facts.ts';
import { programWith } from './program-with.ts';

describe('checkFacts', () => {
  test('is silent about the small program', () => {
    expect(checkFacts(programWith([])).map(({ file, message }) => `${file}: ${message}`)).toEqual([]);
  });

  test('finds names of every kind', () => {
    const body = [
      'The XYZ port 9999, `dwcp_none`, `dwcp-cli none`, `GET /v3/none` and `NONE_FOUND`.',
      '<Alert name="None" /> and <Config name="none" />.',
    ].join('\n\n');
    expect(new Set(checkFacts(programWith([body])).map(({ rule }) => rule))).toEqual(
      new Set([
        'unknown-metric',
        'unknown-alert',
        'unknown-command',
        'unknown-endpoint',
        'unknown-configuration-key',
        'unknown-error',
        'unknown-port',
        'unknown-acronym',
      ]),
    );
  });
});
