import { buildNode } from '../build-node.ts';

const views = [
  ['terminal', 'Terminal'],
  ['panels', 'Cluster'],
] as const;

/** Where terminal and panels do not fit beside each other, two buttons choose which of them is shown. */
export function createViewSwitch(
  split: HTMLElement,
  onShown: () => void,
): { readonly node: HTMLElement; readonly choose: (view: (typeof views)[number][0]) => void } {
  const buttons = views.map(([view, title]) => {
    const button = buildNode('button', { type: 'button' }, title);
    button.addEventListener('click', () => choose(view));
    return { view, button };
  });
  const choose = (wanted: (typeof views)[number][0]): void => {
    split.dataset['view'] = wanted;
    for (const { view, button } of buttons) button.setAttribute('aria-pressed', String(view === wanted));
    onShown();
  };
  choose('terminal');
  return {
    node: buildNode(
      'div',
      { class: 'lab-views', role: 'group', 'aria-label': 'What is shown' },
      ...buttons.map(({ button }) => button),
    ),
    choose,
  };
}
