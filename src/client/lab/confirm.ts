import { buildNode } from '../build-node.ts';

/** Asks before something that cannot be taken back; Escape is a no. */
export function confirmWith(title: string, text: string, yes: string): Promise<boolean> {
  const heading = buildNode('h2', { id: 'lab-confirm-title' }, title);
  const accept = buildNode('button', { type: 'button', class: 'action' }, yes);
  const cancel = buildNode('button', { type: 'button', class: 'action' }, 'Cancel');
  const dialog = buildNode(
    'dialog',
    { 'aria-labelledby': heading.id },
    buildNode(
      'div',
      { class: 'dialog-body stack' },
      heading,
      buildNode('p', {}, text),
      buildNode('p', { class: 'lab-buttons' }, accept, cancel),
    ),
  );
  document.body.append(dialog);
  return new Promise((resolve) => {
    let isAccepted = false;
    accept.addEventListener('click', () => {
      isAccepted = true;
      dialog.close();
    });
    cancel.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(isAccepted);
    });
    dialog.showModal();
    cancel.focus();
  });
}
