/** Plays a written list of lines, as a solution or a wrong approach of a scenario. */
import type { Lab, LabRun } from './run.ts';
import { startLab, typeWholeLine } from './play.ts';
import type { LineResult } from './shell.ts';

const LATEST_TRACE = '{latest-trace}';

/** The line with `{latest-trace}` replaced by the identifier of the newest trace of a migration, which nobody can know before. */
export function fillLine(run: LabRun, line: string): string {
  if (!line.includes(LATEST_TRACE)) return line;
  const root = run.session.cluster.spans.findLast(({ parentId }) => parentId === null);
  return line.replaceAll(LATEST_TRACE, root?.traceId ?? 'none');
}

export interface PlayedLine {
  line: string;
  result: LineResult;
  /** The run after the line. */
  run: LabRun;
}

/** Types the lines from the start of the lab, one after the other as soon as the one before has ended. */
export function playLines(lab: Lab, lines: readonly string[]): PlayedLine[] {
  let run = startLab(lab);
  return lines.map((written) => {
    const line = fillLine(run, written);
    const typed = typeWholeLine(lab, run, line);
    run = typed.run;
    return { line, ...typed };
  });
}
