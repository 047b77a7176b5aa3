import '../zod-without-eval.ts';
import { Temporal } from 'temporal-polyfill';
import {
  bookingsCsv,
  findCollisions,
  listBookings,
  peakNodes,
  type Booking,
  type Collision,
  type PlannedCohort,
} from '../../domain/cohort/bookings.ts';
import { formatClock, formatDate } from '../../domain/cohort/wording.ts';
import { formatAmount, formatNumber } from '../../domain/wording.ts';
import { buildNode } from '../build-node.ts';
import { downloadText } from '../download.ts';
import { cohortLink } from './addresses.ts';
import { findPart } from './find-part.ts';
import { readPlanned, readPlans } from './plans-data.ts';

/** Links of several classes in, their bookings, peak and collisions out. */
class BookingSheet extends HTMLElement {
  readonly #plans = readPlans();
  #bookings: readonly Booking[] = [];

  connectedCallback(): void {
    const field = findPart<HTMLTextAreaElement>(this, '[data-links]');
    const fromAddress = readPlanned(location.hash, this.#plans);
    if ('cohort' in fromAddress) field.value = `${cohortLink(fromAddress.cohort)}\n`;
    field.addEventListener('input', () => this.#read(field.value));
    findPart(this, '[data-csv]').addEventListener('click', () =>
      // The mark tells spreadsheets that the text is UTF-8.
      downloadText('dwcp-bookings.csv', 'text/csv;charset=utf-8', `\uFEFF${bookingsCsv(this.#bookings)}`),
    );
    this.#read(field.value);
  }

  #read(text: string): void {
    const lines = text
      .split(/\s+/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const found = new Map<string, PlannedCohort>();
    const problems: string[] = [];
    for (const [index, line] of lines.entries()) {
      const read = readPlanned(line, this.#plans);
      if ('problem' in read) {
        problems.push(`Link ${index + 1}: ${read.problem}`);
        continue;
      }
      const known = found.get(read.cohort.id);
      if (known !== undefined)
        problems.push(
          `Link ${index + 1} is another revision of a class that is in the sheet already; the higher one counts.`,
        );
      if (known === undefined || known.cohort.revision < read.cohort.revision)
        found.set(read.cohort.id, read);
    }
    findPart(this, '[data-log]').replaceChildren(
      ...(lines.length === 0
        ? []
        : [buildNode('p', {}, `${formatAmount(found.size, 'cohorts')} in the sheet.`)]),
      ...problems.map((problem) => buildNode('p', { class: 'field-issue' }, problem)),
    );
    this.#show([...found.values()]);
  }

  #show(cohorts: readonly PlannedCohort[]): void {
    const groups = cohorts.map((planned) => ({ planned, bookings: listBookings(planned) }));
    this.#bookings = groups.flatMap(({ bookings }) => bookings);
    findPart(this, '[data-sheet]').hidden = cohorts.length === 0;
    findPart(this, '[data-rows]').replaceChildren(
      ...groups.flatMap(({ planned, bookings }) => [
        classRow(planned, bookings),
        ...bookings.map(bookingRow),
      ]),
    );
    const collisions = findCollisions(cohorts);
    findPart(this, '[data-collisions]').replaceChildren(
      ...(collisions.length === 0
        ? [buildNode('li', { class: 'conflict-none' }, 'None: no two classes want the same thing at once.')]
        : collisions.map(collisionItem)),
    );
    this.#showTotals(cohorts);
  }

  #showTotals(cohorts: readonly PlannedCohort[]): void {
    const peak = peakNodes(this.#bookings);
    const zone = cohorts[0]?.cohort.timeZone ?? 'UTC';
    const at = peak?.at.toZonedDateTimeISO(zone);
    const facts: [string, string][] = [
      ['Classes', formatNumber(cohorts.length)],
      ['Node-hours', formatNumber(nodeHours(this.#bookings))],
      ['Most nodes at once', formatNumber(peak?.nodes ?? 0)],
      ...(at === undefined
        ? []
        : [['First at', `${formatDate(at)}, ${formatClock(at)} ${zone}`] as [string, string]]),
    ];
    findPart(this, '[data-totals]').replaceChildren(
      buildNode(
        'dl',
        { class: 'booking-totals' },
        ...facts.map(([name, value]) =>
          buildNode('div', {}, buildNode('dt', {}, name), buildNode('dd', {}, value)),
        ),
      ),
    );
  }
}

function nodeHours(bookings: readonly Booking[]): number {
  return bookings.reduce((sum, booking) => sum + booking.nodeHours, 0);
}

function classRow({ cohort, plan }: PlannedCohort, bookings: readonly Booking[]): HTMLElement {
  const people = cohort.instructor === '' ? '' : `, with ${cohort.instructor}`;
  return buildNode(
    'tr',
    { class: 'booking-class', 'data-track': plan.track },
    buildNode(
      'th',
      { scope: 'row', colspan: '5' },
      buildNode('a', { href: cohortLink(cohort) }, plan.title),
      buildNode(
        'span',
        { class: 'small muted' },
        ` ${formatDate(Temporal.PlainDate.from(cohort.startDate))}, ${formatAmount(cohort.size, 'learners')}${people}, times of ${cohort.timeZone}`,
      ),
    ),
    buildNode('td', { class: 'num' }, buildNode('strong', {}, formatNumber(nodeHours(bookings)))),
  );
}

function bookingRow(booking: Booking): HTMLElement {
  const number = (text: string) => buildNode('td', { class: 'num' }, text);
  return buildNode(
    'tr',
    {},
    buildNode('th', { scope: 'row' }, booking.what),
    buildNode('td', { class: 'nowrap' }, formatDate(booking.start)),
    buildNode('td', { class: 'nowrap mono' }, `${formatClock(booking.start)}–${formatClock(booking.end)}`),
    number(`${booking.environments} × ${booking.nodesEach}`),
    number(formatNumber(booking.nodes)),
    number(formatNumber(booking.nodeHours)),
  );
}

function collisionItem({ kind, first, second, start, message }: Collision): HTMLElement {
  const at = start.toZonedDateTimeISO(first.cohort.timeZone);
  const severity = kind === 'clusters' ? 'note' : 'problem';
  return buildNode(
    'li',
    { class: `conflict conflict-${severity}` },
    buildNode(
      'p',
      {},
      buildNode('strong', {}, severity === 'problem' ? 'Problem: ' : 'Note: '),
      `${formatDate(at)}, ${formatClock(at)} ${first.cohort.timeZone}: ${message}`,
    ),
    buildNode(
      'p',
      { class: 'small muted' },
      `${first.plan.title} of ${first.cohort.startDate}, ${second.plan.title} of ${second.cohort.startDate}`,
    ),
  );
}

customElements.define('booking-sheet', BookingSheet);
