import { getCollection } from 'astro:content';
import { checkProgram } from '../domain/check-program.ts';
import type { Finding } from '../domain/finding.ts';
import type { DataEntry, Program } from '../domain/program.ts';
import { loadSite } from './program.ts';

/** The day on which the commissioned index was last held against the rules; its review date had passed by then. */
export const commissionedCheckedOn = '2026-11-23';

/** The program as it was commissioned, and what the check finds in it. */
export interface Commissioned {
  readonly program: Program;
  readonly findings: readonly Finding[];
}

const sources = import.meta.glob<string>('../../content/program/commissioned/**/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

let loaded: Promise<Commissioned> | undefined;

/** Loads the commissioned index and schedules; there was no content when they were given. */
export function loadCommissioned(): Promise<Commissioned> {
  return (loaded ??= assemble());
}

async function assemble(): Promise<Commissioned> {
  const [index] = await getCollection('commissionedIndex');
  if (index === undefined) throw new Error('content/program/commissioned/index.yaml is missing.');
  const schedules = await getCollection('commissionedSchedules');
  const { program: current } = await loadSite();
  const program: Program = {
    ...current,
    index: toData(index),
    schedules: schedules.map(toData),
    exceptions: { ...current.exceptions, data: { exceptions: [] } },
    redirects: { ...current.redirects, data: { redirects: [] } },
    tracks: [],
    sections: [],
    labs: [],
    scenarios: [],
    runbooks: [],
    exams: [],
    banks: [],
    decks: [],
    guides: [],
  };
  const files = Object.entries(sources).map(([path, text]) => ({ file: path.replace('../../', ''), text }));
  return { program, findings: checkProgram(program, files, { today: commissionedCheckedOn }) };
}

function toData<Data>(entry: { id: string; filePath?: string; data: Data }): DataEntry<Data> {
  return { id: entry.id, file: entry.filePath ?? entry.id, data: entry.data, lineOf: () => 1 };
}
