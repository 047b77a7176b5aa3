/** Adds what a page of text gains from a script: copying, anchors, the current heading, the track the reader is on. */
export function startReading(): void {
  openPathBesideText();
  addCopyButtons();
  addAnchorLinks();
  followHeadings();
  showOwnTrack();
  carrySection();
}

/** Where the path stands beside the text it is open: to assistive technology a closed fold holds nothing. */
function openPathBesideText(): void {
  const panel = document.querySelector<HTMLDetailsElement>('.reading:not(.reading-lab) > .track-panel');
  if (panel === null) return;
  const beside = matchMedia('(min-width: 62rem)');
  const fit = (): void => {
    panel.open = beside.matches;
  };
  beside.addEventListener('change', fit);
  fit();
}

function addCopyButtons(): void {
  for (const block of document.querySelectorAll<HTMLElement>('.code-block, .message-template')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy-button';
    button.textContent = 'Copy';
    button.setAttribute(
      'aria-label',
      block.classList.contains('message-template') ? 'Copy the template' : 'Copy the code',
    );
    button.addEventListener('click', () => {
      void copyText(textToCopy(block)).then((copied) => {
        button.textContent = copied ? 'Copied' : 'Select and copy by hand';
        setTimeout(() => (button.textContent = 'Copy'), 2000);
      });
    });
    block.append(button);
  }
}

/** Of a session, the typed commands without their prompt; of anything else, all of it. */
function textToCopy(block: HTMLElement): string {
  const commands = [...block.querySelectorAll('.lang-console .cmd')];
  if (commands.length > 0) return commands.map((command) => command.textContent).join('\n');
  return (block.querySelector('code') ?? block).textContent.replace(/Copy$/, '').trimEnd();
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function addAnchorLinks(): void {
  for (const heading of document.querySelectorAll<HTMLElement>('.prose :is(h2, h3, h4)[id]')) {
    const link = document.createElement('a');
    link.className = 'anchor-link';
    link.href = `#${heading.id}`;
    link.textContent = '#';
    link.setAttribute('aria-label', `Link to "${heading.textContent}"`);
    heading.append(link);
  }
}

/** Marks the heading being read in the table of contents. */
function followHeadings(): void {
  const links = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>('[data-toc] a')].map((link) => [
      decodeURIComponent(link.hash.slice(1)),
      link,
    ]),
  );
  if (links.size === 0) return;
  const headings = [...links.keys()].flatMap((id) => document.getElementById(id) ?? []);
  const mark = (): void => {
    const current =
      headings.filter((heading) => heading.getBoundingClientRect().top < 120).at(-1) ?? headings[0];
    for (const [id, link] of links) {
      if (id === current?.id) {
        link.setAttribute('aria-current', 'true');
        // Only the list scrolls; scrollIntoView would move the page as well.
        const panel = link.closest<HTMLElement>('[data-toc]');
        if (
          panel !== null &&
          (link.offsetTop < panel.scrollTop || link.offsetTop > panel.scrollTop + panel.clientHeight - 40)
        ) {
          panel.scrollTop = link.offsetTop - panel.clientHeight / 2;
        }
      } else {
        link.removeAttribute('aria-current');
      }
    }
  };
  let waiting = false;
  addEventListener(
    'scroll',
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    },
    { passive: true },
  );
  mark();
}

/**
 * A page may lie on several tracks. The one the reader came from is kept for the tab; its path, and its previous and
 * next, are shown.
 */
function showOwnTrack(): void {
  const panels = [...document.querySelectorAll<HTMLElement>('[data-path-panel]')];
  const tracks = new Set(panels.map((panel) => panel.dataset['pathPanel']));
  const own = readTrack() ?? '';
  const shown = tracks.has(own) ? own : undefined;
  if (shown !== undefined) {
    document.documentElement.dataset['track'] = shown;
    for (const panel of panels.filter((panel) => panel.closest('.track-panel') === null))
      panel.hidden = panel.dataset['pathPanel'] !== shown;
    void showPath(
      panels.filter((panel) => panel.closest('.track-panel') !== null),
      shown,
    );
  }
  const pageTrack = document.documentElement.dataset['track'];
  // A track's own page, or a page that lies on one track only, says where the reader is now.
  if (pageTrack !== undefined && (tracks.size <= 1 || shown === undefined)) keepTrack(pageTrack);
}

/** Shows one track's path of several. A page holds only its home track's stations; others come from the page of the track. */
async function showPath(panels: readonly HTMLElement[], track: string): Promise<void> {
  const wanted = panels.find((panel) => panel.dataset['pathPanel'] === track);
  const place = wanted?.querySelector('[data-path]');
  if (place === null || place === undefined) return;
  if (place.querySelector('.path') === null) {
    const stations = await fetchStations(track);
    // Without them the home track's path stays, which is better than none.
    if (stations === undefined) return;
    place.append(stations);
    place.dispatchEvent(new CustomEvent('path-shown', { bubbles: true }));
  }
  for (const panel of panels) panel.hidden = panel !== wanted;
}

async function fetchStations(track: string): Promise<Element | undefined> {
  try {
    const response = await fetch(`${document.body.dataset['base'] ?? '/'}tracks/${track}/`);
    if (!response.ok) return undefined;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const stations = page.querySelector('.path-long');
    stations?.classList.remove('path-long');
    for (const meta of stations?.querySelectorAll('.path-meta') ?? []) {
      meta.className = 'visually-hidden';
      meta.textContent = meta.closest('.is-planned') === null ? '' : ' (planned)';
    }
    stations?.querySelector(`a[href="${location.pathname}"]`)?.setAttribute('aria-current', 'page');
    return stations ?? undefined;
  } catch {
    return undefined;
  }
}

function readTrack(): string | null {
  try {
    return sessionStorage.getItem('dwcp-training:track');
  } catch {
    return null;
  }
}

function keepTrack(track: string): void {
  try {
    sessionStorage.setItem('dwcp-training:track', track);
  } catch {
    // Storage is blocked: every page shows its home track.
  }
}

/** A report names the section that is being read. */
function carrySection(): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-report]');
  link?.addEventListener('click', () => {
    const current = document.querySelector<HTMLAnchorElement>('[data-toc] a[aria-current]');
    const address = new URL(link.href);
    if (current !== null) address.searchParams.set('section', current.hash.slice(1));
    link.href = address.href;
  });
}
