/** Forms that schemas for files and schemas for the browser share; the latter are made with the small Zod. */

/** Lower-case words joined by hyphens: `operations-lab-1`. */
export const idPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Wall-clock time in 24-hour form: `09:00`. */
export const timeOfDayPattern = /^([01]\d|2[0-3]):[0-5]\d$/;
