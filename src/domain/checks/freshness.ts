import type { Finding } from '../finding.ts';
import type { Program } from '../program.ts';

/** Finds dates of the index that have passed. `today` is an ISO date, as are the dates it is compared with. */
export function checkFreshness(program: Program, today: string): Finding[] {
  const { review, versions } = program.index.data;
  const place = (path: readonly (string | number)[]) => ({
    file: program.index.file,
    line: program.index.lineOf(path),
  });
  const isReviewPast = review.next < today;

  const reviewFindings: Finding[] = isReviewPast
    ? [
        {
          rule: 'review-date-passed',
          ...place(['review', 'next']),
          subject: 'review',
          message: `The next review was due on ${review.next}, and it is ${today}. The last one was on ${review.last}.`,
          hint: 'Review the program, then set both dates of "review".',
        },
      ]
    : [];

  const versionFindings = versions.flatMap((version, index): Finding[] => {
    if (version.date !== 'TBD') return [];
    const finding = {
      rule: 'version-overdue' as const,
      ...place(['versions', index]),
      subject: version.version,
    };
    if (version.due !== undefined) {
      if (version.due >= today) return [];
      return [
        {
          ...finding,
          message: `Version ${version.version} was due on ${version.due}, it is ${today}, and its date is still TBD.`,
          hint: 'State the day on which it was released, or move its due date.',
        },
      ];
    }
    if (!isReviewPast) return [];
    return [
      {
        ...finding,
        message: `Version ${version.version} has neither a release date nor a due date, and the review of ${review.next} that should have set one has passed.`,
        hint: 'State the day on which it was released, or when it is due.',
      },
    ];
  });

  return [...reviewFindings, ...versionFindings];
}
