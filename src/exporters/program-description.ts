import { measureClaims } from '../domain/claims.ts';
import type { Program } from '../domain/program.ts';
import type { Page } from '../domain/routes.ts';
import type { TrackPath } from '../domain/track-path.ts';
import type { ProgramDescription } from '../schemas/program-description.ts';

/** The program as one value for other programs; `absolute` makes an address of the site one with its host. */
export function describeProgram(
  program: Program,
  pages: readonly Page[],
  paths: readonly TrackPath[],
  absolute: (url: string) => string,
): ProgramDescription {
  const { title, subtitle, maintainer, lastUpdated, materials } = program.index.data;
  const pageOf = (id: string) => pages.find(({ material, kind }) => material === id && kind !== 'section');
  return {
    $schema: absolute('/schemas/program.json'),
    version: 1,
    title,
    subtitle,
    maintainer,
    lastUpdated,
    tracks: program.tracks.map(({ data }) => ({
      id: data.id,
      title: data.title,
      promise: data.promise,
      audience: data.audience,
      prerequisites: data.prerequisites,
      days: data.days,
      url: absolute(`/tracks/${data.id}/`),
      stops: (paths.find(({ track }) => track === data.id)?.stations ?? []).map((station) => ({
        title: station.title,
        kind: station.page?.kind ?? 'activity',
        status: station.page?.status ?? 'planned',
        ...(station.page?.minutes === undefined ? {} : { minutes: station.page.minutes }),
        ...(station.page === undefined ? {} : { url: absolute(station.page.url) }),
      })),
    })),
    materials: materials.flatMap((material) => {
      const page = pageOf(material.id);
      if (page === undefined) return [];
      return [
        {
          id: material.id,
          kind: material.kind,
          title: page.title,
          summary: material.summary,
          status: material.status,
          ...(page.track === undefined ? {} : { track: page.track }),
          ...(page.minutes === undefined ? {} : { minutes: page.minutes }),
          url: absolute(page.url),
          markdown: absolute(`${page.url}index.md`),
          ...(material.published === undefined ? {} : { published: material.published }),
        },
      ];
    }),
    schedules: program.schedules.map(({ id, data }) => ({
      id,
      title: data.title,
      track: data.track,
      url: absolute(`/schedules/${id}/`),
      days: data.days.map((day) => ({
        title: day.title,
        sessions: day.sessions.map(({ start, end, topic, kind, sections, labs }) => ({
          start,
          end,
          topic,
          kind,
          sections,
          labs,
        })),
      })),
    })),
    claims: measureClaims(program).map(({ id, material, subject, claimed, measured, verdict, how }) => ({
      id,
      material,
      subject,
      claimed,
      ...(measured === undefined ? {} : { measured }),
      verdict,
      how,
    })),
  };
}
