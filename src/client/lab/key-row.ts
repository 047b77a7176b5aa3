import { buildNode } from '../build-node.ts';

const keys: readonly (readonly [label: string, name: string, sent: string])[] = [
  ['Tab', 'Complete', '\t'],
  ['↑', 'Previous line', '\u001B[A'],
  ['↓', 'Next line', '\u001B[B'],
  ['^C', 'Stop', '\u0003'],
  ['|', 'Pipe', '|'],
  ['-', 'Hyphen', '-'],
  ['/', 'Slash', '/'],
  ["'", 'Quote', "'"],
];

/** The keys of a terminal that the keyboard of a phone lacks. */
export function createKeyRow(press: (key: string) => void): HTMLElement {
  return buildNode(
    'div',
    { class: 'lab-keys', role: 'group', 'aria-label': 'Keys' },
    ...keys.map(([label, name, sent]) => {
      const button = buildNode('button', { type: 'button', 'aria-label': name }, label);
      // The field keeps the focus, so that the keyboard of the phone stays where it is.
      button.addEventListener('pointerdown', (event) => event.preventDefault());
      button.addEventListener('click', () => press(sent));
      return button;
    }),
  );
}
