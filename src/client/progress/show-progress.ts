import { isDone } from '../../domain/progress.ts';
import { onProgress, readProgress, recordLabDone, recordRead, rememberPage } from './kept-progress.ts';

/** Shows progress wherever the page has a place for it, and lets the reader mark the page as read or done. */
export function startProgress(): void {
  const article = document.querySelector<HTMLElement>('[data-page]');
  const url = article?.dataset['page'];
  const button = document.querySelector<HTMLButtonElement>('[data-mark-read]');
  const lab = button?.dataset['lab'];

  if (url !== undefined && button !== null) {
    rememberPage(url, article?.dataset['pageTitle'] ?? document.title);
    button.addEventListener('click', () => {
      const isMarked = button.getAttribute('aria-pressed') === 'true';
      if (lab === undefined) recordRead(url, !isMarked);
      else recordLabDone(lab, { done: !isMarked, by: 'hand' });
    });
  }
  const show = (): void => {
    showStations();
    showLastPage();
    if (button !== null && url !== undefined) showButton(button, url, lab);
  };
  show();
  onProgress(show);
  document.addEventListener('path-shown', show);
}

function showStations(): void {
  const progress = readProgress();
  for (const station of document.querySelectorAll<HTMLElement>('[data-station]')) {
    const { station: url = '', lab, exam } = station.dataset;
    station.toggleAttribute('data-done', isDone(progress, { url, lab, exam }));
  }
  for (const place of document.querySelectorAll<HTMLElement>('[data-progress-of]')) {
    const path = place.dataset['progressOf'] ?? '';
    const stations = document.querySelectorAll(`[data-path="${path}"] [data-station]`);
    const done = document.querySelectorAll(`[data-path="${path}"] [data-station][data-done]`);
    if (stations.length > 0)
      place.textContent = `${done.length} of ${place.dataset['written'] ?? stations.length} done`;
  }
}

function showButton(button: HTMLButtonElement, url: string, lab: string | undefined): void {
  const isMarked = isDone(readProgress(), { url, lab });
  const word = lab === undefined ? 'read' : 'done';
  button.setAttribute('aria-pressed', String(isMarked));
  button.textContent = isMarked ? word.replace(/^./, (letter) => letter.toUpperCase()) : `Mark as ${word}`;
}

function showLastPage(): void {
  const { last } = readProgress();
  const link = document.querySelector<HTMLAnchorElement>('[data-continue-link]');
  if (link === null || last === undefined) return;
  link.href = (document.body.dataset['base'] ?? '/').replace(/\/$/, '') + last.url;
  link.textContent = last.title;
}
