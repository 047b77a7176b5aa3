/** Shows a sentence at the foot of the page, once; it is announced and goes when it is dismissed. */
export function showNotice(message: string): void {
  if ([...document.querySelectorAll('.notice')].some((notice) => notice.textContent.includes(message)))
    return;
  const notice = document.createElement('div');
  notice.className = 'notice';
  notice.setAttribute('role', 'status');
  const dismiss = document.createElement('button');
  dismiss.type = 'button';
  dismiss.className = 'action';
  dismiss.textContent = 'Dismiss';
  dismiss.addEventListener('click', () => notice.remove());
  notice.append(message, ' ', dismiss);
  document.body.append(notice);
}
