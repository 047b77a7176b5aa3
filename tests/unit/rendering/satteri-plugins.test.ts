import type { Element } from 'hast';
import { markdownToHtml, type HastPluginDefinition } from 'satteri';
import { describe, expect, test } from 'vitest';
import {
  basePathLinks,
  checkboxLabels,
  codeBlocks,
  tableFrames,
} from '../../../src/rendering/satteri-plugins.ts';

async function render(markdown: string, ...hastPlugins: HastPluginDefinition[]): Promise<string> {
  return (await markdownToHtml(markdown, { hastPlugins, features: { smartPunctuation: false } })).html.trim();
}

/** Shows what it was given, in place of highlighting. */
const echo = (code: string, language: string, meta: string): Promise<Element> =>
  Promise.resolve({
    type: 'element',
    tagName: 'pre',
    properties: /title="(.*?)"/.test(meta) ? { dataTitle: /title="(.*?)"/.exec(meta)?.[1] ?? '' } : {},
    children: [{ type: 'text', value: JSON.stringify([code, language, meta]) }],
  });

describe('codeBlocks', () => {
  test('frames a block, with its title as the caption', async () => {
    expect(
      await render('```yaml title="worker.yaml" {1}\na: 1\nb: 2\n```', codeBlocks(echo)),
    ).toMatchInlineSnapshot(
      `"<figure class="code-block"><figcaption>worker.yaml</figcaption><pre data-title="worker.yaml">["a: 1\\nb: 2","yaml","title=\\"worker.yaml\\" {1}"]</pre></figure>"`,
    );
  });

  test('takes a block without a language as text', async () => {
    expect(await render('```\na\n```', codeBlocks(echo))).toContain('["a","text",""]');
  });
});

describe('basePathLinks', () => {
  const markdown =
    '[in](/glossary/#quorum) [here](#top) [out](https://example.com/) [mail](mailto:a@example.com)';

  test('puts the base path before addresses of the site only', async () => {
    expect(await render(markdown, basePathLinks('/training/'))).toMatchInlineSnapshot(
      `"<p><a href="/training/glossary/#quorum">in</a> <a href="#top">here</a> <a href="https://example.com/" rel="noreferrer">out</a> <a href="mailto:a@example.com">mail</a></p>"`,
    );
  });

  test('adds nothing at a root', async () => {
    expect(await render(markdown, basePathLinks('/'))).toContain('href="/glossary/#quorum"');
  });
});

describe('tableFrames', () => {
  test('frames a table so that the keyboard reaches it, and gives header cells their scope', async () => {
    expect(await render('| a | b |\n| --- | --- |\n| 1 | 2 |', tableFrames())).toMatchInlineSnapshot(`
      "<div class="table-frame" tabindex="0" role="group" aria-label="Table"><table>
      <thead>
      <tr>
      <th scope="col">a</th>
      <th scope="col">b</th>
      </tr>
      </thead>
      <tbody>
      <tr>
      <td>1</td>
      <td>2</td>
      </tr>
      </tbody>
      </table></div>"
    `);
  });
});

describe('checkboxLabels', () => {
  test('names a checkbox after its item', async () => {
    const html = await render('- [ ] Note the  `version` first\n- [x] Done', checkboxLabels());
    expect(html.match(/aria-label="[^"]*"/g)).toEqual([
      'aria-label="Note the version first"',
      'aria-label="Done"',
    ]);
  });

  test('names the checkbox of a loose list, and leaves other items', async () => {
    expect((await render('- [ ] One\n\n- [ ] Two', checkboxLabels())).match(/aria-label="[^"]*"/g)).toEqual([
      'aria-label="One"',
      'aria-label="Two"',
    ]);
    expect(await render('- plain', checkboxLabels())).not.toContain('aria-label');
  });

  test('does not read a list below into the name of its item', async () => {
    const html = await render('- [ ] Above\n  - [ ] Below', checkboxLabels());
    expect(html.match(/aria-label="[^"]*"/g)).toEqual(['aria-label="Above"', 'aria-label="Below"']);
  });
});
