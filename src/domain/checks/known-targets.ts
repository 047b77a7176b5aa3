import type { Program } from '../program.ts';
import { labRef, sectionRef } from '../references.ts';
import type { TargetKind } from './named-references.ts';

/** Everything a reference may name. What is planned in the index exists; questions, banks and scenarios have to be there. */
export function knownTargets(program: Program): Record<TargetKind, ReadonlySet<string>> {
  const { materials, levels, totals } = program.index.data;
  const idsOf = (kind: (typeof materials)[number]['kind']): ReadonlySet<string> =>
    new Set(materials.filter((material) => material.kind === kind).map(({ id }) => id));
  const manuals = materials.filter((material) => material.kind === 'manual');
  const labs = materials.filter((material) => material.kind === 'lab');

  return {
    section: new Set(
      manuals.flatMap(({ track, sections }) => sections.map(({ number }) => sectionRef(track, number))),
    ),
    lab: new Set(labs.map(({ track, number }) => labRef(track, number))),
    material: new Set(materials.map(({ id }) => id)),
    runbook: idsOf('runbook'),
    exam: idsOf('exam'),
    deck: idsOf('deck'),
    schedule: idsOf('schedule'),
    level: new Set(levels.map(({ id }) => id)),
    total: new Set([...materials, ...totals].map(({ id }) => id)),
    question: new Set(program.banks.flatMap(({ data }) => data.questions.map(({ id }) => id))),
    scenario: new Set(program.scenarios.map(({ id }) => id)),
    bank: new Set(program.banks.map(({ id }) => id)),
    domain: new Set(
      program.banks.flatMap(({ id, data }) => data.questions.map(({ domain }) => `${id}/${domain}`)),
    ),
    term: new Set(program.reference.glossary.data.terms.flatMap(({ term, aliases }) => [term, ...aliases])),
  };
}
