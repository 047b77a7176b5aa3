import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { labFileId, labRef, sectionFileId, sectionRef } from '../../src/domain/references.ts';
import { listFiles } from '../../src/node/source-files.ts';
import type { TrackId } from '../../src/schemas/common.ts';
import type { Material, ProgramIndex } from '../../src/schemas/program-index.ts';
import type { PathStep, Track } from '../../src/schemas/track.ts';
import { changeWords } from './changed-words.ts';

/** Numbers of copied sections and labs start a hundred apart, so they meet no number of the index. */
const numbersApart = 100;

interface Writable {
  readonly index: { materials: Material[] } & Omit<ProgramIndex, 'materials'>;
  readonly tracks: ReadonlyMap<
    TrackId,
    { readonly file: string; readonly data: Omit<Track, 'path'> & { path: PathStep[] } }
  >;
}

/**
 * Makes the documents in a copy of the site `times` as many: sections, labs, runbooks, guides and exams are copied with
 * changed words, and the copies get their places in the index and on the tracks. Reference, banks and schedules stay.
 */
export async function scaleSite(site: string, times: number): Promise<void> {
  allowLongNumbers(site);
  const content = path.join(site, 'content');
  const read = <Data>(file: string): Data => parse(readFileSync(path.join(content, file), 'utf8')) as Data;
  const files = await listFiles(content);
  const program: Writable = {
    index: read('program/index.yaml'),
    tracks: new Map(
      files
        .filter((name) => name.startsWith('tracks/'))
        .map((file) => {
          const data = read<Track>(file);
          return [data.id, { file, data: { ...data, path: [...data.path] } }];
        }),
    ),
  };
  for (const file of files.filter((name) => name.endsWith('.mdx'))) {
    const text = readFileSync(path.join(content, file), 'utf8');
    for (let copy = 1; copy < times; copy += 1) {
      const name = place(program, file, copy);
      if (name === undefined) break;
      mkdirSync(path.dirname(path.join(content, name)), { recursive: true });
      writeFileSync(path.join(content, name), changeDocument(text, copy));
    }
  }
  writeFileSync(path.join(content, 'program/index.yaml'), stringify(program.index));
  for (const { file, data } of program.tracks.values())
    writeFileSync(path.join(content, file), stringify(data));
}

/** References are limited to two digits, which is enough for people. */
function allowLongNumbers(site: string): void {
  const schemas = path.join(site, 'src/schemas/common.ts');
  writeFileSync(schemas, readFileSync(schemas, 'utf8').replaceAll('\\d{1,2}', '\\d{1,4}'));
}

function changeDocument(text: string, copy: number): string {
  const [, frontmatter = '', body = ''] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text) ?? [];
  const data = parse(frontmatter) as { number?: number; title: string };
  const changed = {
    ...data,
    title: copyTitle(data.title, copy),
    ...(data.number === undefined ? {} : { number: data.number + copy * numbersApart }),
  };
  return `---\n${stringify(changed)}---\n${changeWords(body, copy)}`;
}

const copyTitle = (title: string, copy: number): string => `${title}, part ${copy + 1}`;

/** Enters a copy of a document into the index and the tracks; returns its name, or nothing for a kind that is not copied. */
function place(program: Writable, file: string, copy: number): string | undefined {
  const [folder = '', ...rest] = file.replace(/\.mdx$/, '').split('/');
  const id = rest.join('/');
  switch (folder) {
    case 'manuals': {
      const { track, number } = numbered(id, /^(\w+)\/(\d+)-/);
      const manual = program.index.materials.find(
        (material) => material.kind === 'manual' && material.track === track,
      );
      const section =
        manual?.kind === 'manual'
          ? manual.sections.find((candidate) => candidate.number === number)
          : undefined;
      if (manual?.kind !== 'manual' || section === undefined) return undefined;
      const changed = number + copy * numbersApart;
      manual.sections.push({ number: changed, slug: section.slug, title: copyTitle(section.title, copy) });
      addToPath(
        program,
        track,
        { section: sectionRef(track, number) },
        { section: sectionRef(track, changed) },
      );
      return `manuals/${sectionFileId(track, changed, section.slug)}.mdx`;
    }
    case 'labs': {
      const { track, number } = numbered(id, /^(\w+)\/lab-(\d+)-/);
      const lab = program.index.materials.find(
        (material) => material.kind === 'lab' && material.track === track && material.number === number,
      );
      if (lab?.kind !== 'lab') return undefined;
      const changed = number + copy * numbersApart;
      addCopy(program, lab, { id: `${lab.id}-${copy}`, number: changed, title: copyTitle(lab.title, copy) });
      addToPath(program, track, { lab: labRef(track, number) }, { lab: labRef(track, changed) });
      return `labs/${labFileId(track, changed, lab.slug)}.mdx`;
    }
    case 'runbooks':
    case 'guides': {
      const material = program.index.materials.find(
        (candidate) => (candidate.kind === 'runbook' || candidate.kind === 'guide') && candidate.slug === id,
      );
      if (material?.kind !== 'runbook' && material?.kind !== 'guide') return undefined;
      addCopy(program, material, {
        id: `${material.id}-${copy}`,
        slug: `${id}-${copy}`,
        title: copyTitle(material.title, copy),
      });
      return `${folder}/${id}-${copy}.mdx`;
    }
    case 'exams': {
      const exam = program.index.materials.find((material) => material.id === id);
      if (exam === undefined) return undefined;
      addCopy(program, exam, { id: `${id}-${copy}`, title: copyTitle(exam.title, copy) });
      return `exams/${id}-${copy}.mdx`;
    }
    default:
      return undefined;
  }
}

function addCopy(
  { index }: Writable,
  material: Material,
  changes: { id: string; title: string; slug?: string; number?: number },
): void {
  // A path below docs/ belongs to one material only, so a copy has none; YAML leaves out what is undefined.
  index.materials.push({ ...material, ...changes, published: undefined } as Material);
}

function numbered(id: string, form: RegExp): { track: TrackId; number: number } {
  const [, track, number] = form.exec(id) ?? [];
  return { track: track as TrackId, number: Number(number) };
}

/** Puts a copied step right after the one it is a copy of. */
function addToPath({ tracks }: Writable, track: TrackId, original: PathStep, step: PathStep): void {
  const steps = tracks.get(track)?.data.path;
  const position = steps?.findIndex((candidate) =>
    Object.entries(original).every(([key, value]) =>
      Object.entries(candidate).some((entry) => entry[0] === key && entry[1] === value),
    ),
  );
  if (position !== undefined && position >= 0) steps?.splice(position + 1, 0, step);
}
