import { describe, expect, test } from 'vitest';
import { checkComponents } from '../../../../src/domain/checks/components.ts';
import { parseDocument } from '../../../../src/markdown/parse-document.ts';
import { runbookEntry } from '../../program-builder.ts';
import { printed, programWith } from './program-with.ts';

const check = (markdown: string) => checkComponents(programWith([`${markdown}\n`]));
const messages = (markdown: string) => check(markdown).map(({ message, hint }) => `${message} ${hint}`);

describe('checkComponents', () => {
  test('is silent about components that are used as they are meant', () => {
    expect(
      check(`
<Note>A</Note>

<Steps>

<Step id="a" title="A" minutes={10}>

<Metric name="dwcp_state_sync_lag_seconds" /> on <Port number={8080} />

</Step>

</Steps>

<Decision id="d" question="Go?">
<Outcome verdict="NO-GO" when="errors reach 5 %">Stop.</Outcome>
</Decision>

<Template id="t" title="T" channel="email" fields="id, summary">

[[id]]: [[summary]]

</Template>

<Figure src="planes.svg" alt="Two boxes." caption="The planes" />
`),
    ).toEqual([]);
  });

  test('reports a component that does not exist, with the nearest one', () => {
    expect(printed(check('<Notes>A</Notes>'))).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:1 unknown-component
      <Notes> is not a component of the authoring set.
      The nearest one is <Note>.",
      ]
    `);
  });

  test('reports plain HTML', () => {
    expect(messages('A<br />b')).toMatchInlineSnapshot(`
      [
        "<br> is not a component of the authoring set. Write it in Markdown, or with a component of the authoring set.",
      ]
    `);
  });

  test('reports properties that are unknown, absent, empty or of another type', () => {
    expect(messages('<Step id="A b" titel="x" minutes="10">Go.</Step>')).toMatchInlineSnapshot(`
      [
        "<Step> has no property "titel". Its properties are id, title, minutes.",
        "The property "id" of <Step> is "A b", and an id in lower-case words joined by hyphens is expected. Write an id in lower-case words joined by hyphens.",
        "<Step> lacks the property "title". Add it: What is done, as an imperative.",
        "The property "minutes" of <Step> is "10", and a whole number in braces, such as {10} is expected. Write a whole number in braces, such as {10}.",
      ]
    `);
    expect(
      messages(
        '<Decision id="d" question="">\n<Outcome verdict="MAYBE" when={when()}>Stop.</Outcome>\n</Decision>',
      ),
    ).toMatchInlineSnapshot(`
      [
        "The property "question" of <Decision> is empty, and a text is expected. Write a text.",
        "The property "verdict" of <Outcome> is "MAYBE", and one of GO, HOLD, NO-GO is expected. Write one of GO, HOLD, NO-GO.",
        "The property "when" of <Outcome> would have to be computed, and a text is expected. Write a text.",
      ]
    `);
    expect(messages('<Steps {...all}>a</Steps>')).toMatchInlineSnapshot(`
      [
        "<Steps> has no property "...". Remove it; the component has no properties.",
      ]
    `);
  });

  test('leaves what a figure shows and says to the rule about figures', () => {
    expect(messages('<Figure caption="C" />')).toEqual([]);
  });

  test('reports an id that another component or a heading has', () => {
    expect(
      messages(
        '## Start\n\n<Checkpoint id="start" title="A">A</Checkpoint>\n\n<Checkpoint id="end" title="B">B</Checkpoint>\n\n<Checkpoint id="end" title="C">C</Checkpoint>',
      ),
    ).toMatchInlineSnapshot(`
      [
        "The id "start" of <Checkpoint> is already the anchor of line 1. Give it an id of its own.",
        "The id "end" of <Checkpoint> is already the anchor of line 5. Give it an id of its own.",
      ]
    `);
  });

  test('reports template fields that do not match the text', () => {
    expect(
      messages(
        '<Template id="t" title="T" channel="email" fields="id, owner">\n\n[[id]]: [[summary]]\n\n</Template>',
      ),
    ).toMatchInlineSnapshot(`
      [
        "The template asks for [[summary]], which is not among its fields: id, owner. Add the name to "fields", or correct it in the text.",
        "The template has the field "owner", but its text does not use [[owner]]. Use it in the text, or take it out of "fields".",
      ]
    `);
  });

  test('lets a template use the variables of its runbook', () => {
    const template = '<Template id="t" title="T" channel="email" fields="">\n\nOn [[node]].\n\n</Template>\n';
    const document = parseDocument('content/runbooks/rollout.mdx', template).document;
    const withVariables = runbookEntry(
      'rollout',
      { variables: [{ name: 'node', meaning: 'The node.', example: 'worker-1' }] },
      document,
    );
    const without = runbookEntry('rollout', {}, document);
    expect(checkComponents(programWith([], { runbooks: [withVariables] }))).toEqual([]);
    expect(checkComponents(programWith([], { runbooks: [without] }))).toHaveLength(1);
  });
});
