import { expect, test } from 'vitest';
import { parseBlock } from '../../../../src/node/blocks/parse-block.ts';

test.each([
  ['yaml', 'mode:\n  auto: false\n---\nb: [1]'],
  ['json', '{ "a": [1] }'],
  ['toml', 'a = 1\n[b]\nc = "d"'],
  ['promql', 'histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m]))) > 0.3'],
  ['proto', 'message Vm { string name = 1; }'],
  ['proto', 'syntax = "proto3";\nservice A { rpc Do(B) returns (stream C); }'],
  ['bash', 'for n in 1 2; do\n  dwcp-cli node get "worker-$n" | head -1\ndone'],
  ['go', 'if err := run(ctx); err != nil {\n\treturn err\n}'],
  ['python', 'with open("a") as f:\n    print(f.read())'],
  ['typescript', 'const a: number = await read<string>("b");'],
])('finds nothing wrong with %s', async (language, text) => {
  expect(await parseBlock(language, text)).toBeNull();
});

test.each([
  ['yaml', 'a: 1\nb: [1', 2],
  ['json', '{\n  "a": 1,\n}', 3],
  ['toml', 'a = 1\nb = ', 2],
  ['promql', 'sum(rate(x[5m])', 1],
  ['proto', 'message Vm {\n  string name 1;\n}', 2],
  ['bash', 'for n in 1 2; do\n  echo "$n\ndone', 2],
  ['go', 'x := 1\ny := := 2', 2],
  ['python', 'def f(:\n    pass', 1],
  ['typescript', 'const a = 1;\nconst b = ;', 2],
])('finds the line that is wrong in %s', async (language, text, line) => {
  const problem = await parseBlock(language, text);
  expect(problem?.line).toBe(line);
  expect(problem?.message).toMatch(/\S\.$/);
});

test('says nothing about a language that it does not know', async () => {
  expect(await parseBlock('cobol', 'x')).toBeUndefined();
  expect(await parseBlock('constructor', 'x')).toBeUndefined();
});
