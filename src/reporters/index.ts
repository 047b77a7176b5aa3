import { reportGithub } from './github.ts';
import { reportJson } from './json.ts';
import type { Reporter } from './report.ts';
import { reportSarif } from './sarif.ts';
import { reportText } from './text.ts';

/** Every form in which findings can be printed, by the name it has on the command line. */
export const reporters = {
  text: reportText,
  github: reportGithub,
  json: reportJson,
  sarif: reportSarif,
} as const satisfies Record<string, Reporter>;

/** Name of a form. */
export type ReportFormat = keyof typeof reporters;

/** Tells whether a text is the name of a form. */
export function isReportFormat(text: string): text is ReportFormat {
  return Object.hasOwn(reporters, text);
}
