import { describe, expect, test } from 'vitest';
import { pageMarkdown } from '../../../src/markdown/page-markdown.ts';

const address = 'https://training.example.com/dwcp/manuals/operations/02-architecture/';

function markdown(main: string): string {
  return pageMarkdown(`<html><body><main>${main}</main></body></html>`, { address }) ?? '';
}

describe('pageMarkdown', () => {
  test('gives headings, tables, task items and code with its language', () => {
    expect(
      markdown(`<h1>Quorum</h1>
        <table><thead><tr><th>f</th><th>n</th></tr></thead><tbody><tr><td>1</td><td>4</td></tr></tbody></table>
        <ul><li><input type="checkbox" disabled> Count the voters</li></ul>
        <pre class="code" data-language="console"><code><span class="line"><span class="prompt" aria-hidden="true">$ </span><span class="cmd">dwcp-cli consensus quorum-status</span></span></code></pre>`),
    ).toMatchInlineSnapshot(`
      "# Quorum

      | f | n |
      | - | - |
      | 1 | 4 |

      - [ ] Count the voters

      \`\`\`console
      $ dwcp-cli consensus quorum-status
      \`\`\`

      From <https://training.example.com/dwcp/manuals/operations/02-architecture/>
      "
    `);
  });

  test('leads links and images to the site, from wherever the file is read', () => {
    expect(
      markdown('<p><a href="/dwcp/glossary/#raft">Raft</a> and <a href="#quorum">above</a></p>'),
    ).toContain(
      '[Raft](https://training.example.com/dwcp/glossary/#raft) and [above](https://training.example.com/dwcp/manuals/operations/02-architecture/#quorum)',
    );
  });

  test('puts the words of a drawing in its place', () => {
    expect(
      markdown(
        '<figure><svg role="img" aria-label="Three planes"><path/></svg><figcaption>Planes</figcaption></figure>',
      ),
    ).toContain('(Drawing: Three planes)');
  });

  test('leaves out controls, what search leaves out and what is hidden', () => {
    const text = markdown(
      '<p>Kept</p><button>Mark</button><nav data-pagefind-ignore>Path</nav><p hidden>Secret</p><p class="needs-js">Script</p><script>1</script><div popover>Later</div>',
    );
    expect(text).toBe(`Kept\n\nFrom <${address}>\n`);
  });

  test('has nothing for a page without a main part', () => {
    expect(pageMarkdown('<p>Moved</p>', { address })).toBeUndefined();
  });
});
