/** Minutes after midnight of a time such as `09:30`; the schema has checked its form. */
export function parseTimeOfDay(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  if (hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) {
    throw new Error(`"${time}" is not a time of day.`);
  }
  return hours * 60 + minutes;
}

/** Writes minutes after midnight as a time of day: 570 is `09:30`. */
export function formatTimeOfDay(minutes: number): string {
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}
