import type { Lab } from '../../../src/schemas/lab.ts';
import type { Schedule, Session } from '../../../src/schemas/schedule.ts';
import { pick, type Content, type Draft } from './content.ts';
import { completeLab, lab1 } from './fixtures.ts';
import type { MutationCase } from './mutation-case.ts';

/** Changes the session of the operations class with a topic. */
function changeSession(content: Content, topic: RegExp, damage: (session: Draft<Session>) => void): void {
  content.change<Schedule>('schedules/operations-5-day.yaml', ({ days }) => {
    damage(
      pick(
        days.flatMap(({ sessions }) => sessions),
        (session) => topic.test(session.topic),
      ),
    );
  });
}

/** Damage to the schedules. */
export const scheduleCases: readonly MutationCase[] = [
  {
    rule: 'session-ends-before-start',
    subject: 'operations-5-day: Advanced topics and review, 18:00 Closing and feedback',
    title: 'a session ends when it starts',
    damage: (content) =>
      changeSession(content, /^Closing/, (session) => {
        session.end = session.start;
      }),
  },
  {
    rule: 'session-duration-differs',
    subject: 'operations-5-day: Advanced topics and review, 18:00 Closing and feedback',
    title: 'a session states twice the time it has',
    damage: (content) =>
      changeSession(content, /^Closing/, (session) => {
        session.statedMinutes = 30;
      }),
  },
  {
    rule: 'sessions-overlap',
    subject: 'operations-5-day: Advanced topics and review, 17:45 Closing and feedback',
    title: 'a session starts before the exam has ended',
    damage: (content) =>
      changeSession(content, /^Closing/, (session) => {
        session.start = '17:45';
      }),
  },
  {
    rule: 'no-break',
    subject: 'operations-5-day: Incident response and security, from 10:45',
    title: 'a lunch break becomes work',
    damage: (content) =>
      content.change<Schedule>('schedules/operations-5-day.yaml', ({ days }) => {
        const day = pick(days, ({ title }) => title === 'Incident response and security');
        pick(day.sessions, ({ topic }) => topic === 'Lunch').kind = 'project';
      }),
  },
  {
    rule: 'labs-do-not-fit',
    subject: 'operations-5-day: operations/lab-6',
    title: 'the slot of a lab is shortened',
    damage: (content) =>
      changeSession(content, /^Lab 6/, (session) => {
        session.end = '17:30';
      }),
  },
  {
    rule: 'lab-without-slot',
    subject: 'operations-5-day: operations/lab-6',
    title: 'a session forgets which lab it is for',
    damage: (content) =>
      changeSession(content, /^Lab 6/, (session) => {
        session.labs = [];
      }),
  },
  {
    rule: 'entry-not-resolved',
    subject: 'schedule operations-3-day: lab operations/lab-9',
    title: 'the homework of a class is a lab that does not exist',
    damage: (content) =>
      content.change<Schedule>('schedules/operations-3-day.yaml', ({ homework }) => {
        homework.push({ lab: 'operations/lab-9', afterDay: 1 });
      }),
  },
  {
    rule: 'lab-before-section',
    subject: 'operations-5-day: operations/lab-1 before operations/8',
    title: 'a lab practises a section that is taught later',
    prepare: completeLab,
    damage: (content) =>
      content.changeFrontmatter<Lab>(lab1, ({ practises }) => {
        practises.push('operations/8');
      }),
    also: [{ rule: 'lab-before-section', subject: 'operations-3-day: operations/lab-1 before operations/8' }],
  },
  {
    rule: 'exam-does-not-fit',
    subject: 'operations-5-day: operations-associate-exam, written',
    title: 'the written exam gets half an hour less',
    damage: (content) =>
      changeSession(content, /^Associate exam, written/, (session) => {
        session.end = '12:15';
      }),
  },
  {
    rule: 'deck-days-differ',
    subject: 'developer-deck and developer-5-day',
    title: 'the slides of the last day are joined to the day before',
    damage: (content) =>
      content.changeIndex((index) => {
        const deck = pick(index.materials, ({ id }) => id === 'developer-deck');
        if (deck.kind !== 'deck') return;
        const last = deck.days.pop();
        const fourth = deck.days.at(-1);
        if (fourth !== undefined) fourth.slides += last?.slides ?? 0;
      }),
  },
  {
    rule: 'track-without-schedule',
    subject: 'security',
    title: 'the only schedule of a track is given to another one',
    damage: (content) =>
      content.changeIndex((index) => {
        Object.assign(
          pick(index.materials, ({ id }) => id === 'security-3-day'),
          { track: 'operations' },
        );
      }),
  },
];
