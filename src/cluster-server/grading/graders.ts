/** The labs that `npm run lab` can grade, by the name that is typed. */
import type { LabGrader } from './lab-grader.ts';
import { observabilityGrader } from './observability.ts';
import { placementGrader } from './placement-plugin.ts';
import { profilingGrader } from './profiling.ts';
import { transportGrader } from './transport-plugin.ts';
import { vmManagerGrader } from './vm-manager.ts';

export const GRADERS: Readonly<Record<string, LabGrader>> = {
  'dev-1': vmManagerGrader,
  'dev-2': transportGrader,
  'dev-3': placementGrader,
  'dev-4': observabilityGrader,
  'dev-5': profilingGrader,
};
