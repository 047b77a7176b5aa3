import type { TrackId } from '../schemas/common.ts';
import type { Deck } from '../schemas/deck.ts';
import type { Exam } from '../schemas/exam.ts';
import type { Lab } from '../schemas/lab.ts';
import type { ManualSection } from '../schemas/manual-section.ts';
import type {
  GuideMaterial,
  LabMaterial,
  ManualMaterial,
  Material,
  RunbookMaterial,
} from '../schemas/program-index.ts';
import type { Schedule } from '../schemas/schedule.ts';
import type { DataEntry, DocumentEntry, Program, TrackDocumentEntry } from './program.ts';
import { labFileId } from './references.ts';

/** The files of a manual, in their order. */
export function manualSections(
  program: Program,
  track: TrackId,
): readonly TrackDocumentEntry<ManualSection>[] {
  return program.sections.filter((section) => section.track === track);
}

/** The file of a lab. */
export function labContent(
  program: Program,
  lab: Pick<LabMaterial, 'track' | 'number'>,
): TrackDocumentEntry<Lab> | undefined {
  return program.labs.find((entry) => entry.track === lab.track && entry.data.number === lab.number);
}

/** The file of a runbook or guide. */
export function countedContent(
  program: Program,
  material: RunbookMaterial | GuideMaterial,
): DocumentEntry<unknown> | undefined {
  const entries: readonly DocumentEntry<unknown>[] =
    material.kind === 'runbook' ? program.runbooks : program.guides;
  return entries.find((entry) => entry.id === material.slug);
}

/** The file of an exam. */
export function examContent(program: Program, id: string): DocumentEntry<Exam> | undefined {
  return program.exams.find((entry) => entry.id === id);
}

/** The file of a deck. */
export function deckContent(program: Program, id: string): DataEntry<Deck> | undefined {
  return program.decks.find((entry) => entry.id === id);
}

/** The file of a schedule. */
export function scheduleContent(program: Program, id: string): DataEntry<Schedule> | undefined {
  return program.schedules.find((entry) => entry.id === id);
}

/** Paths of the files that a material consists of; none while nothing is written. */
export function contentFiles(program: Program, material: Material): string[] {
  return contentEntries(program, material).map((entry) => entry.file);
}

function contentEntries(program: Program, material: Material): readonly DataEntry<unknown>[] {
  const one = (entry: DataEntry<unknown> | undefined): readonly DataEntry<unknown>[] =>
    entry === undefined ? [] : [entry];
  switch (material.kind) {
    case 'manual':
      return manualSections(program, material.track);
    case 'lab':
      return one(labContent(program, material));
    case 'runbook':
    case 'guide':
      return one(countedContent(program, material));
    case 'exam':
      return one(examContent(program, material.id));
    case 'deck':
      return one(deckContent(program, material.id));
    case 'schedule':
      return one(scheduleContent(program, material.id));
  }
}

/** Path at which a material's content is looked for; a manual's is a folder. */
export function expectedFile(material: Material): string {
  switch (material.kind) {
    case 'manual':
      return `content/manuals/${material.track}/`;
    case 'lab':
      return `content/labs/${labFileId(material.track, material.number, material.slug)}.mdx`;
    case 'runbook':
      return `content/runbooks/${material.slug}.mdx`;
    case 'guide':
      return `content/guides/${material.slug}.mdx`;
    case 'exam':
      return `content/exams/${material.id}.mdx`;
    case 'deck':
      return `content/decks/${material.id}.yaml`;
    case 'schedule':
      return `content/schedules/${material.id}.yaml`;
  }
}

/** The manual of a track, with its position in the index. */
export function manualOf(
  program: Program,
  track: TrackId,
): { manual: ManualMaterial; position: number } | undefined {
  const position = program.index.data.materials.findIndex(
    (material) => material.kind === 'manual' && material.track === track,
  );
  const manual = program.index.data.materials[position];
  return manual?.kind === 'manual' ? { manual, position } : undefined;
}

/** The lab materials of a track. */
export function labMaterials(program: Program, track: TrackId): LabMaterial[] {
  return program.index.data.materials
    .filter((material) => material.kind === 'lab')
    .filter((lab) => lab.track === track);
}
