import { Temporal } from 'temporal-polyfill';

/** This moment, by the clock that the rest of the page goes by. */
export function currentInstant(): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Date.now());
}

/** Today's date in a time zone. */
export function todayIn(timeZone: string): Temporal.PlainDate {
  return currentInstant().toZonedDateTimeISO(timeZone).toPlainDate();
}

/** The reader's time zone; UTC where the browser does not tell. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
