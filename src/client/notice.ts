/** Something a notice offers to do; what `run` comes to replaces the message. */
export interface NoticeAction {
  readonly label: string;
  readonly run: () => Promise<string>;
}

/** Shows a sentence at the foot of the page, once; it is announced and goes when it is dismissed. */
export function showNotice(message: string, action?: NoticeAction): void {
  if ([...document.querySelectorAll('.notice')].some((notice) => notice.textContent.includes(message)))
    return;
  const notice = document.createElement('div');
  notice.className = 'notice';
  notice.setAttribute('role', 'status');
  const text = document.createElement('span');
  text.textContent = message;
  const dismiss = button('Dismiss');
  dismiss.addEventListener('click', () => notice.remove());
  notice.append(text, ' ');
  if (action !== undefined) {
    const act = button(action.label);
    act.addEventListener('click', () => {
      act.disabled = true;
      void action.run().then((outcome) => {
        text.textContent = outcome;
        act.remove();
      });
    });
    notice.append(act, ' ');
  }
  notice.append(dismiss);
  document.body.append(notice);
}

function button(label: string): HTMLButtonElement {
  const created = document.createElement('button');
  created.type = 'button';
  created.className = 'action';
  created.textContent = label;
  return created;
}
