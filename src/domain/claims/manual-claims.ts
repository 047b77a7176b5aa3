import type { ManualMaterial } from '../../schemas/program-index.ts';
import { labMaterials, manualSections } from '../material-content.ts';
import type { Program } from '../program.ts';
import { formatNumber } from '../wording.ts';
import type { Claim, PlacedMaterial } from './claim.ts';
import { numberClaim, textClaim } from './claim.ts';

/** What the index claims about a manual. */
export function manualClaims(program: Program, placed: PlacedMaterial<ManualMaterial>): Claim[] {
  const { material } = placed;
  const files = manualSections(program, material.track);
  const lines = files.reduce((sum, { document }) => sum + document.bodyLines, 0);
  const track = program.tracks.find(({ data }) => data.id === material.track);

  return [
    numberClaim(
      placed,
      { key: 'lines', subject: 'Lines', unit: 'lines', how: 'body lines', path: ['lines'] },
      material.lines,
      files.length === 0 ? undefined : lines,
    ),
    ...sectionClaims(program, placed),
    ...topicClaims(program, placed),
    numberClaim(
      placed,
      {
        key: 'labs',
        subject: 'Labs',
        unit: 'labs',
        how: 'index entries',
        path: ['labs'],
        rule: 'count-differs',
        always: true,
      },
      { exactly: material.labs },
      labMaterials(program, material.track).length,
    ),
    textClaim(
      placed,
      {
        key: 'days',
        subject: 'Length of a class',
        unit: 'length of a class',
        how: 'days',
        path: ['days'],
        rule: 'count-differs',
        file: track?.file,
      },
      formatDays(material.days),
      track === undefined ? undefined : formatDays(track.data.days),
    ),
  ];
}

function sectionClaims(program: Program, placed: PlacedMaterial<ManualMaterial>): Claim[] {
  const files = manualSections(program, placed.material.track);
  return placed.material.sections.flatMap((section, index) => {
    const entry = files.find(({ data }) => data.number === section.number);
    const part = `Section ${section.number}: ${section.title}`;
    const name = textClaim(
      placed,
      {
        key: `section-${section.number}`,
        subject: part,
        unit: 'title',
        how: 'section files',
        path: ['sections', index],
        rule: 'section-absent',
        file: entry?.file,
        part,
      },
      section.title,
      entry?.data.title,
    );
    if (section.lines === undefined) return [name];
    const lines = numberClaim(
      placed,
      {
        key: `section-${section.number}-lines`,
        subject: `${part} — lines`,
        unit: 'lines',
        how: 'body lines',
        path: ['sections', index, 'lines'],
        file: entry?.file,
        part,
      },
      section.lines,
      entry?.document.bodyLines,
    );
    return [name, lines];
  });
}

function topicClaims(program: Program, placed: PlacedMaterial<ManualMaterial>): Claim[] {
  const files = manualSections(program, placed.material.track);
  return placed.material.topics.map((topic, index) => {
    const covering = files
      .filter(({ data }) => data.topics.includes(topic.id))
      .map(({ data }) => data.number);
    return textClaim(
      placed,
      {
        key: `topic-${topic.id}`,
        subject: `Topic: ${topic.title}`,
        unit: 'sections',
        how: 'frontmatter',
        path: ['topics', index],
        rule: 'topic-not-covered',
        part: topic.title,
      },
      formatSections(topic.sections),
      covering.length === 0 ? undefined : formatSections(covering),
    );
  });
}

function formatSections(numbers: readonly number[]): string {
  if (numbers.length === 0) return 'no section';
  return `${numbers.length === 1 ? 'section' : 'sections'} ${[...numbers].sort((a, b) => a - b).join(', ')}`;
}

function formatDays({ min, max }: { readonly min: number; readonly max: number }): string {
  if (min === max) return min === 1 ? '1 day' : `${formatNumber(min)} days`;
  return `${min}–${max} days`;
}
