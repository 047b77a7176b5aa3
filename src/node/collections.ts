import type { z } from 'zod';
import { deckSchema } from '../schemas/deck.ts';
import { examSchema } from '../schemas/exam.ts';
import { exceptionsSchema } from '../schemas/exceptions.ts';
import { guideSchema } from '../schemas/guide.ts';
import { labSchema } from '../schemas/lab.ts';
import { manualSectionSchema } from '../schemas/manual-section.ts';
import { programIndexSchema } from '../schemas/program-index.ts';
import { questionBankSchema } from '../schemas/question-bank.ts';
import { redirectsSchema } from '../schemas/redirects.ts';
import { alertsSchema } from '../schemas/reference/alerts.ts';
import { apiSchema } from '../schemas/reference/api.ts';
import { commandsSchema } from '../schemas/reference/commands.ts';
import { configurationSchema } from '../schemas/reference/configuration.ts';
import { dashboardsSchema } from '../schemas/reference/dashboards.ts';
import { errorCodesSchema } from '../schemas/reference/errors.ts';
import { glossarySchema } from '../schemas/reference/glossary.ts';
import { metricsSchema } from '../schemas/reference/metrics.ts';
import { portsSchema } from '../schemas/reference/ports.ts';
import { releasesSchema } from '../schemas/releases.ts';
import { runbookSchema } from '../schemas/runbook.ts';
import { scenarioSchema } from '../schemas/scenario.ts';
import { scheduleSchema } from '../schemas/schedule.ts';
import { trackSchema } from '../schemas/track.ts';

/** A kind of file in `content/`: where it stands, and the form it has. */
export interface Collection<Schema extends z.ZodType = z.ZodType> {
  /** Folder below `content/`, or the one file that the collection is. */
  readonly path: string;
  readonly extension: 'yaml' | 'mdx';
  readonly schema: Schema;
  /** File that says what each field means. */
  readonly schemaFile: string;
}

const define = <Schema extends z.ZodType>(
  path: string,
  extension: 'yaml' | 'mdx',
  schema: Schema,
  schemaFile: string,
): Collection<Schema> => ({
  path,
  extension,
  schema,
  schemaFile: `src/schemas/${schemaFile}.ts`,
});

/** The collections of the site with their schemas; `src/content.config.ts` gives the same ones to Astro. */
export const collections = {
  index: define('program/index.yaml', 'yaml', programIndexSchema, 'program-index'),
  releases: define('program/releases.yaml', 'yaml', releasesSchema, 'releases'),
  redirects: define('program/redirects.yaml', 'yaml', redirectsSchema, 'redirects'),
  exceptions: define('program/exceptions.yaml', 'yaml', exceptionsSchema, 'exceptions'),
  tracks: define('tracks', 'yaml', trackSchema, 'track'),
  sections: define('manuals', 'mdx', manualSectionSchema, 'manual-section'),
  labs: define('labs', 'mdx', labSchema, 'lab'),
  scenarios: define('scenarios', 'yaml', scenarioSchema, 'scenario'),
  runbooks: define('runbooks', 'mdx', runbookSchema, 'runbook'),
  exams: define('exams', 'mdx', examSchema, 'exam'),
  banks: define('question-banks', 'yaml', questionBankSchema, 'question-bank'),
  decks: define('decks', 'yaml', deckSchema, 'deck'),
  schedules: define('schedules', 'yaml', scheduleSchema, 'schedule'),
  guides: define('guides', 'mdx', guideSchema, 'guide'),
  metrics: define('reference/metrics.yaml', 'yaml', metricsSchema, 'reference/metrics'),
  alerts: define('reference/alerts.yaml', 'yaml', alertsSchema, 'reference/alerts'),
  dashboards: define('reference/dashboards.yaml', 'yaml', dashboardsSchema, 'reference/dashboards'),
  commands: define('reference/commands.yaml', 'yaml', commandsSchema, 'reference/commands'),
  api: define('reference/api.yaml', 'yaml', apiSchema, 'reference/api'),
  configuration: define(
    'reference/configuration.yaml',
    'yaml',
    configurationSchema,
    'reference/configuration',
  ),
  errors: define('reference/errors.yaml', 'yaml', errorCodesSchema, 'reference/errors'),
  ports: define('reference/ports.yaml', 'yaml', portsSchema, 'reference/ports'),
  glossary: define('reference/glossary.yaml', 'yaml', glossarySchema, 'reference/glossary'),
} as const;

/** Where drawings stand below `content/`. */
export const figuresFolder = 'figures';

/** Where the program as it was commissioned stands below `content/`. */
export const commissionedFolder = 'program/commissioned';

/** The collections of the program as it was commissioned. */
export const commissionedCollections = {
  index: { ...collections.index, path: `${commissionedFolder}/index.yaml` },
  schedules: { ...collections.schedules, path: `${commissionedFolder}/schedules` },
} as const;

/** Tells whether a file, named below `content/`, belongs to a collection. */
export function belongsTo(collection: Collection, name: string): boolean {
  const { path, extension } = collection;
  return (
    name === path ||
    (!path.endsWith('.yaml') && name.startsWith(`${path}/`) && name.endsWith(`.${extension}`))
  );
}
