import { startChecklists } from './checklists.ts';
import { startKeyboard } from './keyboard.ts';
import { startProgress } from './progress/show-progress.ts';
import { startReading } from './reading.ts';
import { startReport } from './report.ts';
import { TrainingTabs } from './tabs.ts';
import { startTheme } from './theme.ts';

startTheme();
customElements.define('training-tabs', TrainingTabs);
startReading();
startProgress();
startChecklists();
startReport();
startKeyboard();

for (const button of document.querySelectorAll('[data-print]'))
  button.addEventListener('click', () => print());
if (document.querySelector('[data-not-found]') !== null)
  void import('./nearest-pages.ts').then(({ showNearestPages }) => showNearestPages());
// A browser lists a folder in place of its index.
if (location.protocol === 'file:') {
  for (const name of ['click', 'auxclick'] as const)
    addEventListener(
      name,
      (event) => {
        const link =
          event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
        if (link?.protocol === 'file:' && link.pathname.endsWith('/')) link.pathname += 'index.html';
      },
      { capture: true },
    );
}
// Only those who keep a track have a service worker, so that nobody else asks for more than the page.
if (navigator.serviceWorker?.controller)
  void import('./offline/updates.ts').then(({ offerUpdates }) => offerUpdates()).catch(() => undefined);
