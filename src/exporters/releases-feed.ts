import type { Releases } from '../schemas/releases.ts';
import { xmlText } from './xml.ts';

export interface FeedOptions {
  readonly title: string;
  readonly author: string;
  /** Address of the page that shows the releases, with its host. */
  readonly page: string;
  /** Address of the feed itself. */
  readonly self: string;
}

/** What learners notice, as an Atom feed (RFC 4287), newest first. Ids stay as long as date and title do. */
export function releasesFeed({ releases }: Releases, { title, author, page, self }: FeedOptions): string {
  const entries = releases.map((release) => {
    const list = release.changes.map((change) => `<li>${xmlText(change)}</li>`).join('');
    const anchor = releaseAnchor(release);
    return `  <entry>
    <id>${xmlText(`${page}#${anchor}`)}</id>
    <title>${xmlText(release.title)}</title>
    <updated>${release.date}T00:00:00Z</updated>
    <link rel="alternate" href="${xmlText(`${page}#${anchor}`)}"/>
    <content type="html">${xmlText(`<ul>${list}</ul>`)}</content>
  </entry>\n`;
  });
  const updated =
    releases
      .map(({ date }) => date)
      .toSorted()
      .at(-1) ?? '1970-01-01';
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${xmlText(self)}</id>
  <title>${xmlText(title)}</title>
  <updated>${updated}T00:00:00Z</updated>
  <author><name>${xmlText(author)}</name></author>
  <link rel="self" type="application/atom+xml" href="${xmlText(self)}"/>
  <link rel="alternate" type="text/html" href="${xmlText(page)}"/>
${entries.join('')}</feed>\n`;
}

/** Fragment id of a release on the page of versions. */
export function releaseAnchor({ date, title }: Releases['releases'][number]): string {
  return `release-${date}-${title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')}`;
}
