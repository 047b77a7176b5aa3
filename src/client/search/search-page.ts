import { TrainingSearch } from './element.ts';
import { readRequest, writeRequest } from './address.ts';

const siteMap = document.querySelector<HTMLElement>('[data-site-map]');

/** The list of all pages gives way to results; the address says whether something is asked. */
function fitSiteMap(): void {
  if (siteMap !== null) siteMap.hidden = writeRequest(readRequest(location.search)) !== '';
}

fitSiteMap();
document.addEventListener('search-changed', fitSiteMap);

// Where there is a keyboard, one can type at once; on a phone it would cover half of the page.
const search = document.querySelector('training-search');
if (search instanceof TrainingSearch && location.search === '' && matchMedia('(hover: hover)').matches)
  search.focusInput();
