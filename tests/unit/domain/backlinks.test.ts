import { describe, expect, test } from 'vitest';
import { createBacklinks } from '../../../src/domain/backlinks.ts';
import type { MeasuredDocument } from '../../../src/domain/document.ts';
import { labPage, page, plainPage } from '../page-builder.ts';
import { components, measuredDocument } from '../program-builder.ts';

const saying = (fullText: string): { document: MeasuredDocument } => ({
  document: measuredDocument('content/x.mdx', {
    prose: [{ kind: 'paragraph', text: '', fullText, line: 1 }],
  }),
});
const addresses = (pages: readonly { url: string }[]): string[] => pages.map(({ url }) => url);

describe('createBacklinks', () => {
  test('sorts pages by what they do with a name', () => {
    const find = createBacklinks([
      page(saying('Look at dwcp_nodes first.')),
      labPage(1, saying('Query dwcp_nodes.')),
      plainPage({ kind: 'runbook', ...saying('dwcp_nodes is 0') }),
    ]);
    const { taughtIn, practisedIn, usedIn } = find('dwcp_nodes');
    expect([taughtIn, practisedIn, usedIn].map(addresses)).toEqual([
      ['/manuals/operations/02-architecture/'],
      ['/labs/operations/lab-1-deploy/'],
      ['/paths/'],
    ]);
  });

  test('finds names in code and in components', () => {
    const document = measuredDocument('content/x.mdx', {
      codeBlocks: [
        { language: 'bash', meta: '', value: 'dwcp-cli node list', line: 1, endLine: 3, within: [] },
      ],
      components: components('Metric', 1, undefined, { name: 'dwcp_nodes' }),
    });
    const find = createBacklinks([page({ document })]);
    expect(find('dwcp-cli node list').taughtIn).toHaveLength(1);
    expect(find('dwcp_nodes').taughtIn).toHaveLength(1);
  });

  test('matches whole words only, and takes signs for what they are', () => {
    const find = createBacklinks([page(saying('dwcp_nodes_total grows; GET /v3/vms/{id} answers (C++).'))]);
    expect(find('dwcp_nodes').taughtIn).toEqual([]);
    expect(find('GET /v3/vms/{id}').taughtIn).toHaveLength(1);
    expect(find('C++').taughtIn).toHaveLength(1);
    expect(find('GET /v3/vms/.id.').taughtIn).toEqual([]);
  });

  test('takes any of several names, and lists a page once', () => {
    const find = createBacklinks([page(saying('AMST is Adaptive Multi-Stream Transport.')), plainPage()]);
    expect(find('AMST', 'Adaptive Multi-Stream Transport').taughtIn).toHaveLength(1);
  });
});
