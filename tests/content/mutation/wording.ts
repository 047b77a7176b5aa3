import type { QuestionBank } from '../../../src/schemas/question-bank.ts';
import type { Redirects } from '../../../src/schemas/redirects.ts';
import { pick, type Content } from './content.ts';
import { bank, coordinators, overview, selfPaced } from './fixtures.ts';
import { today, type MutationCase } from './mutation-case.ts';

const append =
  (name: string, markdown: string) =>
  (content: Content): void =>
    content.append(name, markdown);

const listing = '```json\n{\n  "room": "the large one",\n  "desks": 12\n}\n```';

/** Damage to links. */
export const linkCases: readonly MutationCase[] = [
  {
    rule: 'dead-page',
    subject: `content/${coordinators}: /labs/opperations/`,
    title: 'an address is misspelt',
    damage: append(coordinators, 'All of them are under [labs](/labs/opperations/).'),
  },
  {
    rule: 'dead-anchor',
    subject: `content/${selfPaced}: /guides/coordinators/#where-the-coffee-is`,
    title: 'a heading is renamed that another page leads to',
    prepare(content) {
      content.append(coordinators, '## Where the coffee is\n\nNext to the door.');
      content.append(selfPaced, 'Bring [coffee](/guides/coordinators/#where-the-coffee-is) of your own.');
    },
    damage: (content) => content.replace(coordinators, '## Where the coffee is', '## Where the tea is'),
  },
  {
    rule: 'planned-link-not-marked',
    subject: `content/${coordinators}: /labs/security/lab-5-compliance-audit/`,
    title: 'a link to a planned lab does not say so',
    damage: append(coordinators, 'End with [Lab 5](/labs/security/lab-5-compliance-audit/).'),
  },
  {
    rule: 'written-link-marked-planned',
    subject: `content/${coordinators}: /labs/operations/lab-1-deploy-test-cluster/`,
    title: 'a link to a written lab says that it is planned',
    damage: append(
      coordinators,
      'Begin with [Lab 1](/labs/operations/lab-1-deploy-test-cluster/) (planned).',
    ),
  },
  {
    rule: 'redirect-leads-nowhere',
    subject: '/manual/ → /manuels/',
    title: 'a redirect is misspelt',
    damage: (content) =>
      content.change<Redirects>('program/redirects.yaml', ({ redirects }) => {
        redirects.push({ from: '/manual/', to: '/manuels/' });
      }),
  },
  {
    rule: 'missing-figure',
    subject: `content/${coordinators}: floor-plan.svg`,
    title: 'a figure is shown that nobody has drawn',
    damage: append(
      coordinators,
      '<Figure src="floor-plan.svg" alt="A room with twelve desks." caption="Where people sit." />',
    ),
  },
  {
    rule: 'missing-figure',
    subject: `content/${overview}: track-path.svg`,
    title: 'a drawing is deleted that a section shows',
    damage: (content) => content.remove('figures/track-path.svg'),
  },
];

/** Damage to names that the reference has. */
export const factCases: readonly MutationCase[] = [
  {
    rule: 'unknown-metric',
    subject: 'dwcp_migration_duration_second',
    title: 'a metric loses its last letter',
    damage: append(coordinators, 'Show `dwcp_migration_duration_second` on the wall.'),
  },
  {
    rule: 'invalid-promql',
    subject: 'sum(rate(dwcp_migration_total[5m])',
    title: 'a query of a manual lacks a bracket',
    damage: append(coordinators, '```promql\nsum(rate(dwcp_migration_total[5m])\n```'),
  },
  {
    rule: 'unknown-series',
    subject: 'dwcp_migration_duration_seconds',
    title: 'a panel averages a histogram',
    damage: (content) =>
      content.replace(
        'reference/dashboards.yaml',
        'expression: sum(dwcp_migrations_active)',
        'expression: avg(dwcp_migration_duration_seconds)',
      ),
  },
  {
    rule: 'unknown-metric-label',
    subject: 'dwcp_cluster_workers_ready: node',
    title: 'a metric is asked for by a label it does not have',
    damage: (content) =>
      content.replace(
        'reference/metrics.yaml',
        'query: sum(dwcp_cluster_workers_ready) /',
        'query: sum by (node) (dwcp_cluster_workers_ready) /',
      ),
  },
  {
    rule: 'unknown-alert',
    subject: 'WorkersNotReady',
    title: 'a panel names an alert that is not there',
    damage: (content) =>
      content.replace('reference/dashboards.yaml', 'alert: WorkerReadinessLow', 'alert: WorkersNotReady'),
  },
  {
    rule: 'unknown-alert',
    subject: 'StateSyncLagHigher',
    title: 'an alert is misspelt',
    damage: append(coordinators, 'Explain <Alert name="StateSyncLagHigher" /> when it fires.'),
  },
  {
    rule: 'unknown-command',
    subject: 'dwcp-cli cluster stattus',
    title: 'a command of a console block is misspelt',
    damage: append(coordinators, '```console\n$ dwcp-cli cluster stattus\n```'),
  },
  {
    rule: 'unknown-command',
    subject: 'dwcp-cli cluster status --nod',
    title: 'a command is given a flag it does not have',
    damage: append(coordinators, 'Type `dwcp-cli cluster status --nod` to begin.'),
  },
  {
    rule: 'unknown-endpoint',
    subject: 'GET /v3/virtual-machines',
    title: 'a path of the API is made up',
    damage: append(coordinators, 'The answer of `GET /v3/virtual-machines` lists them.'),
  },
  {
    rule: 'unknown-configuration-key',
    subject: 'network.moode',
    title: 'a block titled with a file has an unknown key',
    damage: append(coordinators, '```yaml title="/etc/dwcp/controller.yaml"\nnetwork:\n  moode: hybrid\n```'),
  },
  {
    rule: 'unknown-error',
    subject: 'VM_NOT_FINDABLE',
    title: 'an error code is made up',
    damage: append(coordinators, 'A wrong name is answered with <ErrorCode name="VM_NOT_FINDABLE" />.'),
  },
  {
    rule: 'unknown-port',
    subject: 'port 4242',
    title: 'a port is opened that nothing listens on',
    damage: append(coordinators, 'Open port 4242 before the first day.'),
  },
  {
    rule: 'unknown-acronym',
    subject: 'XQZW',
    title: 'an acronym is used that nobody explains',
    damage: append(coordinators, 'Ask the XQZW for the key of the room.'),
  },
];

/** Damage to dates and characters. */
export const freshnessCases: readonly MutationCase[] = [
  {
    rule: 'review-date-passed',
    subject: 'review',
    title: 'the next review is in the past',
    damage: (content) =>
      content.changeIndex(({ review }) => {
        review.next = '2026-11-22';
      }),
  },
  {
    rule: 'version-overdue',
    subject: '1.1.0',
    title: 'the day passes on which a version was due',
    damage: (content) =>
      content.changeIndex(({ versions }) => {
        pick(versions, ({ version }) => version === '1.1.0').due = '2026-11-22';
      }),
  },
  {
    rule: 'mojibake',
    subject: `content/${coordinators}: Ã©`,
    title: 'a word was decoded with the wrong character set',
    damage: append(coordinators, 'The cafÃ© is next door.'),
  },
  {
    rule: 'not-normalised',
    subject: `content/${coordinators}`,
    title: 'a word is in form D',
    damage: append(coordinators, 'The caf\u0065\u0301 is next door.'),
  },
  {
    rule: 'mixed-newlines',
    subject: `content/${coordinators}: carriage return`,
    title: 'a line ends as on Windows',
    damage: append(coordinators, 'The door is open.\r'),
  },
  {
    rule: 'mixed-newlines',
    subject: `content/${coordinators}: end of file`,
    title: 'the last line does not end',
    damage: (content) => content.write(coordinators, content.read(coordinators).trimEnd()),
  },
  {
    rule: 'ambiguous-zone',
    subject: 'content/program/index.yaml: EST',
    title: 'office hours are given in EST',
    damage: (content) =>
      content.changeIndex(({ officeHours }) => {
        officeHours.text = 'Tuesdays, 14:00–16:00 EST';
      }),
  },
  {
    rule: 'placeholder-text',
    subject: `content/${coordinators}: TODO`,
    title: 'a paragraph is still to be written',
    damage: append(coordinators, 'TODO: say where the key is.'),
    // In running text it is an acronym that nobody explains, too.
    also: [{ rule: 'unknown-acronym', subject: 'TODO' }],
  },
  {
    rule: 'control-character',
    subject: `content/${coordinators}: U+200B`,
    title: 'a zero-width space is pasted',
    damage: append(coordinators, 'The door is\u200B open.'),
  },
];

/** Damage by repetition, and to the questions. */
export const repetitionCases: readonly MutationCase[] = [
  {
    rule: 'repeated-passage',
    subject: `content/${selfPaced}: bring a pencil a ruler and paper for`,
    title: 'a sentence is copied from one guide to the other',
    prepare: append(coordinators, 'Bring a pencil, a ruler and paper for eight people. The room has none.'),
    damage: append(selfPaced, 'Make tea. Bring a pencil, a ruler and paper for eight people.'),
  },
  {
    rule: 'repeated-code',
    subject: `content/${selfPaced}: {`,
    title: 'a code block is copied from one guide to the other',
    prepare: append(coordinators, listing),
    damage: append(selfPaced, listing),
  },
  {
    rule: 'near-identical-rows',
    subject: `content/${coordinators}#rooms: Room, Use`,
    title: 'the rows of a table differ in a colour only',
    damage: append(
      coordinators,
      [
        '## Rooms',
        '',
        '| Room | Use |',
        '| --- | --- |',
        ...['red', 'green', 'blue'].map((colour) => `| the ${colour} room | for a class of learners |`),
      ].join('\n'),
    ),
  },
  {
    rule: 'empty-heading',
    subject: `content/${coordinators}#parking`,
    title: 'a heading is left without text',
    damage: append(coordinators, '## Parking'),
  },
  {
    rule: 'question-duplicate-id',
    subject: 'ops-overview-002',
    title: 'a question is copied and only its stem rewritten',
    damage: (content) =>
      content.change<QuestionBank>(bank, ({ questions }) => {
        questions.push({
          ...pick(questions, ({ id }) => id === 'ops-overview-002'),
          stem: 'How long does it take from here to the classroom?',
        });
      }),
  },
  {
    rule: 'question-stem-repeated',
    subject: 'ops-overview-902',
    title: 'a question is copied and only its id changed',
    damage: (content) =>
      content.change<QuestionBank>(bank, ({ questions }) => {
        questions.push({ ...pick(questions, ({ id }) => id === 'ops-overview-002'), id: 'ops-overview-902' });
      }),
  },
  {
    rule: 'question-key-unbalanced',
    subject: 'operations: option 1',
    title: 'the right answer is always the first one',
    damage: (content) =>
      content.change<QuestionBank>(bank, ({ questions }) => {
        for (const question of questions) {
          if (question.type !== 'single' && question.type !== 'scenario') continue;
          const [right] = question.options.splice(question.key, 1);
          if (right !== undefined) question.options.unshift(right);
          question.key = 0;
        }
      }),
  },
  {
    rule: 'exception-unused',
    subject: 'dead-page: content/guides/coordinators.mdx: /nowhere/',
    title: 'an exception outlives its finding',
    damage: (content) =>
      content.addException({
        rule: 'dead-page',
        subject: `content/${coordinators}: /nowhere/`,
        reason: 'It is being written.',
        until: today,
      }),
  },
  {
    rule: 'exception-expired',
    subject: 'empty-heading: content/guides/coordinators.mdx#parking',
    title: 'an exception ends and its finding is still there',
    prepare(content) {
      content.append(coordinators, '## Parking');
      content.addException({
        rule: 'empty-heading',
        subject: `content/${coordinators}#parking`,
        reason: 'It is being written.',
        until: today,
      });
    },
    damage: (content) => content.replace('program/exceptions.yaml', today, '2026-11-22'),
    also: [{ rule: 'empty-heading', subject: `content/${coordinators}#parking` }],
  },
];
