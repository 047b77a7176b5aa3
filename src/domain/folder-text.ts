/** A stretch of text under one heading: page's address, anchor (empty for the page's own start), heading, text. */
export type TextRow = readonly [url: string, anchor: string, heading: string, text: string];

/** `full-text.json` of the copy for a folder: the texts of all pages, for a search without a server. */
export interface FolderText {
  readonly version: 1;
  readonly rows: readonly TextRow[];
}

/**
 * Splits the Markdown of a page at its headings of the second and third level, and takes the marks out; `anchors` finds
 * the anchor of a heading by its text.
 */
export function splitText(url: string, markdown: string, anchors: ReadonlyMap<string, string>): TextRow[] {
  const rows: { anchor: string; heading: string; lines: string[] }[] = [
    { anchor: '', heading: '', lines: [] },
  ];
  let isCode = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) {
      isCode = !isCode;
      continue;
    }
    const heading = isCode ? undefined : /^#{1,3} (.*)$/.exec(line)?.[1];
    const text = heading === undefined ? '' : plain(heading);
    const anchor = anchors.get(text);
    if (heading !== undefined && anchor !== undefined) rows.push({ anchor, heading: text, lines: [] });
    else if (!line.startsWith('From <')) rows.at(-1)?.lines.push(isCode ? line : plain(line));
  }
  return rows.flatMap(({ anchor, heading, lines }): TextRow[] => {
    const text = lines.join(' ').replaceAll(/\s+/g, ' ').trim();
    return text === '' ? [] : [[url, anchor, heading, text]];
  });
}

/** A line of Markdown as it is read. */
function plain(line: string): string {
  return line
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^[\s>#|-]+|\|/g, ' ')
    .replaceAll(/[`*]|\\(?=[\W_])/g, '')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '')
    .trim();
}
