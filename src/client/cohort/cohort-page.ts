import '../zod-without-eval.ts';
import type { PlannedCohort } from '../../domain/cohort/bookings.ts';
import { classNow, type ClassNow } from '../../domain/cohort/class-now.ts';
import { dateSessions, type DatedSession } from '../../domain/cohort/dated-sessions.ts';
import { formatDate } from '../../domain/cohort/wording.ts';
import { formatDuration } from '../../domain/duration.ts';
import { formatAmount } from '../../domain/wording.ts';
import { buildNode } from '../build-node.ts';
import { href, plannerLink } from './addresses.ts';
import { currentInstant, ownTimeZone } from './clock.ts';
import { findPart } from './find-part.ts';
import { readPlanned, readPlans } from './plans-data.ts';
import { saveCalendar } from './save-calendar.ts';
import { buildDayTable, homeworkAfter, materialLinks, timesOf } from './session-table.ts';

/** How often what is on now is looked up again. */
const refreshMs = 30_000;

/** The class of the link in the address: today first, then every day. Without a class it shows the door. */
class CohortPage extends HTMLElement {
  readonly #plans = readPlans();
  readonly #title = document.title;
  #shown = '';

  connectedCallback(): void {
    this.#open();
    addEventListener('hashchange', () => this.#open());
    setInterval(() => this.#refresh(), refreshMs);
  }

  #open(): void {
    const fragment = location.hash.slice(1);
    // The link past the header leads into the page and holds no class.
    if (fragment === 'main') return;
    const problem = findPart(this, '[data-problem]');
    const door = findPart(this, '[data-door]');
    const place = findPart(this, '[data-class]');
    this.#shown = '';
    problem.hidden = true;
    const read = fragment === '' ? undefined : readPlanned(fragment, this.#plans);
    const isClass = read !== undefined && 'cohort' in read;
    door.hidden = isClass;
    place.hidden = !isClass;
    document.title = isClass ? `${read.plan.title} · ${this.#title}` : this.#title;
    if (isClass) {
      place.replaceChildren(...this.#build(read));
      this.#refresh();
    } else if (read !== undefined) {
      problem.textContent = read.problem;
      problem.setAttribute('role', 'alert');
      problem.hidden = false;
    }
  }

  #build(planned: PlannedCohort): HTMLElement[] {
    const { cohort, plan } = planned;
    const sessions = dateSessions(cohort, plan);
    const [first, last] = [sessions[0], sessions.at(-1)];
    const dates =
      first === undefined || last === undefined
        ? []
        : [`${formatDate(first.start)} – ${formatDate(last.end)}`];
    const said = buildNode('p', { class: 'small muted', role: 'status' });
    const save = buildNode('button', { type: 'button', class: 'action' }, 'Calendar file (.ics)');
    save.addEventListener('click', () => {
      void saveCalendar(planned, false).then((sentence) => {
        said.textContent = sentence;
      });
    });
    return [
      buildNode(
        'header',
        { class: 'title-block', 'data-track': plan.track },
        buildNode('h1', {}, plan.title),
        buildNode(
          'ul',
          { class: 'control' },
          ...[plan.trackTitle, ...dates, cohort.timeZone]
            .concat(cohort.place === '' ? [] : [`At ${cohort.place}`])
            .concat(cohort.instructor === '' ? [] : [`With ${cohort.instructor}`])
            .map((item) => buildNode('li', {}, item)),
        ),
        ...meetingLink(cohort.place),
      ),
      buildNode('section', {
        class: 'class-now',
        'data-now': '',
        'data-track': plan.track,
        'aria-label': 'Now',
      }),
      buildNode('p', { class: 'hand-out' }, save, plannerDoor(planned), bookingsDoor()),
      said,
      ...preReading(planned),
      buildNode('h2', { class: 'section-title' }, 'Every session'),
      zoneLine(cohort.timeZone, sessions),
      ...plan.days.flatMap((_, day) => [
        buildDayTable(plan, sessions, day, ownTimeZone()),
        ...homeworkAfter(plan, day + 1),
      ]),
    ];
  }

  /** Writes what is on now, if it is another thing than what stands there. */
  #refresh(): void {
    const place = this.querySelector<HTMLElement>('[data-now]');
    const read = readPlanned(location.hash.slice(1), this.#plans);
    if (place === null || !('cohort' in read)) return;
    const sessions = dateSessions(read.cohort, read.plan);
    const now = classNow(sessions, currentInstant());
    const key = [location.hash, now.phase, now.current?.start, now.next?.start, now.daysAhead].join(' ');
    if (key === this.#shown) return;
    this.#shown = key;
    place.replaceChildren(...describeNow(now, sessions, read));
    for (const row of this.querySelectorAll<HTMLElement>('[data-session]'))
      row.toggleAttribute('data-current', row.dataset['session'] === sessionKey(now.current));
  }
}

function sessionKey(session: DatedSession | undefined): string | undefined {
  return session === undefined ? undefined : `${session.day}-${session.position}`;
}

function describeNow(
  now: ClassNow,
  sessions: readonly DatedSession[],
  { plan }: PlannedCohort,
): HTMLElement[] {
  const { current, next, day } = now;
  if (day === undefined) {
    return [
      buildNode('h2', {}, 'This class is over'),
      buildNode(
        'p',
        {},
        'What it led to, and how a certificate is renewed, is on ',
        buildNode('a', { href: href('/certification/') }, 'the certification page'),
        '.',
      ),
    ];
  }
  const date = sessions.find((session) => session.day === day)?.start;
  const dated = date === undefined ? '' : formatDate(date);
  const dayOf = `day ${day + 1} of ${plan.days.length}`;
  const titles = {
    before: `The class begins ${inDays(now.daysAhead ?? 0)}: ${dated}`,
    'on-a-day': `Today, ${dated}: ${dayOf}`,
    'between-days': `Next, ${dated}: ${dayOf}`,
    after: '',
  };
  return [
    buildNode('h2', {}, titles[now.phase]),
    ...(current === undefined ? [] : [sessionLine('Now', current)]),
    ...(next === undefined
      ? []
      : [sessionLine(current === undefined ? 'First to come' : 'After that', next)]),
  ];
}

function inDays(days: number): string {
  return days === 1 ? 'tomorrow' : `in ${formatAmount(days, 'days')}`;
}

function sessionLine(label: string, dated: DatedSession): HTMLElement {
  const links = materialLinks(dated.session);
  return buildNode(
    'div',
    { class: 'now-session' },
    buildNode('p', { class: 'now-label' }, label),
    buildNode('p', { class: 'now-topic' }, dated.session.topic),
    buildNode('p', { class: 'mono' }, ...timesOf(dated, ownTimeZone(), ' yours')),
    ...(links.length === 0 ? [] : [buildNode('p', {}, ...links)]),
  );
}

function preReading({ plan }: PlannedCohort): HTMLElement[] {
  if (plan.preReading.length === 0) return [];
  return [
    buildNode('h2', { class: 'section-title' }, 'Before the first day'),
    buildNode(
      'ul',
      { class: 'bullets' },
      ...plan.preReading.map(({ title, url, minutes, isPlanned }) =>
        buildNode(
          'li',
          {},
          buildNode('a', { href: href(url) }, title),
          isPlanned ? ' (planned)' : minutes > 0 ? `, ${formatDuration(minutes)}` : '',
        ),
      ),
    ),
  ];
}

function zoneLine(timeZone: string, sessions: readonly DatedSession[]): HTMLElement {
  const own = ownTimeZone();
  const isSame = sessions.every(({ start }) => start.offset === start.withTimeZone(own).offset);
  return buildNode(
    'p',
    { class: 'muted small' },
    isSame
      ? `Times of ${timeZone}, which are yours as well.`
      : `First the time of the room, ${timeZone}; then yours, ${own}.`,
  );
}

/** Only an address that a browser opens safely becomes a link; anything else stays words. */
function meetingLink(place: string): HTMLElement[] {
  const address = /https:\/\/\S+/.exec(place)?.[0];
  if (address === undefined || !URL.canParse(address)) return [];
  return [
    buildNode(
      'p',
      {},
      buildNode(
        'a',
        { href: address, rel: 'noreferrer noopener', class: 'action' },
        `Join at ${new URL(address).host}`,
      ),
    ),
  ];
}

function plannerDoor({ cohort }: PlannedCohort): HTMLElement {
  return buildNode('a', { class: 'action', href: plannerLink(cohort) }, 'Change this class');
}

function bookingsDoor(): HTMLElement {
  return buildNode(
    'a',
    { class: 'action', href: href(`/cohorts/bookings/${location.hash}`) },
    'Lab bookings',
  );
}

customElements.define('cohort-page', CohortPage);
