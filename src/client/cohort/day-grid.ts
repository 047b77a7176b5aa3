import type { ClassPlan } from '../../domain/cohort/class-plan.ts';
import type { DatedSession } from '../../domain/cohort/dated-sessions.ts';
import { formatClock, formatDate } from '../../domain/cohort/wording.ts';
import { formatTimeOfDay, parseTimeOfDay } from '../../domain/time-of-day.ts';
import { layOutTimetable } from '../../domain/timetable.ts';
import { buildNode } from '../build-node.ts';

/** The days of a class as a timetable with dates: the rows are the plan's, the times those of the class. */
export function buildDayGrid(
  plan: ClassPlan,
  sessions: readonly DatedSession[],
  dailyStart: string,
): HTMLElement {
  const { hours, days } = layOutTimetable(plan);
  const planStart = plan.days[0]?.sessions[0]?.start ?? dailyStart;
  const shift = parseTimeOfDay(dailyStart) - parseTimeOfDay(planStart);
  const moved = (time: string): string =>
    formatTimeOfDay((parseTimeOfDay(time) + shift + 24 * 60) % (24 * 60));
  return buildNode(
    'div',
    { class: 'timetable-frame', tabindex: '0', role: 'group', 'aria-label': 'The days as a grid' },
    buildNode(
      'div',
      { class: 'timetable', 'data-track': plan.track },
      buildNode(
        'div',
        { class: 'timetable-hours', 'aria-hidden': 'true' },
        ...hours.map(({ label, row }) => buildNode('span', { class: `from-${row}` }, moved(label))),
      ),
      ...days.map(({ title, sessions: placed }, day) => {
        const first = sessions.find((session) => session.day === day && session.position === 0);
        return buildNode(
          'section',
          { class: 'timetable-day', 'aria-label': `Day ${day + 1}: ${title}` },
          buildNode('h3', {}, first === undefined ? `Day ${day + 1}` : formatDate(first.start)),
          ...placed.map(({ session, firstRow, lastRow, minutes }, position) => {
            const dated = sessions.find((one) => one.day === day && one.position === position);
            const short = minutes <= 15 ? ' slot-short slot-line' : minutes <= 30 ? ' slot-short' : '';
            return buildNode(
              'p',
              { class: `slot slot-${session.kind} from-${firstRow} to-${lastRow}${short}` },
              buildNode(
                'span',
                { class: 'time' },
                `${dated === undefined ? session.start : formatClock(dated.start)} `,
              ),
              buildNode('span', { class: 'words' }, session.topic),
            );
          }),
        );
      }),
    ),
  );
}
