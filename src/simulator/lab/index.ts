/** Labs of the training cluster: scenarios, runs, evidence and links. */
export { exportEvidence, type Evidence } from './evidence.ts';
export { advanceLab, startLab, stepBack, takeHint, typeWholeLine } from './play.ts';
export type { Lab, LabRun } from './run.ts';
export type { Scenario } from './scenario.ts';
export { restoreLab } from './run-text.ts';
export { readShareCode, shareCode } from './share-code.ts';
export type { Shell } from './shell.ts';
export { describeLine, playLines } from './solution.ts';
export { verifyEvidence, type Verdict } from './verify-evidence.ts';
