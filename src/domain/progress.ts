/** What a reader has done, as it is kept in the browser. Pages are named by their address without the base path. */
export interface Progress {
  readonly version: 1;
  /** Page to the moment it was marked as read, ISO 8601 in UTC. */
  readonly read: Readonly<Record<string, string>>;
  /** The page last opened that can be marked as read. */
  readonly last?: { readonly url: string; readonly title: string };
}

export const emptyProgress: Progress = { version: 1, read: {} };

/** Takes what was stored for progress; anything damaged or foreign counts as nothing. */
export function parseProgress(stored: unknown): Progress {
  if (!isRecord(stored) || stored['version'] !== 1 || !isRecord(stored['read'])) return emptyProgress;
  const read = Object.fromEntries(
    Object.entries(stored['read']).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  const last = stored['last'];
  if (!isRecord(last) || typeof last['url'] !== 'string' || typeof last['title'] !== 'string')
    return { version: 1, read };
  return { version: 1, read, last: { url: last['url'], title: last['title'] } };
}

/** Progress after a page was marked as read, or the mark taken back. */
export function markRead(progress: Progress, url: string, moment: string | undefined): Progress {
  const { [url]: _, ...others } = progress.read;
  return { ...progress, read: moment === undefined ? others : { ...others, [url]: moment } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
