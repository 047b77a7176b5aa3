import type { Finding } from '../finding.ts';
import { manualOf } from '../material-content.ts';
import type { DataEntry, Program } from '../program.ts';
import { findIndexSection } from './sections.ts';

/** Finds files without an entry in the index, and entries that are published over one another. */
export function checkInventory(program: Program): Finding[] {
  return [...unlistedFiles(program), ...reusedPaths(program)];
}

function unlistedFiles(program: Program): Finding[] {
  const { materials } = program.index.data;
  const hasSlug = (kind: 'runbook' | 'guide', slug: string): boolean =>
    materials.some((material) => material.kind === kind && material.slug === slug);
  const hasId = (kind: 'exam' | 'deck' | 'schedule', id: string): boolean =>
    materials.some((material) => material.kind === kind && material.id === id);

  const sections = program.sections.filter((entry) => {
    const found = manualOf(program, entry.track);
    return found === undefined || findIndexSection(entry, found.manual) === undefined;
  });
  const labs = program.labs.filter(
    ({ track, data }) =>
      !materials.some(
        (material) => material.kind === 'lab' && material.track === track && material.number === data.number,
      ),
  );
  return [
    ...sections.map((entry) =>
      unlisted(program, entry, `section ${entry.data.number} of the ${entry.track} manual`),
    ),
    ...labs.map((entry) => unlisted(program, entry, `lab ${entry.data.number} of the track ${entry.track}`)),
    ...program.runbooks
      .filter(({ id }) => !hasSlug('runbook', id))
      .map((entry) => unlisted(program, entry, `runbook with the slug "${entry.id}"`)),
    ...program.guides
      .filter(({ id }) => !hasSlug('guide', id))
      .map((entry) => unlisted(program, entry, `guide with the slug "${entry.id}"`)),
    ...program.exams
      .filter(({ id }) => !hasId('exam', id))
      .map((entry) => unlisted(program, entry, `exam "${entry.id}"`)),
    ...program.decks
      .filter(({ id }) => !hasId('deck', id))
      .map((entry) => unlisted(program, entry, `deck "${entry.id}"`)),
    ...program.schedules
      .filter(({ id }) => !hasId('schedule', id))
      .map((entry) => unlisted(program, entry, `schedule "${entry.id}"`)),
  ];
}

function unlisted(program: Program, entry: DataEntry<unknown>, what: string): Finding {
  return {
    rule: 'content-not-in-index',
    file: entry.file,
    line: 1,
    subject: entry.file,
    message: `${entry.file} is there, but the index has no ${what}.`,
    hint: `Add it to ${program.index.file}, or remove the file.`,
  };
}

function reusedPaths(program: Program): Finding[] {
  const { materials } = program.index.data;
  return materials.flatMap((material, position): Finding[] => {
    if (material.published === undefined) return [];
    const first = materials.slice(0, position).find(({ published }) => published === material.published);
    if (first === undefined) return [];
    return [
      {
        rule: 'published-path-reused',
        file: program.index.file,
        line: program.index.lineOf(['materials', position, 'published']),
        subject: material.id,
        message: `"${material.title}" is published as ${material.published}, where "${first.title}" is published already.`,
        hint: `Give "${material.id}" or "${first.id}" a path of its own.`,
      },
    ];
  });
}
