import { loadSite } from './program.ts';

/** What a published file is made from. */
export interface PublishedSource {
  /** Material id in the index. */
  readonly material: string;
  /** Path below `/downloads/`, as the index names it: `docs/training/….md`. */
  readonly path: string;
  readonly title: string;
  readonly collection: 'sections' | 'labs' | 'runbooks' | 'guides' | 'exams';
  readonly entries: readonly { readonly id: string; readonly title: string }[];
}

/** The files that can be published today: materials with a Markdown path in the index and text to put there. */
export async function publishedSources(): Promise<PublishedSource[]> {
  const { program } = await loadSite();
  return program.index.data.materials.flatMap((material): PublishedSource[] => {
    if (material.published?.endsWith('.md') !== true) return [];
    const base = { material: material.id, path: material.published, title: material.title };
    switch (material.kind) {
      case 'manual': {
        const sections = program.sections.filter((section) => section.track === material.track);
        if (sections.length === 0) return [];
        const entries = sections.map(({ id, data }) => ({ id, title: `${data.number} ${data.title}` }));
        return [{ ...base, collection: 'sections', entries }];
      }
      case 'lab': {
        const lab = program.labs.find(
          ({ track, data }) => track === material.track && data.number === material.number,
        );
        return lab === undefined
          ? []
          : [{ ...base, collection: 'labs', entries: [{ id: lab.id, title: material.title }] }];
      }
      case 'runbook':
      case 'guide': {
        const collection = material.kind === 'runbook' ? 'runbooks' : 'guides';
        const entry = program[collection].find(({ id }) => id === material.slug);
        return entry === undefined
          ? []
          : [{ ...base, collection, entries: [{ id: entry.id, title: material.title }] }];
      }
      case 'exam': {
        const exam = program.exams.find(({ id }) => id === material.id);
        return exam === undefined
          ? []
          : [{ ...base, collection: 'exams', entries: [{ id: exam.id, title: material.title }] }];
      }
      case 'deck':
      case 'schedule':
        return [];
    }
  });
}
