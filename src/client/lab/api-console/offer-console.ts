/** Offers the API console to players of this page: in the labs that are about calls, and in free play. */
import { LazyPanel } from '../panels/lazy-panel.ts';
import { offerWorkPanel } from '../work-panels.ts';

/** Labs of developers that have an editor of their own in this place. */
const withEditor = new Set(['developer/lab-2', 'developer/lab-3']);

offerWorkPanel((lab, desk) => {
  const isForCalls = lab.id.startsWith('free/') || lab.id.startsWith('developer/');
  if (!isForCalls || withEditor.has(lab.id)) return undefined;
  return new LazyPanel('api', 'API', async () => {
    const [{ createApiConsole }, response] = await Promise.all([
      import('./api-console.ts'),
      fetch(`${document.body.dataset['base'] ?? '/'}cluster/api.json`),
    ]);
    if (!response.ok) throw new Error(`The description of the API was answered with ${response.status}.`);
    return createApiConsole(desk, await response.json());
  });
});
