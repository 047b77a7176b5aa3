/** Offers the editor to the labs in which a plug-in is written. */
import { LazyPanel } from '../panels/lazy-panel.ts';
import { offerWorkPanel } from '../work-panels.ts';
import type { ProgramData } from './program-data.ts';

offerWorkPanel((lab, desk) => {
  if (lab.id !== 'developer/lab-2' && lab.id !== 'developer/lab-3') return undefined;
  return new LazyPanel('editor', 'Editor', async () => {
    const [{ createEditorPanel }, response] = await Promise.all([
      import('./editor-panel.ts'),
      fetch(`${document.body.dataset['base'] ?? '/'}cluster/programs/${lab.id}.json`),
    ]);
    if (!response.ok) throw new Error(`The starter of ${lab.id} was answered with ${response.status}.`);
    return createEditorPanel(lab.id, desk, (await response.json()) as ProgramData);
  });
});
