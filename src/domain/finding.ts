import type { RuleName } from './rules.ts';

/** One thing in the content that a writer should look at. Printing it is somebody else's job. */
export interface Finding {
  /** Permanent name; its page is `/status/rules/<rule>/`. */
  readonly rule: RuleName;
  /** Path from the repository's top, with forward slashes. */
  readonly file: string;
  /** Line in the file, counted from 1. */
  readonly line: number;
  /** What the finding is about; stable while lines move, so exceptions can name it. */
  readonly subject: string;
  /** What is wrong, with the value found and the value expected. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** Both texts where they differ: lines behind `- ` are in the content, lines behind `+ ` should be. */
  readonly diff?: readonly string[];
}

/** Order in which findings are printed: by file, line, rule, subject. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    compareText(a.rule, b.rule) ||
    compareText(a.subject, b.subject)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
