import type { GuideMaterial, ManualMaterial, RunbookMaterial } from '../../schemas/program-index.ts';
import type { ManualSection } from '../../schemas/manual-section.ts';
import { claimKey } from '../claims/claim.ts';
import { findSection } from '../claims/counted-claims.ts';
import type { Finding } from '../finding.ts';
import { countedContent, manualSections } from '../material-content.ts';
import type { Program, TrackDocumentEntry } from '../program.ts';
import { sectionFileId } from '../references.ts';
import { formatList } from '../wording.ts';

/** Compares the sections and topics that the index names with those that are there. */
export function checkSections(program: Program): Finding[] {
  return program.index.data.materials.flatMap((material, position): Finding[] => {
    switch (material.kind) {
      case 'manual':
        return [
          ...absentSections(program, material, position),
          ...misplacedSections(program, material),
          ...uncoveredTopics(program, material, position),
          ...disagreeingTopics(program, material),
        ];
      case 'runbook':
      case 'guide':
        return [...absentHeadings(program, material), ...misplacedHeadings(program, material)];
      default:
        return [];
    }
  });
}

/** A complete manual without any file is one finding of complete-but-missing, not one for each section. */
function absentSections(program: Program, manual: ManualMaterial, position: number): Finding[] {
  const files = manualSections(program, manual.track);
  if (manual.status !== 'complete' || files.length === 0) return [];
  return manual.sections.flatMap((section, index): Finding[] => {
    if (files.some(({ data }) => data.number === section.number)) return [];
    const file = `content/manuals/${sectionFileId(manual.track, section.number, section.slug)}.mdx`;
    return [
      {
        rule: 'section-absent',
        file: program.index.file,
        line: program.index.lineOf(['materials', position, 'sections', index]),
        subject: `${manual.id}:section-${section.number}`,
        message: `"${manual.title}" is complete, but its section ${section.number}, "${section.title}", is not there.`,
        hint: `Write ${file}, or take the section out of ${program.index.file}.`,
      },
    ];
  });
}

/** Files whose number, title or name is not the one in the index. A file that matches nothing is content-not-in-index. */
function misplacedSections(program: Program, manual: ManualMaterial): Finding[] {
  return manualSections(program, manual.track).flatMap((entry): Finding[] => {
    const difference = sectionDifference(entry, manual);
    if (difference === undefined) return [];
    return [
      {
        rule: 'section-out-of-order',
        file: entry.file,
        line: entry.lineOf([difference.field]),
        subject: entry.file,
        message: difference.message,
        hint: `Give the file the number, title and name of the index, or correct ${program.index.file}.`,
      },
    ];
  });
}

function sectionDifference(
  entry: TrackDocumentEntry<ManualSection>,
  manual: ManualMaterial,
): { field: 'number' | 'title'; message: string } | undefined {
  const { number, title } = entry.data;
  const section = manual.sections.find((candidate) => candidate.number === number);
  if (section === undefined) {
    const known = findIndexSection(entry, manual);
    if (known === undefined) return undefined;
    return {
      field: 'number',
      message: `The file has the number ${number}, but the index states ${known.number} for "${known.title}".`,
    };
  }
  if (section.title !== title) {
    return {
      field: 'title',
      message: `Section ${number} has the title "${title}", but the index states "${section.title}".`,
    };
  }
  const expected = sectionFileId(manual.track, number, section.slug);
  if (entry.id === expected) return undefined;
  return {
    field: 'number',
    message: `Section ${number} is in ${entry.id}.mdx, but by the index its file is ${expected}.mdx.`,
  };
}

/** The index entry that a section file is about, by its number, title or file name. */
export function findIndexSection(
  entry: TrackDocumentEntry<ManualSection>,
  manual: ManualMaterial,
): ManualMaterial['sections'][number] | undefined {
  const slug = entry.id.replace(/^.*\/\d+-/, '');
  return (
    manual.sections.find((section) => section.number === entry.data.number) ??
    manual.sections.find((section) => section.title === entry.data.title || section.slug === slug)
  );
}

/** Topics that the index itself gives to no section, or to one it does not have. */
function uncoveredTopics(program: Program, manual: ManualMaterial, position: number): Finding[] {
  return manual.topics.flatMap((topic, index): Finding[] => {
    const unknown = topic.sections.filter(
      (number) => !manual.sections.some((section) => section.number === number),
    );
    if (topic.sections.length > 0 && unknown.length === 0) return [];
    return [
      {
        rule: 'topic-not-covered',
        file: program.index.file,
        line: program.index.lineOf(['materials', position, 'topics', index]),
        subject: `${manual.id}:topic-${topic.id}`,
        message:
          unknown.length === 0
            ? `"${manual.title}" promises the topic "${topic.title}", but names no section that covers it.`
            : `"${manual.title}" gives the topic "${topic.title}" to ${unknown.length === 1 ? 'section' : 'sections'} ${formatList(unknown.map(String))}, which it does not have.`,
        hint: `Name the sections that cover "${topic.id}" in ${program.index.file}.`,
      },
    ];
  });
}

/** Section files and index that disagree about which topics a section covers. */
function disagreeingTopics(program: Program, manual: ManualMaterial): Finding[] {
  return manualSections(program, manual.track).flatMap((entry): Finding[] => {
    const { number, title, topics } = entry.data;
    const finding = (topicId: string, message: string): Finding => ({
      rule: 'topic-not-covered',
      file: entry.file,
      line: entry.lineOf(['topics']),
      subject: `${entry.id}: ${topicId}`,
      message,
      hint: `Make "topics" of this file and "sections" of the topic in ${program.index.file} agree.`,
    });
    const assigned = manual.topics.filter((topic) => topic.sections.includes(number));
    return [
      ...assigned
        .filter((topic) => !topics.includes(topic.id))
        .map((topic) =>
          finding(
            topic.id,
            `The index gives the topic "${topic.title}" to section ${number}, "${title}", but its frontmatter does not name "${topic.id}".`,
          ),
        ),
      ...topics
        .filter((id) => !assigned.some((topic) => topic.id === id))
        .map((id) =>
          finding(
            id,
            `The frontmatter of section ${number}, "${title}", names the topic "${id}", but the index does not give it to that section.`,
          ),
        ),
    ];
  });
}

function absentHeadings(program: Program, material: RunbookMaterial | GuideMaterial): Finding[] {
  const entry = countedContent(program, material);
  if (material.status !== 'complete' || entry === undefined) return [];
  return material.sections
    .filter((section) => findSection(entry.document, section.title) === undefined)
    .map((section): Finding => ({
      rule: 'section-absent',
      file: entry.file,
      line: 1,
      subject: `${material.id}:${claimKey(section.title)}`,
      message: `"${material.title}" is complete, but it has no second-level heading "${section.title}".`,
      hint: `Write the section, or take it out of ${program.index.file}.`,
    }));
}

function misplacedHeadings(program: Program, material: RunbookMaterial | GuideMaterial): Finding[] {
  const entry = countedContent(program, material);
  if (entry === undefined) return [];
  const headings = material.sections
    .map((section) => findSection(entry.document, section.title))
    .filter((heading) => heading !== undefined);
  return headings.slice(1).flatMap((heading, index): Finding[] => {
    const previous = headings[index];
    if (previous === undefined || previous.line <= heading.line) return [];
    return [
      {
        rule: 'section-out-of-order',
        file: entry.file,
        line: heading.line,
        subject: `${material.id}:${claimKey(heading.text)}`,
        message: `"${heading.text}" stands before "${previous.text}", but in the index it comes after it.`,
        hint: `Move the section, or correct the order in ${program.index.file}.`,
      },
    ];
  });
}
