import { expect, test } from 'vitest';
import { checkProgram } from '../../src/domain/check-program.ts';
import { readCommissioned } from '../../src/node/read-program.ts';

const { program, sources, findings: unreadable } = await readCommissioned();
if (program === undefined) throw new Error('The program as commissioned cannot be read.');
const findings = checkProgram(program, sources, { today: '2026-11-23' });

test('the program as commissioned has the form of an index', () => {
  expect(unreadable).toEqual([]);
});

test.each([
  ['planned lines that do not add up', 'total-does-not-add-up', 'planned:lines', /6,500.*7,500/],
  ['a total that does not add up', 'total-does-not-add-up', 'all:lines', /9,900.*10,900/],
  [
    'labs 1 and 2 longer than their slot',
    'labs-do-not-fit',
    'operations-5-day: operations/lab-1, operations/lab-2',
    /3 h.*2 h/,
  ],
  [
    'labs 3 and 4 longer than their slot',
    'labs-do-not-fit',
    'operations-5-day: operations/lab-3, operations/lab-4',
    /3 h.*2 h/,
  ],
  [
    'labs 5 and 6 longer than their slot',
    'labs-do-not-fit',
    'operations-5-day: operations/lab-5, operations/lab-6',
    /4 h.*2 h/,
  ],
  [
    'labs 7 and 8 longer than their slot',
    'labs-do-not-fit',
    'operations-5-day: operations/lab-7, operations/lab-8',
    /3 h 30 min.*3 h/,
  ],
  ['Dev Lab 5 without a slot', 'lab-without-slot', 'developer-5-day: developer/lab-5', /no slot for lab 5/],
  [
    'an operations exam longer than its slot',
    'exam-does-not-fit',
    'operations-5-day: operations-associate-exam, both',
    /5 h 30 min.*2 h/,
  ],
  [
    'a developer exam longer than its slot',
    'exam-does-not-fit',
    'developer-5-day: developer-associate-exam, both',
    /5 h 30 min.*2 h/,
  ],
  [
    'a developer deck of four days for five',
    'deck-days-differ',
    'developer-deck and developer-5-day',
    /4 days.*5/,
  ],
  ['a security deck without a schedule', 'track-without-schedule', 'security', /Security Training Slides/],
  [
    'office hours in an ambiguous zone',
    'ambiguous-zone',
    'content/program/commissioned/index.yaml: EST',
    /EST/,
  ],
  ['a review that is overdue', 'review-date-passed', 'review', /2025-04-01/],
  [
    'no break on developer day 5',
    'no-break',
    'developer-5-day: Day 5, from 09:00',
    /9 h of work from 09:00 to 18:00/,
  ],
])('the check finds %s', (_, rule, subject, message) => {
  expect(findings).toContainEqual(
    expect.objectContaining({ rule, subject, message: expect.stringMatching(message) as string }),
  );
});

test('the check finds this in the program as commissioned, and nothing else', () => {
  expect(findings.map(({ rule, subject, message }) => `${rule} | ${subject}\n  ${message}`).join('\n'))
    .toMatchInlineSnapshot(`
    "review-date-passed | review
      The next review was due on 2025-04-01, and it is 2026-11-23. The last one was on 2025-01-10.
    complete-but-missing | operations-manual:status
      The index says that "Operations Team Training" is complete, but content/manuals/operations/ has no section.
    topic-not-covered | operations-manual:topic-ops-topic-rollback
      "Operations Team Training" promises the topic "Rollback Procedures", but names no section that covers it.
    topic-not-covered | operations-manual:topic-ops-topic-performance
      "Operations Team Training" promises the topic "Performance Optimization", but names no section that covers it.
    topic-not-covered | operations-manual:topic-ops-topic-labs
      "Operations Team Training" promises the topic "8 Hands-On Exercises", but names no section that covers it.
    topic-not-covered | operations-manual:topic-ops-topic-certification
      "Operations Team Training" promises the topic "Certification Assessment", but names no section that covers it.
    complete-but-missing | developer-manual:status
      The index says that "Developer Training" is complete, but content/manuals/developer/ has no section.
    topic-not-covered | developer-manual:topic-dev-topic-testing
      "Developer Training" promises the topic "Testing Strategies", but names no section that covers it.
    topic-not-covered | developer-manual:topic-dev-topic-debugging
      "Developer Training" promises the topic "Debugging Techniques", but names no section that covers it.
    topic-not-covered | developer-manual:topic-dev-topic-practices
      "Developer Training" promises the topic "Best Practices", but names no section that covers it.
    topic-not-covered | developer-manual:topic-dev-topic-advanced
      "Developer Training" promises the topic "Advanced Topics", but names no section that covers it.
    topic-not-covered | developer-manual:topic-dev-topic-labs
      "Developer Training" promises the topic "5 Hands-On Exercises", but names no section that covers it.
    topic-not-covered | developer-manual:topic-dev-topic-certification
      "Developer Training" promises the topic "Certification Assessment", but names no section that covers it.
    topic-not-covered | security-manual:topic-sec-topic-byzantine
      "Security Team Training" promises the topic "Byzantine Fault Tolerance Overview", but names no section that covers it.
    topic-not-covered | security-manual:topic-sec-topic-pbft
      "Security Team Training" promises the topic "PBFT Consensus Mechanism", but names no section that covers it.
    topic-not-covered | security-manual:topic-sec-topic-reputation
      "Security Team Training" promises the topic "Reputation System Operation", but names no section that covers it.
    topic-not-covered | security-manual:topic-sec-topic-monitoring
      "Security Team Training" promises the topic "Security Monitoring and Threat Detection", but names no section that covers it.
    topic-not-covered | security-manual:topic-sec-topic-forensics
      "Security Team Training" promises the topic "Incident Investigation and Forensics", but names no section that covers it.
    topic-not-covered | security-manual:topic-sec-topic-compliance
      "Security Team Training" promises the topic "Compliance Validation", but names no section that covers it.
    topic-not-covered | security-manual:topic-sec-topic-labs
      "Security Team Training" promises the topic "5 Hands-On Security Exercises", but names no section that covers it.
    topic-not-covered | security-manual:topic-sec-topic-certification
      "Security Team Training" promises the topic "Security Certification Assessment", but names no section that covers it.
    complete-but-missing | coordinators:status
      The index says that "For Training Coordinators" is complete, but there is no content/guides/coordinators.mdx.
    complete-but-missing | self-paced:status
      The index says that "For Self-Paced Learners" is complete, but there is no content/guides/self-paced.mdx.
    deck-days-differ | developer-deck and developer-5-day
      "Developer Training Slides" has slides for 4 days, but "Developer Training Schedule (5 Days)" has 5.
    track-without-schedule | security
      The track security has a deck, "Security Training Slides", but no schedule.
    total-does-not-add-up | planned:lines
      "Planned" states 6,500 lines, but its parts add up to 7,500.
    total-does-not-add-up | all:lines
      "Total Planned Content" states 9,900 lines, but its parts state 9,900 and really add up to 10,900.
    ambiguous-zone | content/program/commissioned/index.yaml: EST
      "text: Tuesdays 2-4pm EST" gives a time in "EST", which does not say one time zone all year round and everywhere.
    version-overdue | 1.1.0
      Version 1.1.0 has neither a release date nor a due date, and the review of 2025-04-01 that should have set one has passed.
    version-overdue | 1.2.0
      Version 1.2.0 has neither a release date nor a due date, and the review of 2025-04-01 that should have set one has passed.
    version-overdue | 2.0.0
      Version 2.0.0 has neither a release date nor a due date, and the review of 2025-04-01 that should have set one has passed.
    lab-without-slot | developer-5-day: developer/lab-5
      "Developer Training Schedule (5 Days)" has no slot for lab 5, "Performance Profiling", which takes 2 h.
    no-break | developer-5-day: Day 1, from 14:00
      Day 1 has 6 h of work from 14:00 to 20:00 without a break of at least 15 min; the limit is 4 h 30 min.
    no-break | developer-5-day: Day 2, from 14:00
      Day 2 has 6 h of work from 14:00 to 20:00 without a break of at least 15 min; the limit is 4 h 30 min.
    no-break | developer-5-day: Day 3, from 14:00
      Day 3 has 6 h of work from 14:00 to 20:00 without a break of at least 15 min; the limit is 4 h 30 min.
    no-break | developer-5-day: Day 4, from 14:00
      Day 4 has 6 h of work from 14:00 to 20:00 without a break of at least 15 min; the limit is 4 h 30 min.
    no-break | developer-5-day: Day 5, from 09:00
      Day 5 has 9 h of work from 09:00 to 18:00 without a break of at least 15 min; the limit is 4 h 30 min.
    exam-does-not-fit | developer-5-day: developer-associate-exam, both
      "Developer Associate Exam" takes 5 h 30 min for the written and practical parts, but its time (day 5, 16:00–18:00) is 2 h.
    no-break | operations-5-day: Day 1, from 14:00
      Day 1 has 5 h of work from 14:00 to 19:00 without a break of at least 15 min; the limit is 4 h 30 min.
    no-break | operations-5-day: Day 2, from 13:00
      Day 2 has 5 h of work from 13:00 to 18:00 without a break of at least 15 min; the limit is 4 h 30 min.
    labs-do-not-fit | operations-5-day: operations/lab-1, operations/lab-2
      The labs operations/lab-1 and operations/lab-2 take 3 h, but their time (day 2, 16:00–18:00) is 2 h.
    no-break | operations-5-day: Day 3, from 13:00
      Day 3 has 5 h of work from 13:00 to 18:00 without a break of at least 15 min; the limit is 4 h 30 min.
    labs-do-not-fit | operations-5-day: operations/lab-3, operations/lab-4
      The labs operations/lab-3 and operations/lab-4 take 3 h, but their time (day 3, 16:00–18:00) is 2 h.
    no-break | operations-5-day: Day 4, from 13:00
      Day 4 has 5 h of work from 13:00 to 18:00 without a break of at least 15 min; the limit is 4 h 30 min.
    labs-do-not-fit | operations-5-day: operations/lab-5, operations/lab-6
      The labs operations/lab-5 and operations/lab-6 take 4 h, but their time (day 4, 16:00–18:00) is 2 h.
    no-break | operations-5-day: Day 5, from 13:00
      Day 5 has 5 h of work from 13:00 to 18:00 without a break of at least 15 min; the limit is 4 h 30 min.
    labs-do-not-fit | operations-5-day: operations/lab-7, operations/lab-8
      The labs operations/lab-7 and operations/lab-8 take 3 h 30 min, but their time (day 5, 13:00–16:00) is 3 h.
    exam-does-not-fit | operations-5-day: operations-associate-exam, both
      "Operations Associate Exam" takes 5 h 30 min for the written and practical parts, but its time (day 5, 16:00–18:00) is 2 h."
  `);
});
