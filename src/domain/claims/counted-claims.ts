import type { CountedUnit, GuideMaterial, RunbookMaterial } from '../../schemas/program-index.ts';
import type { MeasuredDocument } from '../document.ts';
import { countedContent } from '../material-content.ts';
import type { Program } from '../program.ts';
import { foldText } from '../wording.ts';
import type { Claim, MeasuringRule, PlacedMaterial } from './claim.ts';
import { claimKey, numberClaim, textClaim } from './claim.ts';

const measuredBy: Record<CountedUnit, MeasuringRule> = {
  checks: 'task items',
  steps: 'steps',
  scenarios: 'scenarios',
  templates: 'templates',
  decisions: 'decisions',
  questions: 'questions',
};

const components: Record<Exclude<CountedUnit, 'checks' | 'questions'>, string> = {
  steps: 'Step',
  scenarios: 'Scenario',
  templates: 'Template',
  decisions: 'Decision',
};

/** What the index claims about a runbook or guide: lines, sections, and what it counts in each of them. */
export function countedClaims(
  program: Program,
  placed: PlacedMaterial<RunbookMaterial | GuideMaterial>,
): Claim[] {
  const { material } = placed;
  const entry = countedContent(program, material);
  const lines =
    material.lines === undefined
      ? []
      : [
          numberClaim(
            placed,
            {
              key: 'lines',
              subject: 'Lines',
              unit: 'lines',
              how: 'body lines',
              path: ['lines'],
              file: entry?.file,
            },
            material.lines,
            entry?.document.bodyLines,
          ),
        ];

  const sections = material.sections.flatMap((section, index) => {
    const heading = entry === undefined ? undefined : findSection(entry.document, section.title);
    const key = claimKey(section.title);
    const place = { part: section.title, file: entry?.file, line: heading?.line };
    const name = textClaim(
      placed,
      {
        ...place,
        key,
        subject: section.title,
        unit: 'heading',
        how: 'headings',
        path: ['sections', index],
        rule: 'section-absent',
      },
      section.title,
      heading?.text,
    );
    const counts = section.counts.flatMap(({ unit, claim }, countIndex) => {
      const row = {
        ...place,
        key: `${key}-${unit}`,
        subject: `${section.title} — ${unit}`,
        unit,
        how: measuredBy[unit],
        path: ['sections', index, 'counts', countIndex],
      };
      if (unit !== 'questions') {
        const count =
          entry === undefined || heading === undefined
            ? undefined
            : countUnits(entry.document, heading.slug, unit);
        return [numberClaim(placed, row, claim, count)];
      }
      return questionCounts(program).map(({ track, file, count }) =>
        numberClaim(
          placed,
          {
            ...row,
            file,
            line: 1,
            key: `${row.key}-${track}`,
            subject: `${row.subject}, ${track}`,
            part: `${section.title}, ${track}`,
          },
          claim,
          count,
        ),
      );
    });
    return [name, ...counts];
  });

  return [...lines, ...sections];
}

/** The second-level heading with a title of the index. */
export function findSection(
  document: MeasuredDocument,
  title: string,
): MeasuredDocument['headings'][number] | undefined {
  return document.headings.find(
    (heading) => heading.depth === 2 && foldText(heading.text) === foldText(title),
  );
}

function countUnits(
  document: MeasuredDocument,
  section: string,
  unit: Exclude<CountedUnit, 'questions'>,
): number {
  const counted =
    unit === 'checks'
      ? document.taskItems
      : document.components.filter(({ name }) => name === components[unit]);
  return counted.filter((item) => item.section === section).length;
}

/** Questions of the bank of each track that has a manual. */
function questionCounts(program: Program): { track: string; file: string | undefined; count: number }[] {
  return program.index.data.materials
    .filter((material) => material.kind === 'manual')
    .map(({ track }) => {
      const bank = program.banks.find(({ id }) => id === track);
      return { track, file: bank?.file, count: bank?.data.questions.length ?? 0 };
    });
}
