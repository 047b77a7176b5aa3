import { describe, expect, test } from 'vitest';
import FindingList from '../../src/components/FindingList.astro';
import PrefixedIds from '../../src/components/PrefixedIds.astro';
import SelfCheck from '../../src/components/SelfCheck.astro';
import StatusMark from '../../src/components/StatusMark.astro';
import type { Question } from '../../src/schemas/question-bank.ts';
import { question } from '../unit/program-builder.ts';
import { render, renderAsIs } from './render.ts';

const base = { objective: 'Count nodes', section: 'operations/2', domain: 'architecture', difficulty: 2 };
const selfCheck = (...questions: Question[]): Promise<string> => render(SelfCheck, { props: { questions } });
/** What is shown before and after the answer is opened. */
const parts = (html: string): string[] =>
  html.split('<summary>Answer</summary>').map((part) =>
    part
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );

describe('StatusMark', () => {
  test('says each status in words beside its shape', async () => {
    expect(await render(StatusMark, { props: { status: 'partial' } })).toMatchInlineSnapshot(
      `"<span class="status-word"><span class="mark mark-partial" aria-hidden="true"></span><span>in progress</span></span>"`,
    );
    expect(await render(StatusMark, { props: { status: 'planned' } })).toContain('>planned</span>');
  });

  test('keeps the word for screen readers where it is hidden from the eye', async () => {
    expect(await render(StatusMark, { props: { status: 'complete', quiet: true } })).toContain(
      '<span class="visually-hidden">complete</span>',
    );
  });
});

describe('FindingList', () => {
  test('leads from each finding to its rule', async () => {
    const findings = [
      {
        rule: 'dead-page',
        file: 'a.mdx',
        line: 1,
        subject: 'x',
        message: 'The link "<x>" leads nowhere.',
        hint: 'Correct it.',
      },
    ];
    expect(await render(FindingList, { props: { findings } })).toMatchInlineSnapshot(
      `"<ul class="plain-list findings"><li><p><a class="mono" href="/status/rules/dead-page/">dead-page</a></p><p>The link &quot;&lt;x&gt;&quot; leads nowhere.</p></li></ul>"`,
    );
  });
});

describe('PrefixedIds', () => {
  test('puts a prefix before the ids of its content', async () => {
    expect(
      await render(PrefixedIds, {
        props: { prefix: 's2' },
        slots: { default: '<h2 id="a">A</h2><a href="#a">a</a>' },
      }),
    ).toBe('<h2 id="s2-a">A</h2><a href="#s2-a">a</a>');
    expect(await render(PrefixedIds, { props: { prefix: 's2' } })).toBe('');
  });
});

describe('SelfCheck', () => {
  test('shows nothing without questions', async () => {
    expect(await selfCheck()).toBe('');
  });

  test('keeps right and wrong behind the answer', async () => {
    const html = await selfCheck(question('q-1', { stem: 'What does `node list` print for <all>?', key: 1 }));
    expect(html).toContain('What does <code>node list</code> print for &lt;all&gt;?');
    const [before, after] = parts(html);
    expect(before).not.toMatch(/Right|Wrong|See the section/);
    expect(html.match(/<li class="right">/g)).toHaveLength(1);
    expect(after).toMatchInlineSnapshot(
      `"Wrong. See the section. Right. See the section. Wrong. See the section."`,
    );
  });

  test('shows an exhibit with its spaces', async () => {
    const questions = [question('q-1', { exhibit: 'node-1   <ready>\n  since 9\n' })];
    const html = await renderAsIs(SelfCheck, { props: { questions } });
    expect(/<pre class="exhibit"[^>]*>(.*?)<\/pre>/s.exec(html)?.[1]).toBe(
      'node-1   &lt;ready&gt;\n  since 9',
    );
  });

  test('does not give away an order or its pairs', async () => {
    const order: Question = {
      ...base,
      type: 'order',
      id: 'q-1',
      stem: 'Order the steps.',
      items: ['Stop', 'Copy', 'Start'],
      why: 'The copy needs a halt.',
    };
    const match: Question = {
      ...base,
      type: 'match',
      id: 'q-2',
      stem: 'Match each of these.',
      pairs: [
        { left: 'b', right: 'Y' },
        { left: 'a', right: 'X' },
        { left: 'c', right: 'A' },
      ],
      why: 'By the table.',
    };
    expect(parts(await selfCheck(order))).toMatchInlineSnapshot(`
      [
        "Self-check Each question can be answered from this section. Decide first, then open the answer. 1. Order the steps. Copy Start Stop",
        "Stop Copy Start The copy needs a halt.",
      ]
    `);
    expect(parts(await selfCheck(match))).toMatchInlineSnapshot(`
      [
        "Self-check Each question can be answered from this section. Decide first, then open the answer. 1. Match each of these. b a c Match with: A; X; Y",
        "b: Y a: X c: A By the table.",
      ]
    `);
  });

  test('shows a number with its unit, and its tolerance where there is one', async () => {
    const numeric: Question = {
      ...base,
      type: 'numeric',
      id: 'q-1',
      stem: 'How long is it?',
      answer: 24,
      tolerance: 0.2,
      unit: 's',
      why: 'By arithmetic.',
    };
    expect(parts(await selfCheck(numeric))[1]).toBe('24 s, accepted within 0.2 s By arithmetic.');
    expect(parts(await selfCheck({ ...numeric, tolerance: 0 }))[1]).toBe('24 s By arithmetic.');
  });
});
