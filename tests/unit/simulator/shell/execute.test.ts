import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { run } from '../../../../src/simulator/shell/index.ts';
import { openTerminal, referenceTable, type } from './reference-table.ts';

const terminal = openTerminal();

describe('a line', () => {
  test('joins programs by pipes, and files by redirections', () => {
    const { session, output } = type(
      terminal,
      'dwcp-cli node list | grep eu-west | sort -r > nodes.txt',
      'wc -l nodes.txt',
    );
    expect(output).toBe('5\n');
    expect(session.files['workstation']?.['/home/operator/nodes.txt']).toMatch(/^worker-4 /);
  });

  test('appends to a file that was written with a relative name', () => {
    expect(type(terminal, 'echo one > notes', 'echo two >> notes', 'cat notes').output).toBe('one\ntwo\n');
  });

  test('goes on after success or failure as asked', () => {
    expect(type(terminal, 'grep nothing nowhere && echo yes || echo no; echo $?').output).toBe('no\n0\n');
  });

  test('keeps quoted words together, and fills variables in outside of single quotes', () => {
    expect(type(terminal, `echo 'a  $HOME' "b  $HOME" # and no more`).output).toBe(
      'a  $HOME b  /home/operator\n',
    );
  });

  test('takes several lines of a paste, and a line that goes on', () => {
    expect(type(terminal, 'echo one\necho two \\\n  three').output).toBe('one\ntwo three\n');
  });

  test('that cannot be read says what is wrong and changes nothing', () => {
    const result = type(terminal, 'echo "open');
    expect(result.errorOutput).toBe('shell: A quotation mark " is not closed.\n');
    expect(result.exitCode).toBe(2);
    expect(result.session.cluster).toBe(terminal.cluster);
  });

  test('with an unknown program names the nearest', () => {
    expect(type(terminal, 'dwcp-cil cluster status').errorOutput).toBe(
      'shell: "dwcp-cil" is not a command here. Did you mean "dwcp-cli"?\n',
    );
  });
});

describe('ssh', () => {
  test('runs one command on a node, and stays at the workstation', () => {
    const { output, session } = type(terminal, 'ssh worker-3 hostname');
    expect([output, session.host]).toEqual(['worker-3\n', 'workstation']);
  });

  test('opens a shell until exit', () => {
    expect(type(terminal, 'ssh worker-3', 'hostname; exit; hostname').output).toBe('worker-3\nworkstation\n');
  });

  test('to a machine that is down is refused', () => {
    expect(type(terminal, 'ssh worker-33').errorOutput).toBe(
      'ssh: There is no machine "worker-33". Did you mean "worker-3"?\n',
    );
  });
});

/** Words that lines are made of: real nouns, verbs, flags and names, and things that are none. */
const words = [
  ...referenceTable.commands.flatMap(({ name, flags }) => [
    ...name.split(' '),
    ...flags.map((flag) => flag.name),
  ]),
  ...[
    'dwcp-cli',
    'dwcp-server',
    'worker-1',
    'worker-99',
    'controller-2',
    'vm-web-1',
    '--output',
    'json',
    'yaml',
    '--wait=false',
    '--field',
    'a.b[0]',
  ],
  ...[
    '0',
    '1',
    '-1',
    '99999',
    '0.5',
    '1e9',
    '5m',
    '30d',
    'eu-west',
    '3.0.1',
    'true',
    '|',
    '&&',
    ';',
    '>',
    'ssh',
    'tc',
    'qdisc',
    'add',
    'dev',
    'eth0',
    'root',
    'netem',
    'delay',
    '100ms',
    'grep',
    '-n',
    '((',
    '[a-',
    "'",
    '"',
    '$?',
    '__proto__',
    'constructor',
    '../../x',
  ],
];
const phrase = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((items) => items.join(' '));
const callOf = fc
  .record({ row: fc.constantFrom(...referenceTable.commands), rest: phrase })
  .map(({ row, rest }) => `${row.program} ${row.name} ${rest} --wait=false`);

describe('whatever is typed', () => {
  test.each([
    ['words of the language in any order', phrase, 400],
    ['commands with any flags and values', callOf, 600],
    ['any text', fc.string({ unit: 'binary', maxLength: 400 }), 400],
  ])(
    '%s: the shell answers with an exit code and leaves what it was given',
    (_name, lines, runs) => {
      const before = JSON.stringify(terminal);
      fc.assert(
        fc.property(lines, (line) => {
          // Waiting is bounded by what is typed, so a test would only take long.
          if (/\bsleep\b|\bping\b/.test(line)) return;
          const result = run(terminal, line, referenceTable);
          expect(Number.isInteger(result.exitCode)).toBe(true);
          expect(() => JSON.stringify(result.session)).not.toThrow();
          // A command line that is wrong changes nothing in the cluster.
          if (result.exitCode === 2 && !/[|&;]/.test(line))
            expect(result.session.cluster).toBe(terminal.cluster);
        }),
        { numRuns: runs },
      );
      expect(JSON.stringify(terminal)).toBe(before);
    },
    120_000,
  );

  test('a huge line is refused in a sentence', () => {
    expect(run(terminal, `echo ${'x'.repeat(100_000)}`, referenceTable).errorOutput).toBe(
      'shell: A line can have 65536 characters; this one has 100005.\n',
    );
  });
});
