import type { LearningPath } from '../../schemas/program-index.ts';
import type { PathStep } from '../../schemas/track.ts';
import type { DataEntry, Program } from '../program.ts';

/** What a reference can lead to. */
export type TargetKind =
  | 'section'
  | 'lab'
  | 'material'
  | 'runbook'
  | 'exam'
  | 'deck'
  | 'schedule'
  | 'level'
  | 'total'
  | 'question'
  | 'scenario'
  | 'bank'
  | 'domain'
  | 'term';

/** One value of the content that names something by its id. */
export interface NamedReference {
  readonly entry: DataEntry<unknown>;
  readonly path: readonly (string | number)[];
  /** What names it, as a writer would say: `track operations`. */
  readonly owner: string;
  readonly kind: TargetKind;
  readonly target: string;
  /** The target as it is written, where it was completed to be looked up. */
  readonly shown?: string;
}

/** A place in a file, and what is written there. */
type Source = Pick<NamedReference, 'entry' | 'owner'>;
type Path = NamedReference['path'];

/** Every reference of the program that a check can follow. Links and names in running text are other checks. */
export function listReferences(program: Program): NamedReference[] {
  return [
    ...indexReferences(program),
    ...trackReferences(program),
    ...sectionReferences(program),
    ...labReferences(program),
    ...runbookReferences(program),
    ...examReferences(program),
    ...scheduleReferences(program),
    ...deckReferences(program),
    ...questionReferences(program),
    ...glossaryReferences(program),
    ...alertReferences(program),
  ];
}

function named(source: Source, kind: TargetKind, path: Path, target: string): NamedReference {
  return { ...source, kind, path, target };
}

function each(source: Source, kind: TargetKind, path: Path, targets: readonly string[]): NamedReference[] {
  return targets.map((target, index) => named(source, kind, [...path, index], target));
}

function indexReferences({ index }: Program): NamedReference[] {
  const { materials, totals, learningPaths } = index.data;
  return [
    ...materials.flatMap((material, position) =>
      material.kind === 'exam'
        ? [
            named(
              { entry: index, owner: `exam ${material.id}` },
              'level',
              ['materials', position, 'level'],
              material.level,
            ),
          ]
        : [],
    ),
    ...totals.flatMap((total, position) =>
      each({ entry: index, owner: `total ${total.id}` }, 'total', ['totals', position, 'of'], total.of),
    ),
    ...learningPaths.flatMap((path: LearningPath, position) =>
      stepReferences(
        { entry: index, owner: `learning path ${path.id}` },
        ['learningPaths', position, 'steps'],
        path.steps,
      ),
    ),
  ];
}

function stepReferences(source: Source, path: Path, steps: readonly PathStep[]): NamedReference[] {
  return steps.flatMap((step, index) => {
    const at = (key: string): Path => [...path, index, key];
    if ('section' in step) return [named(source, 'section', at('section'), step.section)];
    if ('lab' in step) return [named(source, 'lab', at('lab'), step.lab)];
    if ('material' in step) return [named(source, 'material', at('material'), step.material)];
    return [];
  });
}

function trackReferences({ tracks }: Program): NamedReference[] {
  return tracks.flatMap((entry) => {
    const source = { entry, owner: `track ${entry.data.id}` };
    return [
      ...stepReferences(source, ['path'], entry.data.path),
      ...each(source, 'section', ['preReading'], entry.data.preReading),
      ...each(source, 'schedule', ['schedules'], entry.data.schedules),
      named(source, 'deck', ['deck'], entry.data.deck),
    ];
  });
}

function sectionReferences({ sections }: Program): NamedReference[] {
  return sections.flatMap((entry) => {
    const source = { entry, owner: `section ${entry.id}` };
    const { prerequisites, labs, runbooks, selfCheck } = entry.data;
    return [
      ...each(source, 'section', ['prerequisites'], prerequisites),
      ...each(source, 'lab', ['labs'], labs),
      ...each(source, 'runbook', ['runbooks'], runbooks),
      ...each(source, 'question', ['selfCheck'], selfCheck),
    ];
  });
}

/** A lab names its scenario without its track, because the file stands in the folder of the track. */
function labReferences({ labs }: Program): NamedReference[] {
  return labs.flatMap((entry) => {
    const source = { entry, owner: `lab ${entry.id}` };
    const { practises, scenario } = entry.data;
    return [
      ...each(source, 'section', ['practises'], practises),
      ...(scenario === undefined
        ? []
        : [{ ...named(source, 'scenario', ['scenario'], `${entry.track}/${scenario}`), shown: scenario }]),
    ];
  });
}

function runbookReferences({ runbooks }: Program): NamedReference[] {
  return runbooks.flatMap((entry) => {
    const source = { entry, owner: `runbook ${entry.id}` };
    return [
      ...each(source, 'section', ['sections'], entry.data.sections),
      ...each(source, 'runbook', ['related'], entry.data.related),
    ];
  });
}

/** Domains are looked up only in a bank that exists; otherwise the bank is the one finding. */
function examReferences({ exams, banks }: Program): NamedReference[] {
  return exams.flatMap((entry) => {
    const source = { entry, owner: `exam ${entry.id}` };
    const { written, practical } = entry.data;
    const bank = written?.bank;
    const domains =
      written !== undefined && banks.some(({ id }) => id === bank)
        ? written.blueprint.map(({ domain }, index) => ({
            ...named(
              source,
              'domain',
              ['written', 'blueprint', index, 'domain'],
              `${written.bank}/${domain}`,
            ),
            shown: domain,
          }))
        : [];
    return [
      ...(bank === undefined ? [] : [named(source, 'bank', ['written', 'bank'], bank)]),
      ...domains,
      ...(practical?.tasks ?? []).flatMap((task, index) =>
        each(source, 'section', ['practical', 'tasks', index, 'sections'], task.sections),
      ),
    ];
  });
}

function scheduleReferences({ schedules }: Program): NamedReference[] {
  return schedules.flatMap((entry) => {
    const source = { entry, owner: `schedule ${entry.id}` };
    const homework = entry.data.homework.map(({ lab }, index) =>
      named(source, 'lab', ['homework', index, 'lab'], lab),
    );
    const ofSessions = entry.data.days.flatMap(({ sessions }, day) =>
      sessions.flatMap((session, position) => {
        const path: Path = ['days', day, 'sessions', position];
        return [
          ...each(source, 'section', [...path, 'sections'], session.sections),
          ...each(source, 'lab', [...path, 'labs'], session.labs),
          ...(session.exam === undefined
            ? []
            : [named(source, 'exam', [...path, 'exam', 'id'], session.exam.id)]),
        ];
      }),
    );
    return [...ofSessions, ...homework];
  });
}

function deckReferences({ decks }: Program): NamedReference[] {
  return decks.flatMap((entry) => {
    const source = { entry, owner: `deck ${entry.id}` };
    return entry.data.days.flatMap(({ slides }, day) =>
      slides.map((slide, index) =>
        named(source, 'section', ['days', day, 'slides', index, 'section'], slide.section),
      ),
    );
  });
}

function questionReferences({ banks }: Program): NamedReference[] {
  return banks.flatMap((entry) =>
    entry.data.questions.flatMap((question, index) => {
      const source = { entry, owner: `question ${question.id}` };
      return [
        named(source, 'section', ['questions', index, 'section'], question.section),
        ...(question.lab === undefined
          ? []
          : [named(source, 'lab', ['questions', index, 'lab'], question.lab)]),
      ];
    }),
  );
}

function glossaryReferences({ reference: { glossary } }: Program): NamedReference[] {
  return glossary.data.terms.flatMap(({ term, see }, index) =>
    each({ entry: glossary, owner: `term ${term}` }, 'term', ['terms', index, 'see'], see),
  );
}

function alertReferences({ reference: { alerts } }: Program): NamedReference[] {
  return alerts.data.alerts.map(({ name, runbook }, index) =>
    named({ entry: alerts, owner: `alert ${name}` }, 'runbook', ['alerts', index, 'runbook'], runbook),
  );
}
