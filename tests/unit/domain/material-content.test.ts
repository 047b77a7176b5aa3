import { describe, expect, test } from 'vitest';
import { contentFiles, expectedFile } from '../../../src/domain/material-content.ts';
import { buildProgram, labMaterial } from '../program-builder.ts';

const { materials } = buildProgram().index.data;

describe('contentFiles', () => {
  test('finds the files of every kind of material', () => {
    const program = buildProgram();
    expect(materials.flatMap((material) => contentFiles(program, material))).toEqual([
      'content/manuals/operations/01-overview.mdx',
      'content/manuals/operations/02-architecture.mdx',
      ...materials.slice(1).map(expectedFile),
    ]);
  });

  test('finds nothing for what is not written', () => {
    expect(contentFiles(buildProgram(), labMaterial({ number: 2 }))).toEqual([]);
  });
});

describe('expectedFile', () => {
  test('names a folder for a manual', () => {
    expect(materials.slice(0, 1).map(expectedFile)).toEqual(['content/manuals/operations/']);
  });
});
