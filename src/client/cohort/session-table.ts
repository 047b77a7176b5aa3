import type { ClassPlan, PlanSession } from '../../domain/cohort/class-plan.ts';
import type { DatedSession } from '../../domain/cohort/dated-sessions.ts';
import { formatClock, formatDate, formatWeekday } from '../../domain/cohort/wording.ts';
import { formatDuration } from '../../domain/duration.ts';
import { buildNode } from '../build-node.ts';
import { href } from './addresses.ts';

/** Links to what a session needs, with commas between them. */
export function materialLinks({ labs, links }: PlanSession): (HTMLElement | string)[] {
  return [...links, ...labs].flatMap(({ title, url, isPlanned }, index) => [
    ...(index > 0 ? [', '] : []),
    buildNode('a', { href: href(url) }, title),
    ...(isPlanned ? [' (planned)'] : []),
  ]);
}

/** `09:00–10:30`, and the reader's own times where they differ: `Sun 22:30–00:00`, with a word that says so. */
export function timesOf(dated: DatedSession, ownZone: string, word = ''): (HTMLElement | string)[] {
  const own = ownTimes(dated, ownZone);
  return [
    `${formatClock(dated.start)}–${formatClock(dated.end)}`,
    ...(own === undefined ? [] : [buildNode('span', { class: 'own-time' }, ` ${own}${word}`)]),
  ];
}

/** The reader's own times of a session, with the day where it is another one; undefined where they are the room's. */
export function ownTimes({ start, end }: DatedSession, ownZone: string): string | undefined {
  const [from, to] = [start.withTimeZone(ownZone), end.withTimeZone(ownZone)];
  if (from.offset === start.offset && to.offset === end.offset) return undefined;
  const isOtherDay = !from.toPlainDate().equals(start.toPlainDate());
  return `${isOtherDay ? `${formatWeekday(from)} ` : ''}${formatClock(from)}–${formatClock(to)}`;
}

/** The sessions of a day as a table. */
export function buildDayTable(
  plan: ClassPlan,
  sessions: readonly DatedSession[],
  day: number,
  ownZone: string,
): HTMLElement {
  const ofDay = sessions.filter((session) => session.day === day);
  const first = ofDay[0];
  const date = first === undefined ? '' : formatDate(first.start);
  const title = plan.days[day]?.title ?? '';
  const heading = (text: string) => buildNode('th', { scope: 'col' }, text);
  return buildNode(
    'section',
    { class: 'stack' },
    buildNode('h3', {}, `Day ${day + 1}, ${date}: ${title}`),
    buildNode(
      'div',
      { class: 'table-frame', tabindex: '0', role: 'group', 'aria-label': `Sessions of ${date}` },
      buildNode(
        'table',
        { class: 'data-table' },
        buildNode('thead', {}, buildNode('tr', {}, heading('Time'), heading('Session and materials'))),
        buildNode('tbody', {}, ...ofDay.map((dated) => sessionRow(dated, ownZone))),
      ),
    ),
  );
}

function sessionRow(dated: DatedSession, ownZone: string): HTMLElement {
  const { session } = dated;
  const materials = materialLinks(session);
  return buildNode(
    'tr',
    { 'data-session': `${dated.day}-${dated.position}`, class: `session-${session.kind}` },
    buildNode('th', { scope: 'row', class: 'session-times' }, ...timesOf(dated, ownZone)),
    buildNode(
      'td',
      {},
      buildNode(
        'div',
        { class: 'session-line' },
        buildNode('p', {}, session.topic),
        ...(materials.length === 0 ? [] : [buildNode('p', {}, ...materials)]),
      ),
    ),
  );
}

/** Labs that are left to the learner after a day, counted from 1. */
export function homeworkAfter({ homework }: ClassPlan, day: number): HTMLElement[] {
  return homework
    .filter(({ afterDay }) => afterDay === day)
    .map(({ lab }) =>
      buildNode(
        'p',
        { class: 'small' },
        `Homework after day ${day}: `,
        buildNode('a', { href: href(lab.url) }, lab.title),
        `, ${formatDuration(lab.minutes)}.`,
      ),
    );
}
