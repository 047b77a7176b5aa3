import { expect, test } from 'vitest';
import { splitText } from '../../../src/domain/folder-text.ts';

test('splitText gives the words of each heading that has an anchor, without marks', () => {
  const markdown = `# Quorum

How **many** votes \`dwcp-cli\` [needs](https://example.com/).

## Raft and PBFT

| f | n |
| - | - |
| 1 | 4 |

\`\`\`console
$ dwcp-cli --node worker_3
\`\`\`

## Not a heading of the document

> - Still Raft

From <https://example.com/>
`;
  expect(splitText('/a/', markdown, new Map([['Raft and PBFT', 'raft-and-pbft']]))).toMatchInlineSnapshot(`
    [
      [
        "/a/",
        "",
        "",
        "Quorum How many votes dwcp-cli needs.",
      ],
      [
        "/a/",
        "raft-and-pbft",
        "Raft and PBFT",
        "f n 1 4 $ dwcp-cli --node worker_3 Not a heading of the document Still Raft",
      ],
    ]
  `);
});
