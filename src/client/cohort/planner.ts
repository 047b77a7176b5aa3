import '../zod-without-eval.ts';
import { Temporal } from 'temporal-polyfill';
import type { Cohort } from '../../schemas/cohort.ts';
import type { PlannedCohort } from '../../domain/cohort/bookings.ts';
import { findConflicts, type Conflict } from '../../domain/cohort/conflicts.ts';
import { dateSessions } from '../../domain/cohort/dated-sessions.ts';
import { proposeCohort, readDraft } from '../../domain/cohort/draft.ts';
import { readHolidays } from '../../domain/cohort/holidays.ts';
import { reviseCohort, writeCohort } from '../../domain/cohort/link.ts';
import { listObligations } from '../../domain/cohort/obligations.ts';
import { formatDate } from '../../domain/cohort/wording.ts';
import { formatDuration } from '../../domain/duration.ts';
import { formatAmount } from '../../domain/wording.ts';
import { buildNode } from '../build-node.ts';
import { cohortLink, href } from './addresses.ts';
import { ownTimeZone, todayIn } from './clock.ts';
import { buildDayGrid } from './day-grid.ts';
import { findPart } from './find-part.ts';
import { fillForm, nearClass, newCohortId, offerTimeZones, readForm, showIssues } from './planner-form.ts';
import { readPlanned, readPlans } from './plans-data.ts';
import { saveCalendar } from './save-calendar.ts';

/** Form of a class on the left, what follows from it on the right; the address keeps what was typed. */
class CohortPlanner extends HTMLElement {
  readonly #plans = readPlans();
  #id = '';
  #revision = 0;
  /** What learners may have already; a change after it has the next revision. */
  #published: Cohort | undefined;
  #planned: PlannedCohort | undefined;

  connectedCallback(): void {
    const form = this.#form;
    offerTimeZones(findPart(this, '[data-zones]'));
    this.#begin();
    form.addEventListener('input', () => this.#update());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      findPart(this, '#planner-conflicts').focus();
    });
    findPart<HTMLInputElement>(this, '[data-holiday-file]').addEventListener('change', (event) => {
      void this.#takeHolidays(event.currentTarget as HTMLInputElement);
    });
    findPart(this, '[data-copy]').addEventListener('click', () => void this.#copy());
    findPart(this, '[data-open]').addEventListener('click', () => this.#publish());
    for (const button of this.querySelectorAll<HTMLElement>('[data-calendar]'))
      button.addEventListener('click', () => void this.#save(button.dataset['calendar'] === 'coordinator'));
    addEventListener('hashchange', () => this.#begin());
  }

  get #form(): HTMLFormElement {
    return findPart<HTMLFormElement>(this, 'form');
  }

  /** Starts from the link in the address, or from a proposal. */
  #begin(): void {
    const fragment = location.hash.slice(1);
    const read = fragment === '' ? undefined : readPlanned(fragment, this.#plans);
    const isRead = read !== undefined && 'cohort' in read;
    const cohort = isRead ? read.cohort : this.#propose();
    this.#id = cohort.id;
    this.#revision = cohort.revision;
    this.#published = isRead ? cohort : undefined;
    const line = findPart(this, '[data-published]');
    line.hidden = read === undefined;
    if (read !== undefined)
      line.textContent = isRead
        ? 'You are changing a class from its link.'
        : `${read.problem} This is a new class instead.`;
    fillForm(this.#form, { roomCloses: '', ...cohort });
    this.#update();
  }

  #propose(): Cohort {
    const asked = new URLSearchParams(location.search).get('schedule');
    const plan = this.#plans.find(({ id }) => id === asked) ?? this.#plans[0];
    if (plan === undefined) throw new Error('The page has no plan of a class.');
    const timeZone = ownTimeZone();
    return proposeCohort({ id: newCohortId(), schedule: plan.id, timeZone }, todayIn(timeZone));
  }

  #update(): void {
    const { draft, issues } = readForm(this.#form, { id: this.#id, revision: this.#revision });
    const read = readDraft(draft);
    showIssues(this.#form, 'issues' in read ? [...read.issues, ...issues] : issues);
    const plan = this.#plans.find(({ id }) => id === draft.schedule);
    const isWrong = 'issues' in read || plan === undefined;
    findPart(this, '[data-results]').toggleAttribute('data-stale', isWrong);
    for (const button of this.querySelectorAll<HTMLButtonElement>('.hand-out button'))
      button.disabled = isWrong;
    if (isWrong) {
      findPart(this, '[data-summary]').textContent =
        'Put right what is marked in the form; what stands below is from before.';
      return;
    }
    const cohort = this.#published === undefined ? read.cohort : reviseCohort(this.#published, read.cohort);
    this.#planned = { cohort, plan };
    this.#show(this.#planned);
  }

  #show({ cohort, plan }: PlannedCohort): void {
    const sessions = dateSessions(cohort, plan);
    const conflicts = findConflicts(cohort, plan, todayIn(cohort.timeZone));
    const problems = conflicts.filter(({ severity }) => severity === 'problem').length;
    const notes = conflicts.length - problems;
    const [first, last] = [sessions[0], sessions.at(-1)];
    const dates =
      first === undefined || last === undefined
        ? ''
        : `${formatDate(first.start)} to ${formatDate(last.end)}`;
    findPart(this, '[data-summary]').textContent =
      `${dates}, ${cohort.timeZone}: ${problems === 0 ? 'nothing stands in the way' : formatAmount(problems, 'problems')}${notes === 0 ? '' : `, ${formatAmount(notes, 'notes')}`}.`;
    const list = findPart(this, '[data-conflicts]');
    list.replaceChildren(
      ...(conflicts.length === 0
        ? [buildNode('li', { class: 'conflict-none' }, 'Nothing: days, hours and labs fit.')]
        : groupConflicts(conflicts).map((group) => this.#conflict(group))),
    );
    const link = cohortLink(cohort);
    findPart<HTMLInputElement>(this, '[data-link]').value = link;
    findPart<HTMLAnchorElement>(this, '[data-open]').href = link;
    findPart(this, '[data-days]').replaceChildren(buildDayGrid(plan, sessions, cohort.dailyStart));
    findPart(this, '[data-homework]').replaceChildren(
      ...plan.homework.map(({ lab, afterDay }) =>
        buildNode(
          'p',
          { class: 'small' },
          `Homework after day ${afterDay}: `,
          buildNode('a', { href: href(lab.url) }, lab.title),
          `, ${formatDuration(lab.minutes)}.`,
        ),
      ),
    );
    this.#showDuties({ cohort, plan });
    history.replaceState(history.state, '', `${location.pathname}${location.search}#${writeCohort(cohort)}`);
  }

  /** Conflicts that the same change puts right are one item with one button. */
  #conflict(group: ConflictGroup): HTMLElement {
    const { severity, fix } = group[0];
    const remedies = [...new Set(group.map(({ remedy }) => remedy))];
    const label = severity === 'problem' ? 'Problem: ' : 'Note: ';
    const item = buildNode(
      'li',
      { class: `conflict conflict-${severity}` },
      ...group.map(({ message }, index) =>
        buildNode('p', {}, ...(index === 0 ? [buildNode('strong', {}, label)] : []), message),
      ),
      ...remedies.map((remedy) => buildNode('p', {}, remedy)),
    );
    if (fix !== undefined) {
      const apply = buildNode('button', { type: 'button', class: 'action' }, fixLabel(fix));
      apply.addEventListener('click', () => {
        fillForm(this.#form, fix);
        this.#update();
        // The button is gone with its conflict.
        findPart(this, '#planner-conflicts').focus();
      });
      item.append(apply);
    }
    return item;
  }

  #showDuties({ cohort, plan }: PlannedCohort): void {
    const today = todayIn(cohort.timeZone);
    findPart(this, '[data-duties]').replaceChildren(
      ...listObligations(cohort, plan).map(({ due, title, detail, url }) =>
        buildNode(
          'tr',
          {},
          buildNode(
            'td',
            { class: 'nowrap' },
            formatDate(due),
            ...(Temporal.PlainDate.compare(due, today) < 0
              ? [buildNode('span', { class: 'overdue' }, ' overdue')]
              : []),
          ),
          buildNode(
            'th',
            { scope: 'row' },
            url === undefined ? title : buildNode('a', { href: href(url) }, title),
            buildNode('span', { class: 'small muted duty-detail' }, detail),
          ),
        ),
      ),
    );
  }

  /** From now on learners may have this cohort, so that a change of it is a revision. */
  #publish(): PlannedCohort | undefined {
    if (this.#planned !== undefined) this.#published = this.#planned.cohort;
    return this.#planned;
  }

  async #copy(): Promise<void> {
    const planned = this.#publish();
    if (planned === undefined) return;
    const field = findPart<HTMLInputElement>(this, '[data-link]');
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      this.#say(
        `Copied: ${formatAmount(field.value.length, 'characters')}, revision ${planned.cohort.revision}.`,
      );
    } catch {
      field.focus();
      this.#say('This browser does not let a page copy. The link is marked; copy it with the keyboard.');
    }
  }

  async #save(withObligations: boolean): Promise<void> {
    const planned = this.#publish();
    if (planned !== undefined) this.#say(await saveCalendar(planned, withObligations));
  }

  #say(sentence: string): void {
    findPart(this, '[data-handed-out]').textContent = sentence;
  }

  async #takeHolidays(input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    const { dates, problems } = readHolidays(await file.text());
    const field = findPart<HTMLTextAreaElement>(this, '[name="holidays"]');
    const near = nearClass(dates, findPart<HTMLInputElement>(this, '[name="startDate"]').value);
    const known = readHolidays(field.value).dates;
    field.value = [...new Set([...known, ...near])].sort().join('\n');
    input.value = '';
    this.#update();
    findPart(this, '[data-summary]').append(
      ` ${file.name}: ${problems[0] ?? `${formatAmount(near.length, 'days')} near the class taken, of ${dates.length}.`}`,
    );
  }
}

type ConflictGroup = readonly [Conflict, ...Conflict[]];

function groupConflicts(conflicts: readonly Conflict[]): ConflictGroup[] {
  const groups: [Conflict, ...Conflict[]][] = [];
  for (const conflict of conflicts) {
    const same = groups.find(
      ([first]) =>
        first.fix !== undefined &&
        first.severity === conflict.severity &&
        JSON.stringify(first.fix) === JSON.stringify(conflict.fix),
    );
    if (same === undefined) groups.push([conflict]);
    else same.push(conflict);
  }
  return groups;
}

function fixLabel({ startDate, dailyStart, roomCloses }: NonNullable<Conflict['fix']>): string {
  if (startDate !== undefined) return `Start on ${formatDate(Temporal.PlainDate.from(startDate))}`;
  if (dailyStart !== undefined) return `Start the days at ${dailyStart}`;
  return `Keep the room until ${roomCloses ?? ''}`;
}

customElements.define('cohort-planner', CohortPlanner);
