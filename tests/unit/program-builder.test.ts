import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { checkClaims } from '../../src/domain/checks/claims.ts';
import { checkFreshness } from '../../src/domain/checks/freshness.ts';
import { checkQuestions } from '../../src/domain/checks/questions.ts';
import { checkReferences } from '../../src/domain/checks/references.ts';
import { checkSchedules } from '../../src/domain/checks/schedules.ts';
import { deckSchema } from '../../src/schemas/deck.ts';
import { examSchema } from '../../src/schemas/exam.ts';
import { guideSchema } from '../../src/schemas/guide.ts';
import { labSchema } from '../../src/schemas/lab.ts';
import { manualSectionSchema } from '../../src/schemas/manual-section.ts';
import { programIndexSchema } from '../../src/schemas/program-index.ts';
import { questionBankSchema } from '../../src/schemas/question-bank.ts';
import { alertsSchema } from '../../src/schemas/reference/alerts.ts';
import { apiSchema } from '../../src/schemas/reference/api.ts';
import { commandsSchema } from '../../src/schemas/reference/commands.ts';
import { configurationSchema } from '../../src/schemas/reference/configuration.ts';
import { dashboardsSchema } from '../../src/schemas/reference/dashboards.ts';
import { errorCodesSchema } from '../../src/schemas/reference/errors.ts';
import { glossarySchema } from '../../src/schemas/reference/glossary.ts';
import { metricsSchema } from '../../src/schemas/reference/metrics.ts';
import { portsSchema } from '../../src/schemas/reference/ports.ts';
import { releasesSchema } from '../../src/schemas/releases.ts';
import { runbookSchema } from '../../src/schemas/runbook.ts';
import { scenarioSchema } from '../../src/schemas/scenario.ts';
import { scheduleSchema } from '../../src/schemas/schedule.ts';
import { trackSchema } from '../../src/schemas/track.ts';
import { buildProgram } from './program-builder.ts';

describe('buildProgram', () => {
  test('makes values that the schemas accept as they are', () => {
    const program = buildProgram();
    const { reference } = program;
    const collections: [z.ZodType, readonly { data: unknown }[]][] = [
      [programIndexSchema, [program.index]],
      [releasesSchema, [program.releases]],
      [trackSchema, program.tracks],
      [manualSectionSchema, program.sections],
      [labSchema, program.labs],
      [scenarioSchema, program.scenarios],
      [runbookSchema, program.runbooks],
      [examSchema, program.exams],
      [questionBankSchema, program.banks],
      [deckSchema, program.decks],
      [scheduleSchema, program.schedules],
      [guideSchema, program.guides],
      [metricsSchema, [reference.metrics]],
      [alertsSchema, [reference.alerts]],
      [dashboardsSchema, [reference.dashboards]],
      [commandsSchema, [reference.commands]],
      [apiSchema, [reference.api]],
      [configurationSchema, [reference.configuration]],
      [errorCodesSchema, [reference.errors]],
      [portsSchema, [reference.ports]],
      [glossarySchema, [reference.glossary]],
    ];
    for (const [schema, entries] of collections) {
      for (const { data } of entries) expect(schema.parse(data)).toEqual(data);
    }
  });

  test('makes a program in which the checks find nothing', () => {
    const program = buildProgram();
    expect([
      ...checkClaims(program),
      ...checkSchedules(program),
      ...checkFreshness(program, '2026-03-01'),
      ...checkQuestions(program),
      ...checkReferences(program),
    ]).toEqual([]);
  });
});
