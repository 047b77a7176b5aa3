import { parseArgs } from 'node:util';
import { nearest } from '../domain/edit-distance.ts';
import { isRuleName, ruleNames, type RuleName } from '../domain/rules.ts';
import { isReportFormat, reporters, type ReportFormat } from '../reporters/index.ts';
import { dateSchema } from '../schemas/common.ts';

/** What `npm run check` was asked to do. */
export interface CheckOptions {
  readonly format: ReportFormat;
  /** Rules to report; all of them when absent. */
  readonly only?: ReadonlySet<RuleName>;
  readonly today: string;
  readonly content: string;
  /** Check the program as it was commissioned in place of ours. */
  readonly isCommissioned: boolean;
  /** Print what commands give and files hold into the content first. */
  readonly isUpdate?: boolean;
  /** Evidence file of a lab to confirm, in place of checking the content. */
  readonly evidence?: string;
  readonly isHelp: boolean;
}

/** What the options mean when they are not given. */
export interface CheckDefaults {
  readonly today: string;
  readonly isCi: boolean;
}

export const checkHelp = `Usage: npm run check -- [options]

Holds content/ against its schemas, against the index and against itself.

  --format ${Object.keys(reporters).join('|')}
                        form of the findings; text, or github on GitHub Actions
  --only rule[,rule]    report these rules only
  --today YYYY-MM-DD    date that reviews and versions are compared with; today
  --content DIR         folder to check; content
  --commissioned        check the program as it was commissioned
  --update              print what commands give into the content, then check it
  --evidence FILE       play the evidence of a lab again, and confirm or refuse it
  --help                print this

Exit status: 0 when there is nothing to look at, 1 when there is, 2 when an option is wrong.
`;

/** Reads the arguments of `npm run check`; a sentence when they make no sense. */
export function parseCheckOptions(
  args: readonly string[],
  defaults: CheckDefaults,
): CheckOptions | { readonly problem: string } {
  const parsed = parse(args);
  if (typeof parsed === 'string') return { problem: parsed };
  const format = parsed.format ?? (defaults.isCi ? 'github' : 'text');
  if (!isReportFormat(format)) {
    return { problem: `"${format}" is not a format; choose ${Object.keys(reporters).join(', ')}.` };
  }
  const today = parsed.today ?? defaults.today;
  if (!dateSchema.safeParse(today).success)
    return { problem: `"${today}" is not a date; write it as YYYY-MM-DD.` };
  if (parsed.update === true && parsed.commissioned === true)
    return { problem: '--update changes our content; it does not go with --commissioned.' };
  const names = parsed.only
    ?.flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names?.find((name) => !isRuleName(name));
  if (unknown !== undefined) {
    const meant = nearest(unknown, ruleNames);
    return {
      problem: `"${unknown}" is not a rule; ${meant === undefined ? 'the site lists them below /status/rules/.' : `did you mean "${meant}"?`}`,
    };
  }
  return {
    format,
    today,
    content: parsed.content ?? 'content',
    isCommissioned: parsed.commissioned ?? false,
    isHelp: parsed.help ?? false,
    ...(parsed.evidence === undefined ? {} : { evidence: parsed.evidence }),
    ...(parsed.update === true ? { isUpdate: true } : {}),
    ...(names === undefined ? {} : { only: new Set(names.filter(isRuleName)) }),
  };
}

const optionTypes = {
  format: { type: 'string' },
  only: { type: 'string', multiple: true },
  today: { type: 'string' },
  content: { type: 'string' },
  commissioned: { type: 'boolean' },
  evidence: { type: 'string' },
  update: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: optionTypes, allowPositionals: false, strict: true }).values;
  } catch (error) {
    return explain(error instanceof Error ? error.message : String(error));
  }
}

function explain(message: string): string {
  const option = /^Unknown option '(-[^' ]*)'/.exec(message)?.[1];
  if (option !== undefined) {
    const meant = nearest(
      option,
      Object.keys(optionTypes).map((name) => `--${name}`),
    );
    return `${option} is not an option${meant === undefined ? '; --help lists them.' : `; did you mean ${meant}?`}`;
  }
  const valueless = /^Option '(?:-\w, )?(--[a-z]+) <value>' argument (?:missing|is ambiguous)/.exec(
    message,
  )?.[1];
  if (valueless !== undefined) return `${valueless} needs a value; --help shows which.`;
  const positional = /^Unexpected argument '([^']*)'/.exec(message)?.[1];
  return positional === undefined ? message : `"${positional}" is not an option; --help lists them.`;
}
