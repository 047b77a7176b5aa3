import { describe, expect, test } from 'vitest';
import { openTerminal, type } from '../reference-table.ts';

describe('date', () => {
  test('puts the clock of a node wrong, and chronyc puts it right', () => {
    const wrong = type(openTerminal(), 'ssh controller-2 date -s "+2 seconds"');
    expect(wrong.output).toBe('2026-01-06T08:10:02Z\n');
    expect(type(wrong.session, 'ssh controller-2 date').output).toBe('2026-01-06T08:10:02Z\n');
    const further = type(wrong.session, 'ssh controller-2 date -s "-0.5 s"');
    expect(type(further.session, 'ssh controller-2 chronyc tracking').output).toContain(
      '1.500000 seconds fast',
    );
    const right = type(further.session, 'ssh controller-2 chronyc makestep');
    expect(type(right.session, 'ssh controller-2 date').output).toBe('2026-01-06T08:10:00Z\n');
  });

  test.each([
    ['date -s "+2 seconds"', 1],
    ['ssh controller-2 date -s tomorrow', 2],
    ['ssh controller-2 date -s "+3601 s"', 2],
    ['ssh controller-2 date -u', 2],
    ['ssh controller-2 date now', 2],
  ])('refuses %j in a sentence, and leaves the clock', (line, exitCode) => {
    const refused = type(openTerminal(), line);
    expect(refused.exitCode).toBe(exitCode);
    expect(refused.errorOutput).toMatch(/^date: |^date -s: /);
    expect(type(refused.session, 'ssh controller-2 chronyc tracking').output).toContain('0.000000 seconds');
  });
});
