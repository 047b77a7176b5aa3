import type { LevelId, TrackId } from '../schemas/common.ts';

/** `operations/2` taken apart. */
export interface SectionRef {
  readonly track: TrackId;
  readonly number: number;
}

/** Takes a section reference such as `operations/2` apart; the schema has checked its form. */
export function parseSectionRef(ref: string): SectionRef {
  const [track, number] = ref.split('/');
  return { track: track as TrackId, number: Number(number) };
}

/** Takes a lab reference such as `operations/lab-1` apart; the schema has checked its form. */
export function parseLabRef(ref: string): SectionRef {
  const [track, lab] = ref.split('/');
  return { track: track as TrackId, number: Number(lab?.replace('lab-', '')) };
}

/** The reference of a section: `operations/2`. */
export const sectionRef = (track: TrackId, number: number): string => `${track}/${number}`;

/** The reference of a lab: `operations/lab-1`. */
export const labRef = (track: TrackId, number: number): string => `${track}/lab-${number}`;

/** File id of a section: `operations/02-architecture`. */
export const sectionFileId = (track: TrackId, number: number, slug: string): string =>
  `${track}/${String(number).padStart(2, '0')}-${slug}`;

/** File id of a lab: `operations/lab-1-deploy-test-cluster`. */
export const labFileId = (track: TrackId, number: number, slug: string): string =>
  `${track}/lab-${number}-${slug}`;

/** Heading slug of a level on the certification page. */
export const levelAnchor = (level: LevelId): string => level;
