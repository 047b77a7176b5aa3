import { buildNode } from '../../build-node.ts';
import type { Span } from '../../../simulator/index.ts';
import { formatClock, formatSpan } from '../format-time.ts';
import type { Panel } from './panel.ts';
import { listTraces, type Trace } from './trace-tree.ts';

/** Spans as a waterfall: one row a span, indented under its parent, its bar where its time was. */
export function createTracesPanel(): Panel {
  const none = buildNode(
    'p',
    { class: 'lab-none' },
    'No trace yet. An operation such as a migration leaves one when it ends.',
  );
  const choice = buildNode('select', {});
  const label = buildNode('label', {}, 'Trace ', choice);
  const list = buildNode('ol', { class: 'waterfall', 'aria-label': 'Spans' });
  const details = buildNode('dl', { class: 'entry-facts span-facts', 'aria-live': 'polite' });
  let traces: Trace[] = [];
  let offered = '';
  let drawn = '';
  let chosenSpan = '';

  const draw = (): void => {
    const trace = traces.find(({ traceId }) => traceId === choice.value) ?? traces[0];
    if (trace === undefined) return;
    const key = `${trace.traceId} ${trace.rows.length}`;
    if (key === drawn) return;
    drawn = key;
    chosenSpan = trace.rows[0]?.span.spanId ?? '';
    list.replaceChildren(...trace.rows.map(({ span, depth }) => spanRow(trace, span, depth, choose)));
    mark(trace);
  };
  const mark = (trace: Trace): void => {
    for (const button of list.querySelectorAll<HTMLButtonElement>('button')) {
      const isChosen = button.dataset['span'] === chosenSpan;
      button.setAttribute('aria-pressed', String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
    }
    const span = trace.rows.map((row) => row.span).find(({ spanId }) => spanId === chosenSpan);
    details.replaceChildren(...(span === undefined ? [] : spanFacts(trace, span)));
  };
  const choose = (trace: Trace, span: Span): void => {
    chosenSpan = span.spanId;
    mark(trace);
  };
  list.addEventListener('keydown', (event) => {
    const buttons = [...list.querySelectorAll<HTMLButtonElement>('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || goal === undefined) return;
    event.preventDefault();
    const next = buttons[Math.min(buttons.length - 1, Math.max(0, goal))];
    next?.click();
    next?.focus();
  });
  choice.addEventListener('change', draw);

  return {
    id: 'traces',
    title: 'Traces',
    node: buildNode('div', {}, none, buildNode('div', { class: 'lab-filters' }, label), list, details),
    show(cluster) {
      const { length } = cluster.spans;
      const key = `${length} ${cluster.spans.at(-1)?.spanId ?? ''}`;
      if (key === offered) return;
      offered = key;
      traces = listTraces(cluster.spans).slice(0, 100);
      none.hidden = traces.length > 0;
      label.hidden = list.hidden = traces.length === 0;
      if (traces.length === 0) details.replaceChildren();
      const before = choice.value;
      choice.replaceChildren(
        ...traces.map((trace) =>
          buildNode(
            'option',
            { value: trace.traceId },
            `${formatClock(trace.startMs)} ${trace.name}, ${formatSpan(trace.endMs - trace.startMs)}${trace.isError ? ', failed' : ''}`,
          ),
        ),
      );
      if (traces.some(({ traceId }) => traceId === before)) choice.value = before;
      drawn = '';
      draw();
    },
  };
}

function spanRow(
  trace: Trace,
  span: Span,
  depth: number,
  choose: (trace: Trace, span: Span) => void,
): HTMLElement {
  const length = Math.max(1, trace.endMs - trace.startMs);
  const bar = buildNode('span', { class: 'span-bar', 'aria-hidden': 'true' });
  // Set through the CSSOM, which the content security policy leaves alone.
  bar.style.marginInlineStart = `${((span.startMs - trace.startMs) / length) * 100}%`;
  bar.style.width = `max(2px, ${((span.endMs - span.startMs) / length) * 100}%)`;
  const name = buildNode('span', { class: 'span-name' }, span.name);
  name.style.paddingInlineStart = `${Math.min(depth, 6) * 0.75}rem`;
  const button = buildNode(
    'button',
    { type: 'button', class: 'span-row', 'data-span': span.spanId },
    name,
    buildNode('span', { class: 'span-track' }, bar),
    buildNode('span', { class: 'span-time' }, formatSpan(span.endMs - span.startMs)),
  );
  if (span.isError) {
    button.classList.add('is-error');
    name.append(buildNode('span', { class: 'span-error' }, ' failed'));
  }
  button.addEventListener('click', () => choose(trace, span));
  return buildNode('li', {}, button);
}

function spanFacts(trace: Trace, span: Span): HTMLElement[] {
  const parent = trace.rows.map((row) => row.span).find(({ spanId }) => spanId === span.parentId);
  const facts: [string, string][] = [
    ['span', span.name],
    ['parent', parent?.name ?? 'none'],
    ['node', span.node],
    ['begins', `${formatClock(span.startMs)}, ${formatSpan(span.startMs - trace.startMs)} into the trace`],
    ['takes', formatSpan(span.endMs - span.startMs)],
    ['status', span.isError ? 'error' : 'ok'],
    ...Object.entries(span.attributes).map(([name, value]): [string, string] => [name, String(value)]),
    ['trace', trace.traceId],
  ];
  return facts.flatMap(([name, value]) => [buildNode('dt', {}, name), buildNode('dd', {}, value)]);
}
