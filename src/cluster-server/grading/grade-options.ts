/** The command line of `npm run lab`. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { GRADERS } from './graders.ts';

export interface GradeOptions {
  /** `dev-3` */
  lab: string;
  /** Absolute path of a folder or a file. */
  target: string;
  /** What to run in place of what is found; empty for nothing. */
  command: string[];
  /** Simulated seconds per second. */
  speed: number;
  timeLimitSeconds: number;
  isJson: boolean;
}

export const gradeHelp = `Usage: npm run lab -- LAB PATH [options] [-- COMMAND …]

Runs your solution of a developer lab against the training cluster of that lab, and says which checkpoints hold.

  LAB                   ${Object.keys(GRADERS).join(', ')}
  PATH                  folder with main.ts, main.py, main.go or go.mod, or one such file
  --time-limit N        seconds that one run of the program may take; 60
  --speed N             simulated seconds per second, 1 to 600; 60
  --json                print the result as JSON
  -- COMMAND            how to run your program, if it is none of these, for example: -- python3 -m manager

The cluster listens on free ports of your own machine. Your program finds it in its environment:

  DWCP_URL              REST, for example http://127.0.0.1:41233
  DWCP_GRPC             gRPC, host and port
  DWCP_METRICS          Prometheus text of the cluster
  DWCP_USERNAME, DWCP_PASSWORD    an operator

It runs in an empty folder, which is its HOME as well and is deleted afterwards.
Exit status: 0 when all checkpoints hold, 1 when one does not, 2 when the command line is wrong.
`;

const optionTypes = {
  'time-limit': { type: 'string', default: '60' },
  speed: { type: 'string', default: '60' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Reads the arguments; a sentence when they make no sense, and `help` when that is what was asked for.
 * @param folder Folder that a relative path starts from.
 */
export function parseGradeOptions(
  args: readonly string[],
  folder: string,
): GradeOptions | { problem: string } | 'help' {
  const cut = args.indexOf('--');
  const own = cut < 0 ? args : args.slice(0, cut);
  const command = cut < 0 ? [] : args.slice(cut + 1);
  let parsed;
  try {
    parsed = parseArgs({ args: [...own], options: optionTypes, strict: true, allowPositionals: true });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  if (values.help) return 'help';
  const [lab, target, ...others] = positionals;
  const known = Object.keys(GRADERS).join(', ');
  if (lab === undefined) return { problem: `Name a lab (${known}) and the folder of your solution.` };
  if (!Object.hasOwn(GRADERS, lab))
    return { problem: `"${lab}" is no lab that can be graded; there are ${known}.` };
  if (target === undefined) return { problem: `Name the folder or the file of your solution of ${lab}.` };
  if (others.length > 0)
    return { problem: `"${others.join(' ')}" is one argument too many; a command stands behind --.` };
  if (cut >= 0 && command.length === 0)
    return { problem: 'Behind -- stands the command that runs your program.' };
  const timeLimitSeconds = readWhole(values['time-limit'], 1, 3_600);
  if (timeLimitSeconds === null)
    return { problem: `--time-limit is "${values['time-limit']}"; write seconds from 1 to 3600.` };
  const speed = readWhole(values.speed, 1, 600);
  if (speed === null) return { problem: `--speed is "${values.speed}"; write a whole number from 1 to 600.` };
  return {
    lab,
    target: path.resolve(folder, target),
    command: [...command],
    speed,
    timeLimitSeconds,
    isJson: values.json,
  };
}

function readWhole(text: string, low: number, high: number): number | null {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return value >= low && value <= high ? value : null;
}
