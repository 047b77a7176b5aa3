import './element.ts';

/** The list of all pages gives way to results. */
const siteMap = document.querySelector<HTMLElement>('[data-site-map]');
document.addEventListener('search-changed', (event) => {
  if (siteMap !== null && event instanceof CustomEvent) siteMap.hidden = !(event.detail as { isEmpty: boolean }).isEmpty;
});
