import type { Finding } from '../../../../src/domain/finding.ts';
import type { Program } from '../../../../src/domain/program.ts';
import type { RuleName } from '../../../../src/domain/rules.ts';
import { parseDocument } from '../../../../src/markdown/parse-document.ts';
import type { Term } from '../../../../src/schemas/reference/glossary.ts';
import { buildProgram, dataEntry, sectionEntry } from '../../program-builder.ts';
import { buildReference } from '../../reference-builder.ts';

const slugs = ['overview', 'architecture'];

/** The small program, with MDX bodies as its first and second manual section, and without other documents. */
export function programWith(bodies: readonly string[], overrides: Partial<Program> = {}): Program {
  const sections = slugs.map((slug, index) => {
    const entry = sectionEntry(index + 1, slug);
    return { ...entry, document: parseDocument(entry.file, bodies[index] ?? '').document };
  });
  const glossary = dataEntry('content/reference/glossary.yaml', {
    terms: [...buildReference().glossary.data.terms, ...['API', 'REST'].map(acronym)],
  });
  return buildProgram({
    sections,
    labs: [],
    scenarios: [],
    runbooks: [],
    exams: [],
    guides: [],
    reference: buildReference({ glossary }),
    ...overrides,
  });
}

function acronym(term: string): Term {
  return {
    term,
    expansion: `What ${term} stands for`,
    aliases: [],
    meaning: 'What it means in this course.',
    see: [],
    area: 'general',
  };
}

/** Subjects of the findings of one rule. */
export function subjects(findings: readonly Finding[], rule: RuleName): string[] {
  return findings.filter((finding) => finding.rule === rule).map((finding) => finding.subject);
}

/** A finding as a reader sees it: message and hint. */
export function printed(findings: readonly Finding[]): string[] {
  return findings.map(
    ({ file, line, rule, message, hint }) => `${file}:${line} ${rule}\n${message}\n${hint}`,
  );
}
