import { contentFiles, manualSections } from './material-content.ts';
import type { Program } from './program.ts';

/** What a published file is made from. */
export interface PublishedSource {
  /** Material id in the index. */
  readonly material: string;
  /** Path below `/downloads/`, as the index names it: `docs/training/….md`. */
  readonly path: string;
  readonly title: string;
  /** A manual is made from its sections; anything else is one file. */
  readonly isManual: boolean;
  /** The documents it is made from, by their file. */
  readonly parts: readonly { readonly file: string; readonly title: string }[];
}

/** The files that can be published today: materials with a Markdown path in the index and text to put there. */
export function publishedSources(program: Program): PublishedSource[] {
  return program.index.data.materials.flatMap((material): PublishedSource[] => {
    if (material.published?.endsWith('.md') !== true) return [];
    const isManual = material.kind === 'manual';
    const parts = isManual
      ? manualSections(program, material.track).map(({ file, data }) => ({
          file,
          title: `${data.number} ${data.title}`,
        }))
      : contentFiles(program, material).map((file) => ({ file, title: material.title }));
    if (parts.length === 0) return [];
    return [{ material: material.id, path: material.published, title: material.title, isManual, parts }];
  });
}
