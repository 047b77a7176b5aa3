import type { Finding } from '../finding.ts';
import type { Program } from '../program.ts';
import type { NamedReference, TargetKind } from './named-references.ts';
import { listReferences } from './named-references.ts';
import { knownTargets } from './known-targets.ts';

const nouns: Record<TargetKind, string> = {
  section: 'section',
  lab: 'lab',
  material: 'material',
  runbook: 'runbook',
  exam: 'exam',
  deck: 'deck',
  schedule: 'schedule',
  level: 'level',
  total: 'material or total',
  question: 'question',
  scenario: 'scenario',
  bank: 'question bank',
  domain: 'questions of the domain',
  term: 'term',
};

/** Where what is missing would stand. */
const homes: Record<TargetKind, string> = {
  section: 'the index',
  lab: 'the index',
  material: 'the index',
  runbook: 'the index',
  exam: 'the index',
  deck: 'the index',
  schedule: 'the index',
  level: 'the index',
  total: 'the index',
  question: 'content/question-banks/',
  scenario: 'content/scenarios/',
  bank: 'content/question-banks/',
  domain: 'its question bank',
  term: 'the glossary',
};

/** Finds references to sections, labs, questions, materials and terms that do not exist. */
export function checkReferences(program: Program): Finding[] {
  const known = knownTargets(program);
  return [
    ...listReferences(program)
      .filter(({ kind, target }) => !known[kind].has(target))
      .map(unresolved),
    ...misplacedSelfChecks(program),
  ];
}

function unresolved({ entry, path, owner, kind, target, shown }: NamedReference): Finding {
  const name = shown ?? target;
  const lack =
    kind === 'domain'
      ? 'its bank has no questions of that domain'
      : `there is no such ${nouns[kind]} in ${homes[kind]}`;
  return {
    rule: 'entry-not-resolved',
    file: entry.file,
    line: entry.lineOf(path),
    subject: `${owner}: ${kind} ${name}`,
    message: `The ${owner} names the ${kind === 'domain' ? 'domain' : nouns[kind]} "${name}", but ${lack}.`,
    hint: `Correct the reference, or add "${name}" to ${homes[kind]}.`,
  };
}

/** A self-check asks about its own section. */
function misplacedSelfChecks(program: Program): Finding[] {
  const sectionOf = new Map(
    program.banks.flatMap((bank) =>
      bank.data.questions.map((question) => [question.id, question.section] as const),
    ),
  );
  return program.sections.flatMap((entry) => {
    const own = `${entry.track}/${entry.data.number}`;
    return entry.data.selfCheck.flatMap((id, index): Finding[] => {
      const section = sectionOf.get(id);
      if (section === undefined || section === own) return [];
      return [
        {
          rule: 'entry-not-resolved',
          file: entry.file,
          line: entry.lineOf(['selfCheck', index]),
          subject: `section ${entry.id}: question ${id}`,
          message: `The self-check of section ${own} names the question "${id}", but that question is about section ${section}.`,
          hint: `Name a question about ${own}, or correct "section" of the question.`,
        },
      ];
    });
  });
}
