import { Temporal } from 'temporal-polyfill';
import { contentLine } from './content-line.ts';

/**
 * A VTIMEZONE (RFC 5545, section 3.6.5) that is right from one moment to another: the rule in force at first, and one
 * observance for each change of the clocks after it. It carries no rule for the years beyond, because the database has
 * none that would hold; the zone keeps its IANA name, by which calendars know it.
 */
export function timeZoneComponent(timeZone: string, first: Temporal.Instant, last: Temporal.Instant): string {
  const start = first.toZonedDateTimeISO(timeZone);
  const before = start.getTimeZoneTransition('previous');
  // Readers are not made for the local mean times of centuries past.
  const opening =
    before === null || before.year < 1970
      ? { local: '19700101T000000', from: start.offset, to: start.offset, isDaylight: false }
      : observance(before);
  const changes = [opening];
  let next = start.getTimeZoneTransition('next');
  while (next !== null && Temporal.Instant.compare(next.toInstant(), last) <= 0) {
    changes.push(observance(next));
    next = next.getTimeZoneTransition('next');
  }
  return [
    contentLine('BEGIN', 'VTIMEZONE'),
    contentLine('TZID', timeZone),
    ...changes.map(({ local, from, to, isDaylight }) => {
      const kind = isDaylight ? 'DAYLIGHT' : 'STANDARD';
      return [
        contentLine('BEGIN', kind),
        contentLine('DTSTART', local),
        contentLine('TZOFFSETFROM', compact(from)),
        contentLine('TZOFFSETTO', compact(to)),
        // Abbreviations differ between systems and languages; the offset means the same everywhere.
        contentLine('TZNAME', compact(to)),
        contentLine('END', kind),
      ].join('');
    }),
    contentLine('END', 'VTIMEZONE'),
  ].join('');
}

interface Observance {
  /** Wall-clock time at which it begins, told by the offset before it. */
  readonly local: string;
  readonly from: string;
  readonly to: string;
  readonly isDaylight: boolean;
}

function observance(change: Temporal.ZonedDateTime): Observance {
  const before = change.subtract({ nanoseconds: 1 });
  const local = before.toPlainDateTime().add({ nanoseconds: 1 });
  return {
    local: compact(local.toString({ smallestUnit: 'second' })),
    from: before.offset,
    to: change.offset,
    isDaylight: change.offsetNanoseconds > before.offsetNanoseconds,
  };
}

function compact(text: string): string {
  return text.replaceAll(/[:]|(?<=\d)-/g, '');
}
