import { buildNode } from '../build-node.ts';
import type { LabController } from './lab-controller.ts';
import { formatClock } from './format-time.ts';
import type { Panel } from './panels/panel.ts';

/** The checkpoints of the lab with their hints, and what can be done with the run. */
export function createGoalsPanel(controller: LabController, actions: readonly HTMLElement[]): Panel {
  const { checkpoints } = controller.lab.scenario;
  const rows = checkpoints.map((checkpoint) => createRow(controller, checkpoint));
  const summary = buildNode('p', { class: 'lab-none' });
  return {
    id: 'goals',
    title: checkpoints.length === 0 ? 'Run' : 'Checkpoints',
    node: buildNode(
      'div',
      {},
      summary,
      buildNode('ol', { class: 'goal-list' }, ...rows.map(({ node }) => node)),
      buildNode('div', { class: 'lab-buttons' }, ...actions),
    ),
    show() {
      const { met } = controller.run;
      summary.textContent =
        checkpoints.length === 0
          ? 'There is no goal here: try things out.'
          : controller.isComplete
            ? 'Every checkpoint is met. Export the evidence and hand it in.'
            : `${met.length} of ${checkpoints.length} met.`;
      for (const row of rows) row.show();
    },
  };
}

function createRow(
  controller: LabController,
  { id, title, met: words, hints }: LabController['lab']['scenario']['checkpoints'][number],
): { node: HTMLElement; show: () => void } {
  const state = buildNode('span', { class: 'visually-hidden' });
  const mark = buildNode('span', { class: 'mark', 'aria-hidden': 'true' });
  const metWords = buildNode('p', { class: 'goal-met' });
  const list = buildNode('ul', { class: 'goal-hints', 'aria-live': 'polite' });
  const button = buildNode('button', { type: 'button', class: 'lab-small' });
  button.addEventListener('click', () => controller.takeHint(id));
  let shown = '';
  const show = (): void => {
    const metAtMs = controller.run.met.find((each) => each.id === id)?.atMs;
    const taken = controller.hintsOf(id);
    const key = `${metAtMs ?? 'open'} ${taken.length}`;
    if (key === shown) return;
    shown = key;
    mark.classList.toggle('mark-complete', metAtMs !== undefined);
    state.textContent = metAtMs === undefined ? 'Open: ' : 'Met: ';
    metWords.hidden = metAtMs === undefined;
    metWords.textContent = metAtMs === undefined ? '' : `${formatClock(metAtMs)} · ${words}`;
    // Hints that are there stay the same nodes, so that only a new one is announced.
    list.replaceChildren(
      ...[...list.children].slice(0, taken.length),
      ...taken.slice(list.childElementCount).map((hint) => buildNode('li', {}, hint)),
    );
    list.hidden = taken.length === 0;
    const hadFocus = document.activeElement === button;
    button.hidden = metAtMs !== undefined || taken.length === hints.length;
    button.textContent = taken.length === 0 ? 'Hint' : `Next hint (${taken.length} of ${hints.length})`;
    button.setAttribute('aria-label', `${button.textContent} for: ${title}`);
    if (hadFocus && button.hidden) {
      list.tabIndex = -1;
      list.focus();
    }
  };
  const node = buildNode(
    'li',
    { 'data-goal': id },
    mark,
    buildNode('div', {}, buildNode('p', {}, state, title), metWords, list, button),
  );
  return { node, show };
}
