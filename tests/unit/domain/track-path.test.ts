import { describe, expect, test } from 'vitest';
import { listPages } from '../../../src/domain/routes.ts';
import {
  neighbours,
  pathTotals,
  resolvePath,
  stationCode,
  stationLabel,
  stationTitle,
  trackPaths,
} from '../../../src/domain/track-path.ts';
import { buildProgram, trackEntry } from '../program-builder.ts';
import { labPage, page, plainPage } from '../page-builder.ts';

const pages = [
  page({ minutes: 30 }),
  page({ kind: 'manual', title: 'Operations manual', url: '/manuals/operations/' }),
  labPage(1, { status: 'planned' }),
  plainPage({
    kind: 'exam',
    title: 'Exam of operations',
    material: 'operations-exam',
    url: '/exams/operations/',
  }),
];

describe('resolvePath', () => {
  test('resolves sections, labs, materials and activities', () => {
    const stations = resolvePath(
      [
        { section: 'operations/2', note: 'Twice.' },
        { lab: 'operations/lab-1' },
        { material: 'operations-exam' },
        { material: 'operations-manual' },
        { activity: 'Ask somebody' },
      ],
      pages,
    );
    expect(stations.map(({ code, title, note, page: found }) => [code, title, note, found?.url])).toEqual([
      ['2', 'Architecture', 'Twice.', '/manuals/operations/02-architecture/'],
      ['Lab 1', 'Deploy', undefined, '/labs/operations/lab-1-deploy/'],
      ['Exam', 'Exam of operations', undefined, '/exams/operations/'],
      ['Manual', 'Operations manual', undefined, '/manuals/operations/'],
      ['Do', 'Ask somebody', undefined, undefined],
    ]);
  });

  test('shows a step that leads nowhere by its reference', () => {
    expect(
      resolvePath([{ section: 'security/9' }, { lab: 'security/lab-9' }, { material: 'nothing' }], pages),
    ).toEqual([
      { title: 'security/9', code: '?' },
      { title: 'security/lab-9', code: '?' },
      { title: 'nothing', code: '?' },
    ]);
  });
});

describe('stationTitle and stationCode', () => {
  test('do not say the number twice', () => {
    expect([stationCode(page()), stationTitle(page())]).toEqual(['2', 'Architecture']);
    expect([stationCode(labPage(8)), stationTitle(labPage(8))]).toEqual(['Lab 8', 'Deploy']);
    expect([stationCode(plainPage()), stationTitle(plainPage({ title: '3 days in Rome' }))]).toEqual([
      '',
      '3 days in Rome',
    ]);
  });
});

describe('stationLabel', () => {
  test('puts the code before the title, unless the title ends with it', () => {
    expect(stationLabel({ code: 'Lab 3', title: 'Migrate a VM' })).toBe('Lab 3 Migrate a VM');
    expect(stationLabel({ code: 'Exam', title: 'Operations associate exam' })).toBe(
      'Operations associate exam',
    );
    expect(stationLabel({ code: '', title: 'Status' })).toBe('Status');
  });
});

describe('neighbours', () => {
  const stations = resolvePath(
    [
      { section: 'operations/2' },
      { activity: 'Rest' },
      { lab: 'operations/lab-1' },
      { material: 'operations-exam' },
    ],
    pages,
  );

  test('passes over activities', () => {
    expect(neighbours(stations, '/labs/operations/lab-1-deploy/')).toEqual({
      previous: stations[0],
      next: stations[3],
    });
  });

  test('has one neighbour at an end of the path and none away from it', () => {
    expect(neighbours(stations, '/manuals/operations/02-architecture/')).toEqual({ next: stations[2] });
    expect(neighbours(stations, '/exams/operations/')).toEqual({ previous: stations[2] });
    expect(neighbours(stations, '/glossary/')).toEqual({});
  });
});

describe('pathTotals', () => {
  test('counts what can be read and what is planned, without activities', () => {
    const stations = resolvePath(
      [{ section: 'operations/2' }, { lab: 'operations/lab-1' }, { activity: 'Rest' }],
      pages,
    );
    expect(pathTotals(stations)).toEqual({ written: 1, planned: 1, minutes: 90 });
  });
});

describe('trackPaths', () => {
  test('lists the tracks in the order of the program, and leaves out those without a file', () => {
    const program = buildProgram({ tracks: [trackEntry({ id: 'security', path: [] }), trackEntry()] });
    const paths = trackPaths(program, listPages(program));
    expect(paths.map(({ track }) => track)).toEqual(['operations', 'security']);
    expect(paths[0]?.stations.map(({ code }) => code)).toEqual(['1', '2', 'Lab 1', 'Exam']);
  });
});
