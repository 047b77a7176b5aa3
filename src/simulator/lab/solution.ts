/** Plays a written list of lines, as a solution or a wrong approach of a scenario. */
import type { Lab, LabRun } from './run.ts';
import { startLab, typeWholeLine } from './play.ts';
import type { LineResult } from '../shell/session.ts';

const LATEST_TRACE = '{latest-trace}';
const TOKEN = '{token}';

/**
 * The line with what nobody can know before: `{latest-trace}` is the identifier of the newest trace, and `{token}` what
 * the latest login has printed.
 */
export function fillLine(run: LabRun, line: string): string {
  let filled = line;
  if (filled.includes(LATEST_TRACE)) {
    const root = run.session.cluster.spans.findLast(({ parentId }) => parentId === null);
    filled = filled.replaceAll(LATEST_TRACE, root?.traceId ?? 'none');
  }
  if (filled.includes(TOKEN)) {
    const tokens = run.lines.flatMap(({ output }) => /"token":\s*"([^"]+)"/u.exec(output)?.[1] ?? []);
    filled = filled.replaceAll(TOKEN, tokens.at(-1) ?? 'none');
  }
  return filled;
}

/** The line as a person reads it: what has to be filled in is named in place of its sign. */
export function describeLine(line: string): string {
  const names: string[] = [];
  if (line.includes(LATEST_TRACE))
    names.push('TRACE is the identifier that "dwcp-cli trace list" shows last');
  if (line.includes(TOKEN)) names.push('TOKEN is what the login has printed');
  const plain = line.replaceAll(LATEST_TRACE, 'TRACE').replaceAll(TOKEN, 'TOKEN');
  return names.length === 0 ? plain : `${plain}   # ${names.join(', ')}`;
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
