const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Time of the simulated clock as `1:04:05`, hours first. */
export function formatClock(ms: number): string {
  const part = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${Math.floor(ms / hour)}:${part((ms % hour) / minute)}:${part((ms % minute) / second)}`;
}

/** A span of time with the unit that suits it: `420 ms`, `19.1 s`, `3 min 5 s`. */
export function formatSpan(ms: number): string {
  if (ms < second) return `${Math.round(ms)} ms`;
  if (ms < minute) return `${Number((ms / second).toFixed(1))} s`;
  const seconds = Math.round((ms % minute) / second);
  if (ms < hour) return `${Math.floor(ms / minute)} min${seconds === 0 ? '' : ` ${seconds} s`}`;
  const minutes = Math.round((ms % hour) / minute);
  return `${Math.floor(ms / hour)} h${minutes === 0 ? '' : ` ${minutes} min`}`;
}
