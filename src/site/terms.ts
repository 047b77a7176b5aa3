import type { Term } from '../schemas/reference/glossary.ts';
import { loadSite } from './program.ts';

/** Finds a glossary entry by its term or one of its aliases, whatever the case. */
export async function findTerm(name: string, page: string): Promise<Term> {
  const { program } = await loadSite();
  const wanted = name.toLowerCase();
  const entry = program.reference.glossary.data.terms.find((term) =>
    [term.term, ...term.aliases].some((candidate) => candidate.toLowerCase() === wanted),
  );
  if (entry === undefined)
    throw new Error(`The term "${name}" on ${page} is not in content/reference/glossary.yaml.`);
  return entry;
}
