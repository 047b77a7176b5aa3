import { describe, expect, test } from 'vitest';
import ScheduleGrid from '../../src/components/ScheduleGrid.astro';
import ScheduleTable from '../../src/components/ScheduleTable.astro';
import { labPage, page, plainPage } from '../unit/page-builder.ts';
import { scheduleEntry, session } from '../unit/program-builder.ts';
import { render } from './render.ts';

const schedule = scheduleEntry('operations-1-day', {
  days: [
    {
      title: 'Architecture',
      sessions: [
        session('09:15', '10:45', 'Planes', { sections: ['operations/2'], note: 'Bring the drawing.' }),
        session('10:45', '11:00', 'Break', { kind: 'break' }),
        session('11:00', '12:30', 'Lab 1', { kind: 'lab', labs: ['operations/lab-1', 'operations/lab-9'] }),
      ],
    },
    {
      title: 'Day 2',
      sessions: [
        session('09:00', '10:30', 'Exam', {
          kind: 'exam',
          exam: { id: 'operations-associate', part: 'written' },
        }),
      ],
    },
  ],
}).data;
const pages = [
  page(),
  labPage(1, { status: 'planned' }),
  plainPage({
    url: '/exams/operations-associate/',
    title: 'Associate exam',
    kind: 'exam',
    material: 'operations-associate',
  }),
];

describe('ScheduleTable', () => {
  test('shows time, topic, length and materials of each session', async () => {
    const html = await render(ScheduleTable, { props: { schedule, pages } });
    const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
      [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/g)].map(([, cell = '']) =>
        cell.replaceAll(/<[^>]*>/g, '').trim(),
      ),
    );
    expect(rows).toMatchInlineSnapshot(`
      [
        [
          "Time",
          "Session",
          "Length",
          "Materials",
        ],
        [
          "09:15–10:45",
          "PlanesBring the drawing.",
          "1 h 30 min",
          "2 Architecture",
        ],
        [
          "10:45–11:00",
          "Break",
          "15 min",
          "",
        ],
        [
          "11:00–12:30",
          "Lab 1",
          "1 h 30 min",
          "Lab 1: Deploy (planned)",
        ],
        [
          "Time",
          "Session",
          "Length",
          "Materials",
        ],
        [
          "09:00–10:30",
          "Exam",
          "1 h 30 min",
          "Associate exam",
        ],
      ]
    `);
    expect(html).toContain('<a href="/labs/operations/lab-1-deploy/">Lab 1: Deploy</a> (planned)');
  });

  test('does not say a number of the day twice', async () => {
    const html = await render(ScheduleTable, { props: { schedule, pages } });
    expect(html.match(/<h3>.*?<\/h3>/g)).toEqual(['<h3>Day 1: Architecture</h3>', '<h3>Day 2</h3>']);
  });

  test('lets the keyboard reach each table, and has header cells both ways', async () => {
    const html = await render(ScheduleTable, { props: { schedule, pages } });
    expect(html.match(/tabindex="0" role="group" aria-label="[^"]*"/g)).toHaveLength(2);
    expect(html.match(/scope="row"/g)).toHaveLength(4);
  });
});

describe('ScheduleGrid', () => {
  test('places sessions by classes, because the CSP forbids styles', async () => {
    const html = await render(ScheduleGrid, { props: { schedule, label: 'The class at a glance' } });
    expect(html).not.toContain('style=');
    expect(html.match(/<p class="[^"]*">/g)).toEqual([
      '<p class="slot slot-teaching from-2 to-8">',
      '<p class="slot slot-break from-8 to-9 slot-short slot-line">',
      '<p class="slot slot-lab from-9 to-15">',
      '<p class="slot slot-exam from-1 to-7">',
    ]);
    expect(html.match(/<span class="from-\d+">.*?<\/span>/g)).toEqual([
      '<span class="from-1">09:00</span>',
      '<span class="from-5">10:00</span>',
      '<span class="from-9">11:00</span>',
      '<span class="from-13">12:00</span>',
      '<span class="from-17">13:00</span>',
    ]);
  });

  test('names the frame and each day', async () => {
    const html = await render(ScheduleGrid, { props: { schedule, label: 'The class at a glance' } });
    expect(html.match(/aria-label="[^"]*"/g)).toEqual([
      'aria-label="The class at a glance"',
      'aria-label="Architecture"',
      'aria-label="Day 2"',
    ]);
  });
});
