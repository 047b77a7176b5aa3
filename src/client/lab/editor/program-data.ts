import type { PluginKind } from '../../../simulator/plugins.ts';

/** `/cluster/programs/<lab>.json`: what the editor of a lab begins with. */
export interface ProgramData {
  readonly kind: PluginKind;
  /** The starter of the lab, as it stands in `examples/labs`. */
  readonly starter: string;
  /** The types that a program is written against. */
  readonly types: string;
}
