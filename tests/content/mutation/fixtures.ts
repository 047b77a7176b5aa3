import { stringify } from 'yaml';
import type { Lab } from '../../../src/schemas/lab.ts';
import type { ManualSection } from '../../../src/schemas/manual-section.ts';
import type { ManualMaterial } from '../../../src/schemas/program-index.ts';
import type { QuestionBank } from '../../../src/schemas/question-bank.ts';
import { documentText, pick, type Content, type Draft } from './content.ts';

export const overview = 'manuals/operations/01-training-overview.mdx';
export const coordinators = 'guides/coordinators.mdx';
export const selfPaced = 'guides/self-paced.mdx';
export const bank = 'question-banks/operations.yaml';
export const lab1 = 'labs/operations/lab-1-deploy-test-cluster.mdx';

const reviewed = '2026-11-23';

/** Writes the sections that the operations manual lacks, each with as many lines as it claims, and completes the manual. */
export function completeManual(content: Content): void {
  const { sections, topics } = operationsManual(content);
  const written = new Set(
    content.program.sections.filter(({ track }) => track === 'operations').map(({ data }) => data.number),
  );
  for (const { number, slug, title, lines } of sections) {
    if (written.has(number)) continue;
    const selfCheck = [1, 2, 3].map((position) => `ops-fixture-${number}-${position}`);
    const section: ManualSection = {
      title,
      number,
      summary: `What section ${number} is about.`,
      minutes: { read: 10, practise: 0 },
      objectives: [`Name the first thing of section ${number}`, `Name the second thing of section ${number}`],
      prerequisites: [],
      labs: [],
      runbooks: [],
      selfCheck,
      reviewed,
      topics: topics.filter((topic) => topic.sections.includes(number)).map(({ id }) => id),
    };
    content.write(sectionFile(number, slug), documentText(section, uniqueLines(number, lines?.atLeast ?? 5)));
    addQuestions(content, selfCheck, `operations/${number}`, 'fixture');
  }
  setStatus(content, 'operations-manual', 'complete');
}

/** File of a section of the operations manual. */
export function sectionFile(number: number, slug: string): string {
  return `manuals/operations/${String(number).padStart(2, '0')}-${slug}.mdx`;
}

export function operationsManual(content: Content): ManualMaterial {
  const manual = pick(content.program.index.data.materials, ({ id }) => id === 'operations-manual');
  if (manual.kind !== 'manual') throw new Error('operations-manual is no manual.');
  return manual;
}

/** One paragraph with lines that all say something else. */
export function uniqueLines(section: number, count: number): string {
  return Array.from(
    { length: count },
    (_, line) => `Line ${line + 1} of section ${section} says something that no other line says.`,
  ).join('\n');
}

/** Writes lab 1 of operations as the index describes it, and completes it. */
export function completeLab(content: Content): void {
  const material = pick(content.program.index.data.materials, ({ id }) => id === 'operations-lab-1');
  if (material.kind !== 'lab') throw new Error('operations-lab-1 is no lab.');
  const lab: Lab = {
    title: material.title,
    number: material.number,
    summary: material.summary,
    minutes: material.minutes ?? 0,
    deliverable: material.deliverable ?? '',
    objectives: ['Deploy a cluster'],
    practises: ['operations/3'],
    reviewed,
  };
  const steps = material.steps.map(
    (step, index) =>
      `<Step id="step-${index + 1}" title="${step}" minutes={${lab.minutes / material.steps.length}}>\n\nDo what step ${index + 1} says.\n\n</Step>`,
  );
  content.write(lab1, documentText(lab, `## Steps\n\n<Steps>\n\n${steps.join('\n\n')}\n\n</Steps>`));
  setStatus(content, 'operations-lab-1', 'complete');
}

export function setStatus(content: Content, material: string, status: 'complete' | 'planned'): void {
  content.changeIndex((index) => {
    pick(index.materials, ({ id }) => id === material).status = status;
  });
}

/** Adds questions that need no options, so that they say nothing about the balance of keys. */
export function addQuestions(
  content: Content,
  ids: readonly string[],
  section: string,
  domain: string,
): void {
  content.change<QuestionBank>(bank, ({ questions }) => {
    for (const id of ids) {
      questions.push({
        type: 'numeric',
        id,
        section,
        domain,
        stem: `How many letters has the id ${id}?`,
        objective: 'Count letters',
        difficulty: 1,
        answer: id.length,
        tolerance: 0,
        unit: 'letters',
        why: 'Count the letters of the id.',
      } as Draft<QuestionBank>['questions'][number]);
    }
  });
}

/** YAML of a made-up guide. */
export function guideText(title: string): string {
  return `---\n${stringify({ title, audience: 'Travellers', summary: 'How to get there.', minutes: 5, reviewed })}---\n\n## The way\n\nBy train.\n`;
}
