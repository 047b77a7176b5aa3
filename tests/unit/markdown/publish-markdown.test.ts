import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../../src/markdown/parse-document.ts';
import { publishMarkdown, type PublishOptions } from '../../../src/markdown/publish-markdown.ts';
import { buildReference } from '../reference-builder.ts';

function publish(body: string, options: Partial<PublishOptions> = {}): string {
  return publishMarkdown(parseDocument('page.mdx', body).tree, { title: 'Title', ...options });
}

const everything = `Opening with <Term name="quorum" />, <Metric name="dwcp_x" />, <Command name="cluster status" /> and <Port number={8080} />. {/* aside */}

## Part

<Note>One line.</Note>

<Warning title="Data is lost">

Copy it **first**.

</Warning>

<Steps>

<Step id="a" title="Start" minutes={10}>

\`\`\`console title="On controller-1"
$ dwcp-cli cluster status
\`\`\`

<Checkpoint id="b" title="It runs">

Three nodes.

</Checkpoint>

</Step>

<Step id="c" title="Stop">

Stop.

</Step>

</Steps>

<Checklist id="d" title="Before">

- [ ] One
- [x] Two

</Checklist>

<Decision id="e" question="Go on?">
<Outcome verdict="GO" when="errors stay under 1 %">Continue.</Outcome>
<Outcome verdict="NO-GO" when="errors reach 5 %">

Roll back:

\`\`\`bash
dwcp-cli upgrade rollback
\`\`\`

</Outcome>
</Decision>

<Template id="f" title="First notice" channel="email" fields="incident-id">

Incident [[incident-id]] is open.

- We look into it.

</Template>

<Figure src="planes.svg" alt="Two boxes." caption="The planes" />

<Tabs group="mode">
<Tab title="Datacenter">Use RDMA.</Tab>
<Tab title="Internet">Use TCP.</Tab>
</Tabs>

<Definition term="AMST">

It sends.

</Definition>

<OnRealCluster>Ask first.</OnRealCluster>

<Hint>Look.</Hint>

<Solution>Done.</Solution>

<Scenario id="g" title="A node is slow">Wait.</Scenario>

See [metrics](/reference/metrics/).
`;

describe('publishMarkdown', () => {
  test('says every component in plain Markdown', () => {
    expect(publish(everything, { reference: buildReference() })).toMatchInlineSnapshot(`
      "# Title

      Opening with quorum, \`dwcp_x\`, \`dwcp-cli cluster status\` and \`8080\`.

      ## Part

      > **Note**
      >
      > One line.

      > **Warning: Data is lost**
      >
      > Copy it **first**.

      ### Step 1: Start (10 min)

      \`On controller-1\`

      \`\`\`console
      $ dwcp-cli cluster status
      \`\`\`

      > **Checkpoint: It runs**
      >
      > Three nodes.

      ### Step 2: Stop

      Stop.

      **Checklist: Before**

      - [ ] One
      - [x] Two

      **Decision: Go on?**

      - **GO** when errors stay under 1 %: Continue.
      - **NO-GO** when errors reach 5 %: Roll back:
        \`\`\`bash
        dwcp-cli upgrade rollback
        \`\`\`

      **First notice (email)**

      \`\`\`text
      Incident [[incident-id]] is open.

      - We look into it.
      \`\`\`

      **Figure: The planes**

      Two boxes.

      ### Datacenter

      Use RDMA.

      ### Internet

      Use TCP.

      **AMST**: It sends.

      > **On a real cluster**
      >
      > Ask first.

      > **Hint**
      >
      > Look.

      > **Solution**
      >
      > Done.

      ### A node is slow

      Wait.

      See [metrics](/reference/metrics/).
      "
    `);
  });

  test('leaves no component and no expression in the text', () => {
    expect(publish(everything).replaceAll(/`[^`]*`/g, '')).not.toMatch(/<\/?[A-Za-z]|\{/);
  });

  test('gives the same text for the same tree', () => {
    const { tree } = parseDocument('page.mdx', everything);
    expect(publishMarkdown(tree, { title: 'A' })).toBe(publishMarkdown(tree, { title: 'A' }));
  });

  test('gives a text that measures alike when it is read again', () => {
    const before = parseDocument('page.mdx', everything).document;
    const after = parseDocument('page.md', publish(everything)).document;
    expect(after.taskItems.map(({ text, checked }) => [text, checked])).toEqual(
      before.taskItems.map(({ text, checked }) => [text, checked]),
    );
    expect(after.headings.map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(before.headings.map(({ slug }) => slug)),
    );
  });

  test('asks where links lead', () => {
    const resolveLink = (url: string) => (url.startsWith('/') ? `https://example.com${url}` : url);
    expect(publish('See [a](/b/), ![c](/d.svg) and [e][f].\n\n[f]: /g/\n', { resolveLink }))
      .toMatchInlineSnapshot(`
      "# Title

      See [a](https://example.com/b/), ![c](https://example.com/d.svg) and [e][f].

      [f]: https://example.com/g/
      "
    `);
  });

  test('keeps tables, and replaces components in their cells', () => {
    expect(
      publish('| Metric | Port |\n| --- | --- |\n| <Metric name="dwcp_x" /> | <Port number={8080} /> |\n'),
    ).toMatchInlineSnapshot(`
      "# Title

      | Metric   | Port   |
      | -------- | ------ |
      | \`dwcp_x\` | \`8080\` |
      "
    `);
  });

  test('puts the parts of nested components below the heading they stand under', () => {
    const body =
      '### Deep\n\n<Tabs group="g">\n<Tab title="One">\n<Steps>\n<Step id="a" title="Go">Go.</Step>\n</Steps>\n</Tab>\n</Tabs>\n\n## Next\n';
    expect(publish(body).match(/^#+ .*$/gm)).toEqual([
      '# Title',
      '### Deep',
      '#### One',
      '##### Step 1: Go',
      '## Next',
    ]);
  });
});
