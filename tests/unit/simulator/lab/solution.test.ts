import { expect, test } from 'vitest';
import { describeLine } from '../../../../src/simulator/lab/index.ts';

test('what nobody can know before is named for the reader of a solution', () => {
  expect(describeLine('dwcp-cli cluster status')).toBe('dwcp-cli cluster status');
  expect(describeLine('dwcp-cli trace show --id {latest-trace}')).toBe(
    'dwcp-cli trace show --id TRACE   # TRACE is the identifier that "dwcp-cli trace list" shows last',
  );
});
