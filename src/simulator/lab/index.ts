/** Labs of the training cluster: scenarios, runs, evidence and links. */
export { exportEvidence, type Evidence } from './evidence.ts';
export {
  advanceLab,
  replay,
  showSolution,
  startLab,
  stepBack,
  takeHint,
  typeLine,
  typeWholeLine,
} from './play.ts';
export type { Predicate } from './predicate.ts';
export { READING_NAMES, type ReadingName } from './readings.ts';
export type { Lab, LabEntry, LabLine, LabRun } from './run.ts';
export type { Scenario, ScenarioCheckpoint, ScenarioFault } from './scenario.ts';
export { readShareCode, restoreLab, shareCode, type SharedLab } from './share-code.ts';
export type { Shell } from './shell.ts';
export { fillLine, playLines, type PlayedLine } from './solution.ts';
export { verifyEvidence, type Verdict } from './verify-evidence.ts';
