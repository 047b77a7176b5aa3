import { existsSync, readFileSync } from 'node:fs';
import type { PluginKind } from '../simulator/plugins.ts';

/** What the editor of a lab begins with. */
export interface LabProgram {
  /** Name of the scenario: `developer/lab-2`. */
  readonly lab: string;
  readonly kind: PluginKind;
  readonly starter: string;
  readonly types: string;
}

/** The labs in which a plug-in is written, with the folder of their starter. */
const labs: readonly { readonly lab: string; readonly kind: PluginKind; readonly folder: string }[] = [
  { lab: 'developer/lab-2', kind: 'transport', folder: 'examples/labs/dev-2/starter' },
  { lab: 'developer/lab-3', kind: 'placement', folder: 'examples/labs/dev-3/starter' },
];

/** The programs that learners begin with in the page: the starters that `npm run lab` grades, as they are. */
export function labPrograms(): LabProgram[] {
  return labs
    .filter(({ folder }) => existsSync(folder))
    .map(({ lab, kind, folder }) => ({
      lab,
      kind,
      starter: readFileSync(`${folder}/main.ts`, 'utf8'),
      types: readFileSync(`${folder}/dwcp-plugin.d.ts`, 'utf8'),
    }));
}
