/** Panels in which somebody works on the run beside the terminal. A page that has some names them before the player opens. */
import type { Lab, LabRun } from '../../simulator/lab/index.ts';
import type { LineOutcome } from './lab-controller.ts';
import type { Panel } from './panels/panel.ts';

/** The run, as far as such a panel reaches it: it looks, and it types as a person does. */
export interface LabDesk {
  readonly session: () => LabRun['session'];
  /** Types a line at the prompt and runs it. The refusal is a sentence for whoever pressed the button. */
  readonly type: (line: string) => Promise<LineOutcome | { readonly refusal: string }>;
}

/** Makes the panel for a lab, or nothing where the lab has no use for it. */
export type MakeWorkPanel = (lab: Lab, desk: LabDesk) => Panel | undefined;

const makers: MakeWorkPanel[] = [];

/** Offers a panel to every player of this page that is opened from then on. */
export function offerWorkPanel(make: MakeWorkPanel): void {
  makers.push(make);
}

/** The panels for a lab, in the order in which they were offered. */
export function workPanelsOf(lab: Lab, desk: LabDesk): Panel[] {
  return makers.flatMap((make) => make(lab, desk) ?? []);
}
