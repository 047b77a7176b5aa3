import type { Exception } from '../../schemas/exceptions.ts';
import type { Finding } from '../finding.ts';
import type { Program } from '../program.ts';
import { isRuleName } from '../rules.ts';

/**
 * Takes out the findings that an exception accepts, and reports exceptions that match nothing or have ended.
 * An exception holds through its last day.
 */
export function applyExceptions(
  findings: readonly Finding[],
  entry: Program['exceptions'],
  today: string,
): Finding[] {
  const { exceptions } = entry.data;
  const isAccepted = (finding: Finding): boolean =>
    exceptions.some((exception) => exception.until >= today && matches(exception, finding));

  const ofExceptions = exceptions.flatMap((exception, index): Finding[] => {
    const place = {
      file: entry.file,
      line: entry.lineOf(['exceptions', index]),
      subject: `${exception.rule}: ${exception.subject}`,
    };
    if (!findings.some((finding) => matches(exception, finding))) {
      return [
        {
          rule: 'exception-unused',
          ...place,
          message: isRuleName(exception.rule)
            ? `The exception for ${exception.rule} on "${exception.subject}" matches no finding.`
            : `The exception names the rule "${exception.rule}", which does not exist.`,
          hint: `Remove it from ${entry.file}, or correct its rule and subject.`,
        },
      ];
    }
    if (exception.until >= today) return [];
    return [
      {
        rule: 'exception-expired',
        ...place,
        message: `The exception for ${exception.rule} on "${exception.subject}" held until ${exception.until}, and it is ${today}.`,
        hint: 'Mend the finding, or argue for a new date.',
      },
    ];
  });

  return [...findings.filter((finding) => !isAccepted(finding)), ...ofExceptions];
}

function matches(exception: Exception, finding: Finding): boolean {
  return exception.rule === finding.rule && exception.subject === finding.subject;
}
