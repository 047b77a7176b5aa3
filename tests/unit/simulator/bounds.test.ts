import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { step } from '../../../src/simulator/index.ts';
import { after, clusterWith } from './builder.ts';

describe('bounds', () => {
  test('the state of a day is no larger than that of two hours', () => {
    const day = after(clusterWith({ vms: 10, mode: 'internet' }), [], 7_200);
    const two = JSON.stringify(step(day, 86_400_000)).length;
    expect(two).toBeLessThan(JSON.stringify(day).length * 1.5);
  });
});

describe('the source', () => {
  const folder = new URL('../../../src/simulator/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));

  test.each(files)('%s uses no clock, no chance and no function that engines round differently', (file) => {
    const source = readFileSync(new URL(file, folder), 'utf8');
    const text = source.replace(/\/\*\*[\s\S]*?\*\//g, '');
    expect(
      text.match(
        /Math\.(random|log|log2|log10|pow|exp|sin|cos|tan|cbrt|hypot)\b|Date\.now|new Date\(\)|\*\*|from '(?!\.\/)/g,
      ),
    ).toBeNull();
    expect(source.split('\n').length).toBeLessThan(400);
  });
});
