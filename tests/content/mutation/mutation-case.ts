import type { RuleName } from '../../../src/domain/rules.ts';
import type { Content } from './content.ts';

/** The day of the check, unless a case needs another one. */
export const today = '2026-11-23';

/** A finding by what exceptions name it by. */
export interface Expected {
  readonly rule: RuleName;
  readonly subject: string;
}

/** One way to damage the real content, and the findings that have to come of it. */
export interface MutationCase extends Expected {
  /** What is done, as a writer might have done it. */
  readonly title: string;
  /** Makes content that the damage needs and the program does not have yet; sound, so without a finding. */
  readonly prepare?: (content: Content) => void;
  readonly damage: (content: Content) => void;
  /** Findings that necessarily follow from the same damage. */
  readonly also?: readonly Expected[];
  /** The day of the check. */
  readonly today?: string;
}
