import { markRead, parseProgress, type Progress } from '../domain/progress.ts';
import { showNotice } from './notice.ts';
import { onStoredElsewhere, readStored, store } from './storage.ts';

const key = 'progress';

/** Shows progress wherever the page has a place for it, and lets the reader mark the page as read. */
export function startProgress(): void {
  // Read anew before each change, so that two tabs do not undo each other.
  const current = (): Progress => parseProgress(readStored(key));
  const article = document.querySelector<HTMLElement>('[data-page]');
  const url = article?.dataset['page'];
  const button = document.querySelector<HTMLButtonElement>('[data-mark-read]');

  const keep = (progress: Progress): void => {
    if (!store(key, progress))
      showNotice(
        'This browser does not let the site keep anything, so progress is lost when you leave the page.',
      );
    show(progress, url, button);
  };

  if (url !== undefined && button !== null) {
    const title = article?.dataset['pageTitle'] ?? document.title;
    store(key, { ...current(), last: { url, title } });
    button.addEventListener('click', () => {
      const isRead = button.getAttribute('aria-pressed') === 'true';
      keep(markRead(current(), url, isRead ? undefined : new Date().toISOString()));
    });
  }
  show(current(), url, button);
  onStoredElsewhere(key, () => show(current(), url, button));
  document.addEventListener('path-shown', () => show(current(), url, button));
}

function show(progress: Progress, url: string | undefined, button: HTMLButtonElement | null): void {
  for (const station of document.querySelectorAll<HTMLElement>('[data-station]')) {
    station.toggleAttribute('data-done', progress.read[station.dataset['station'] ?? ''] !== undefined);
  }
  for (const place of document.querySelectorAll<HTMLElement>('[data-progress-of]')) {
    const path = place.dataset['progressOf'] ?? '';
    const stations = document.querySelectorAll(`[data-path="${path}"] [data-station]`);
    const done = document.querySelectorAll(`[data-path="${path}"] [data-station][data-done]`);
    if (stations.length > 0)
      place.textContent = `${done.length} of ${place.dataset['written'] ?? stations.length} read`;
  }
  if (button !== null && url !== undefined) {
    const isRead = progress.read[url] !== undefined;
    button.setAttribute('aria-pressed', String(isRead));
    button.textContent = isRead ? 'Read' : 'Mark as read';
  }
  const link = document.querySelector<HTMLAnchorElement>('[data-continue-link]');
  if (link !== null && progress.last !== undefined) {
    link.href = (document.body.dataset['base'] ?? '/').replace(/\/$/, '') + progress.last.url;
    link.textContent = progress.last.title;
  }
}
