import { glob } from 'astro/loaders';
import { defineCollection } from 'astro:content';
import { deckSchema } from './schemas/deck.ts';
import { examSchema } from './schemas/exam.ts';
import { exceptionsSchema } from './schemas/exceptions.ts';
import { guideSchema } from './schemas/guide.ts';
import { labSchema } from './schemas/lab.ts';
import { manualSectionSchema } from './schemas/manual-section.ts';
import { programIndexSchema } from './schemas/program-index.ts';
import { questionBankSchema } from './schemas/question-bank.ts';
import { redirectsSchema } from './schemas/redirects.ts';
import { alertsSchema } from './schemas/reference/alerts.ts';
import { apiSchema } from './schemas/reference/api.ts';
import { commandsSchema } from './schemas/reference/commands.ts';
import { configurationSchema } from './schemas/reference/configuration.ts';
import { dashboardsSchema } from './schemas/reference/dashboards.ts';
import { errorCodesSchema } from './schemas/reference/errors.ts';
import { glossarySchema } from './schemas/reference/glossary.ts';
import { metricsSchema } from './schemas/reference/metrics.ts';
import { portsSchema } from './schemas/reference/ports.ts';
import { releasesSchema } from './schemas/releases.ts';
import { runbookSchema } from './schemas/runbook.ts';
import { scenarioSchema } from './schemas/scenario.ts';
import { scheduleSchema } from './schemas/schedule.ts';
import { trackSchema } from './schemas/track.ts';

/** Entries are named by their path below the folder. The pattern starts at content/, which is always there. */
const files = (folder: string, pattern: string) =>
  glob({
    pattern: `${folder}/${pattern}`,
    base: './content',
    generateId: ({ entry }) => entry.slice(folder.length + 1).replace(/\.(mdx|yaml)$/, ''),
  });
const mdx = (folder: string) => files(folder, '**/*.mdx');
const yaml = (folder: string, pattern = '**/*.yaml') => files(folder, pattern);

export const collections = {
  index: defineCollection({ loader: yaml('program', 'index.yaml'), schema: programIndexSchema }),
  releases: defineCollection({ loader: yaml('program', 'releases.yaml'), schema: releasesSchema }),
  redirects: defineCollection({ loader: yaml('program', 'redirects.yaml'), schema: redirectsSchema }),
  exceptions: defineCollection({ loader: yaml('program', 'exceptions.yaml'), schema: exceptionsSchema }),
  commissionedIndex: defineCollection({
    loader: yaml('program/commissioned', 'index.yaml'),
    schema: programIndexSchema,
  }),
  commissionedSchedules: defineCollection({
    loader: yaml('program/commissioned/schedules'),
    schema: scheduleSchema,
  }),
  tracks: defineCollection({ loader: yaml('tracks'), schema: trackSchema }),
  sections: defineCollection({ loader: mdx('manuals'), schema: manualSectionSchema }),
  labs: defineCollection({ loader: mdx('labs'), schema: labSchema }),
  scenarios: defineCollection({ loader: yaml('scenarios'), schema: scenarioSchema }),
  runbooks: defineCollection({ loader: mdx('runbooks'), schema: runbookSchema }),
  exams: defineCollection({ loader: mdx('exams'), schema: examSchema }),
  banks: defineCollection({ loader: yaml('question-banks'), schema: questionBankSchema }),
  decks: defineCollection({ loader: yaml('decks'), schema: deckSchema }),
  schedules: defineCollection({ loader: yaml('schedules'), schema: scheduleSchema }),
  guides: defineCollection({ loader: mdx('guides'), schema: guideSchema }),
  metrics: defineCollection({ loader: yaml('reference', 'metrics.yaml'), schema: metricsSchema }),
  alerts: defineCollection({ loader: yaml('reference', 'alerts.yaml'), schema: alertsSchema }),
  dashboards: defineCollection({ loader: yaml('reference', 'dashboards.yaml'), schema: dashboardsSchema }),
  commands: defineCollection({ loader: yaml('reference', 'commands.yaml'), schema: commandsSchema }),
  api: defineCollection({ loader: yaml('reference', 'api.yaml'), schema: apiSchema }),
  configuration: defineCollection({
    loader: yaml('reference', 'configuration.yaml'),
    schema: configurationSchema,
  }),
  errors: defineCollection({ loader: yaml('reference', 'errors.yaml'), schema: errorCodesSchema }),
  ports: defineCollection({ loader: yaml('reference', 'ports.yaml'), schema: portsSchema }),
  glossary: defineCollection({ loader: yaml('reference', 'glossary.yaml'), schema: glossarySchema }),
};
