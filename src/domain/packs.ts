import type { TrackId } from '../schemas/common.ts';
import type { MeasuredDocument } from './document.ts';
import type { DocumentEntry, Program } from './program.ts';
import type { Page } from './routes.ts';
import type { TrackPath } from './track-path.ts';

/** A document of a pack. */
export interface PackPart {
  readonly page: Page;
  readonly entry: DocumentEntry<unknown>;
  /** Collection that the document is in. */
  readonly collection: 'sections' | 'labs' | 'runbooks' | 'exams' | 'guides';
}

/** What is handed out together: as one page to print, as PDF and as EPUB. */
export interface Pack {
  /** File name without extension, and last part of the page's address: `operations-pre-reading`. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly track: TrackId;
  readonly parts: readonly PackPart[];
  /** How many of its documents are promised and not written. */
  readonly missing: number;
}

/** For each track the pre-reading, which is sent a week before a class, and everything that stands on its path. */
export function listPacks(program: Program, pages: readonly Page[], paths: readonly TrackPath[]): Pack[] {
  return paths.flatMap(({ track, title, stations }): Pack[] => {
    const preReading = program.tracks.find(({ data }) => data.id === track)?.data.preReading ?? [];
    const onPath = stations.flatMap(({ page }) => (page === undefined ? [] : [page]));
    const read = preReading.flatMap(
      (ref) => pages.find((page) => page.kind === 'section' && page.ref === ref) ?? [],
    );
    return [
      pack(
        program,
        `${track}-pre-reading`,
        `${title}: pre-reading`,
        'What to read in the week before a class.',
        track,
        read,
      ),
      pack(
        program,
        track,
        `${title}: the whole track`,
        'Sections, labs, runbooks and exams in the order of the track.',
        track,
        onPath,
      ),
    ].filter(({ parts }) => parts.length > 0);
  });
}

function pack(
  program: Program,
  id: string,
  title: string,
  summary: string,
  track: TrackId,
  pages: readonly Page[],
): Pack {
  const parts = pages.flatMap((page): PackPart[] => {
    const found = page.status === 'planned' ? undefined : findEntry(program, page.document);
    return found === undefined ? [] : [{ page, ...found }];
  });
  return { id, url: `/packs/${id}/`, title, summary, track, parts, missing: pages.length - parts.length };
}

function findEntry(
  program: Program,
  document: MeasuredDocument | undefined,
): Pick<PackPart, 'entry' | 'collection'> | undefined {
  for (const collection of ['sections', 'labs', 'runbooks', 'exams', 'guides'] as const) {
    const entry = program[collection].find((candidate) => candidate.document === document);
    if (entry !== undefined) return { entry, collection };
  }
  return undefined;
}
