import { describe, expect, test } from 'vitest';
import { allDocuments } from '../../../src/domain/program.ts';
import { buildProgram } from '../program-builder.ts';

describe('allDocuments', () => {
  test('lists every MDX file of the program once', () => {
    expect(allDocuments(buildProgram()).map(({ file }) => file)).toEqual([
      'content/manuals/operations/01-overview.mdx',
      'content/manuals/operations/02-architecture.mdx',
      'content/labs/operations/lab-1-deploy-test-cluster.mdx',
      'content/runbooks/production-rollout.mdx',
      'content/exams/operations-associate.mdx',
      'content/guides/certification.mdx',
    ]);
  });
});
