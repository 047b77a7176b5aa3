/** The terminal in front of a cluster. */
export { complete, type Completion } from './complete.ts';
export { RUNNABLE } from './commands.ts';
export type { CommandTable } from './command-table.ts';
export { execute, run } from './execute.ts';
export { PROGRAMS } from './programs.ts';
export { openSession, WORKSTATION, type Chunk, type LineResult, type Session } from './session.ts';
