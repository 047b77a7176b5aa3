import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runAlone, streamsOf } from './programs.ts';

const head = "export const name = 'mine';\n";

/** Limits at which a program that does not end is stopped quickly. */
const short = { interrupts: 20, memoryBytes: 8 * 1_048_576 };

const firstPath = 'a path of 1 ms, 50 Mbps and 0 % loss';

describe('a program', () => {
  test('becomes a plug-in of its answers', async () => {
    const result = await runAlone(
      `${head}export const chooseStreams = ({ rttMs }: { rttMs: number }): number => (rttMs <= 20 ? 8 : 24);`,
    );
    expect(result).toMatchObject({
      printed: [],
      plugin: { kind: 'transport', name: 'mine', streams: [{ max_rtt_ms: 20, streams: 8 }, { streams: 24 }] },
    });
  });

  test.each([
    ['dev-2', 'starter'],
    ['dev-2', 'solution'],
    ['dev-3', 'starter'],
    ['dev-3', 'solution'],
  ] as const)('of %s, the %s, runs as it is', async (lab, which) => {
    const result = await runAlone(readFileSync(`examples/labs/${lab}/${which}/main.ts`, 'utf8'));
    expect(result).toMatchObject({ plugin: { kind: lab === 'dev-2' ? 'transport' : 'placement' } });
  });

  test('prints with console.log, up to a limit', async () => {
    const result = await runAlone(
      `${head}for (let i = 0; i < 200; i += 1) console.log('at', { i });\nexport const chooseStreams = () => 8;`,
    );
    expect(result.printed.slice(0, 2)).toEqual(['at {"i":0}', 'at {"i":1}']);
    expect(result.printed).toHaveLength(101);
    expect(result.printed.at(-1)).toBe('… and more, which is not shown.');
  });
});

const declared = `
enum Rate { Low = 4, High = 16 }
class Base {
  static #least = 2;
  static least: number;
  static { Base.least = Base.#least; }
  constructor(protected readonly n: number) {}
  get streams(): number { return this.n + Base.least; }
}
class Wide extends Base {
  #extra = 5;
  constructor() { super(5); }
  override get streams(): number { return super.streams + this.#extra; }
}
class Full extends Error {}
function* count(n: number) { for (let i = 1; i <= n; i += 1) yield i; }
const first = <T,>(all: readonly T[]): T => all[0]!;`;

describe('the language that learners use has', () => {
  test.each([
    [
      'a variable for each turn of a loop',
      'const f: (() => number)[] = []; for (let i = 0; i < 3; i++) f.push(() => i); return 1 + f[1]!();',
      2,
    ],
    ['classes with private fields, static blocks and inheritance', 'return new Wide().streams;', 12],
    ['generators and spread', 'return Math.max(...count(7));', 7],
    ['destructuring', 'const { a = 3, ...rest }: any = { b: 4 }; return a + rest.b;', 7],
    ['?., ?? and ??=', 'const o: any = {}; o.a ??= 5; return o.x?.y ?? o.a;', 5],
    ['maps and sets', "return new Map([['a', 4]]).get('a')! + new Set([1, 1]).size;", 5],
    ['grouping', 'return Object.groupBy([1, 2, 3], (n) => n % 2)[1]!.length;', 2],
    [
      'toSorted, at and findLast',
      'return [3, 9, 1].toSorted((a, b) => b - a).at(0)! + [4].findLast(() => true)!;',
      13,
    ],
    [
      'errors, caught',
      "try { throw new Full('no room'); } catch (e) { return e instanceof Full && e.message === 'no room' ? 6 : 1; }",
      6,
    ],
    [
      'labels',
      'let n = 0; all: for (const a of [1, 2]) { for (const b of [1, 2]) { n += b; if (a === 2) break all; } } return n;',
      4,
    ],
    ['switch', 'switch (2 as number) { case 2: return 9; default: return 1; }', 9],
    ['big numbers and templates', 'return Number(2n ** 3n) + `${1 + 1}`.length;', 9],
    ['regular expressions', "return Number(/(?<n>[0-9]+)$/.exec('worker-5')?.groups?.['n']);", 5],
    ['enum, satisfies, as and generics', 'return (first([Rate.High]) satisfies number) as number;', 16],
  ])('%s', async (_what, body, streams) => {
    expect(await streamsOf(body, declared)).toBe(streams);
  });
});

describe('a program is refused', () => {
  test.each([
    ['that cannot be read', 'const streams = ;\n', 2, 'The program cannot be read: unexpected token.'],
    [
      'whose bracket is not closed',
      '\nif (1 { }',
      3,
      'The program cannot be read: unexpected token, expected ")".',
    ],
    [
      'that declares a name twice',
      'const a = 1;\nconst a = 2;',
      3,
      'The program cannot be read: invalid redefinition of global identifier.',
    ],
    [
      'that throws',
      "export function chooseStreams() {\n  throw new RangeError('no such path');\n}",
      3,
      `chooseStreams failed for ${firstPath}: RangeError: no such path.`,
    ],
    [
      'that reads what is not there',
      'export function chooseStreams(path: any) {\n  return path.link.streams;\n}',
      3,
      `chooseStreams failed for ${firstPath}: TypeError: cannot read property 'streams' of undefined.`,
    ],
    ['that fails at once', '\nconst table = lookUp();', 3, "ReferenceError: 'lookUp' is not defined"],
  ])('%s, with the line', async (_what, source, line, message) => {
    expect(await runAlone(head + source)).toMatchObject({ problems: [{ line, message }] });
  });

  test.each([
    ['answers with text', "return '8';", `For ${firstPath}, chooseStreams answered "8", which is no number.`],
    ['answers with nothing', '', `For ${firstPath}, chooseStreams answered nothing, which is no number.`],
    [
      'throws what is no error',
      "throw 'full';",
      `chooseStreams failed for ${firstPath}: The program threw "full", which is no Error.`,
    ],
    [
      'asks the page for something',
      "return fetch('/');",
      `chooseStreams failed for ${firstPath}: ReferenceError: 'fetch' is not defined.`,
    ],
    [
      'answers with a promise',
      'return Promise.resolve(8);',
      `chooseStreams failed for ${firstPath}: it answered with a promise; take async and await out, a plug-in decides at once.`,
    ],
  ])('that %s', async (_what, body, message) => {
    expect(await streamsOf(body)).toEqual([message]);
  });

  test('that answers by chance', async () => {
    expect(String(await streamsOf('return Math.ceil(Math.random() * 500);'))).toMatch(
      /Take out what changes from call to call/,
    );
  });

  test.each([
    ['in the program', 'let i = 0;\nwhile (true) i += 1;'],
    ['in the function', 'export function chooseStreams() {\n  for (;;) {}\n}'],
  ])('that does not end %s', async (_where, source) => {
    expect(await runAlone(head + source, short)).toMatchObject({
      problems: [
        {
          message:
            'The program was stopped after about 0.2 million steps. Look for a loop that does not end.',
        },
      ],
    });
  });

  test('that wants more memory than there is', async () => {
    const source = `${head}const a: object[] = [];\nfor (let i = 0; ; i++) a.push({ i });`;
    expect(await runAlone(source, { ...short, interrupts: 5_000 })).toMatchObject({
      problems: [{ message: 'The program was stopped, because it took more than 8 MiB of memory.', line: 3 }],
    });
  });

  test('that calls itself without end', async () => {
    const answer = await streamsOf('return again();', 'function again(): number { return again() + 1; }');
    expect(answer).toEqual([
      `chooseStreams failed for ${firstPath}: The program calls itself too deeply, or without end.`,
    ]);
  });

  test('that waits', async () => {
    expect(await runAlone(`${head}await new Promise(() => {});`)).toMatchObject({
      problems: [{ message: 'The program waits for something with await, and a plug-in decides at once.' }],
    });
  });

  test('that stands in several files', async () => {
    const result = await runAlone(`import { room } from './room.ts';\n${head}room();`);
    expect('problems' in result && result.problems[0]?.message).toContain(
      'A program of this page stands in one file',
    );
  });

  test('that has no name and decides nothing', async () => {
    const result = await runAlone('const x: number = 1;');
    expect('problems' in result && result.problems).toHaveLength(2);
  });

  test('but cannot harm what asks it', async () => {
    const before =
      '(Object.prototype as any).rttMs = 1; (Array.prototype as any).map = null; JSON.parse = () => 3;';
    expect(await streamsOf('return 8;', before)).toBe(8);
    expect(({} as Record<string, unknown>)['rttMs']).toBeUndefined();
  });
});
