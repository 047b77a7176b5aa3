import { Temporal } from 'temporal-polyfill';

/** Days read from a text, and the lines that could not be read. */
export interface ReadHolidays {
  /** ISO dates, ascending, each once. */
  readonly dates: readonly string[];
  readonly problems: readonly string[];
}

/** An event longer than this is no holiday but a subscription, a season or a mistake. */
const longestDays = 31;

/**
 * Reads holidays from what a person pastes: ISO dates, one or more a line, with any words after them, or the text of an
 * iCalendar file, whose all-day events count.
 */
export function readHolidays(text: string): ReadHolidays {
  return text.includes('BEGIN:VCALENDAR') ? fromCalendar(text) : fromLines(text);
}

function fromLines(text: string): ReadHolidays {
  const problems: string[] = [];
  const dates = text.split(/[\n;]/).flatMap((line) => {
    if (line.trim() === '') return [];
    const found = line.match(/\d{4}-\d{2}-\d{2}/g) ?? [];
    const valid = found.filter(isDate);
    if (found.length === 0 || valid.length < found.length)
      problems.push(`"${line.trim().slice(0, 60)}" has no date of the form 2027-05-01.`);
    return valid;
  });
  return { dates: sorted(dates), problems };
}

function fromCalendar(text: string): ReadHolidays {
  // RFC 5545, section 3.1: a line that starts with a space continues the one before.
  const lines = text.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const dates: string[] = [];
  let start: string | undefined;
  let end: string | undefined;
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') [start, end] = [undefined, undefined];
    const date = /^DT(START|END)(?:;[^:]*)?:(\d{4})(\d{2})(\d{2})\s*$/.exec(line);
    if (date?.[1] === 'START') start = `${date[2]}-${date[3]}-${date[4]}`;
    if (date?.[1] === 'END') end = `${date[2]}-${date[3]}-${date[4]}`;
    if (line === 'END:VEVENT' && start !== undefined) dates.push(...daysOf(start, end));
  }
  const problems = dates.length === 0 ? ['The calendar has no all-day event.'] : [];
  return { dates: sorted(dates), problems };
}

/** The end of an all-day event is the day after its last one. */
function daysOf(start: string, end: string | undefined): string[] {
  if (!isDate(start)) return [];
  const first = Temporal.PlainDate.from(start);
  const count = end !== undefined && isDate(end) ? first.until(end).days : 1;
  if (count > longestDays) return [];
  return Array.from({ length: Math.max(1, count) }, (_, days) => first.add({ days }).toString());
}

function isDate(text: string): boolean {
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

function sorted(dates: readonly string[]): string[] {
  return [...new Set(dates)].sort();
}
