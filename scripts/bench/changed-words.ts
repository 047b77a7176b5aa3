/** What stays as it is in running text: code, fields of templates, marks of planned pages, addresses, tags, expressions, entities, headings. */
const kept = /`[^`]*`|\[\[[^\]]*\]\]|\bplanned\b|\]\([^)]*\)|<[^>]*>|\{[^}]*\}|&\w+;|^#{1,6} .*$/.source;
const word = /(?<![\w/.-])[a-z]{4,}(?![\w/-])/.source;
const fence =
  /^(?<indent>[ \t]*)(?<mark>`{3,}|~{3,})(?<info>[^\n]*)\n(?<code>[\s\S]*?)^\k<indent>\k<mark>[ \t]*$/gmu;

/** Languages in which a line's first column means something to the check. */
const unindented = new Set(['console', 'diff']);

/**
 * An MDX document with the same structure and vocabulary, in which hardly a sentence and no code block is the same: each
 * longer word is exchanged for another one of the document. Different numbers give different documents.
 */
export function changeWords(text: string, copy: number): string {
  const vocabulary = [
    ...new Set([...text.matchAll(new RegExp(`${kept}|(${word})`, 'gmu'))].flatMap((match) => match[1] ?? [])),
  ].sort();
  const positions = new Map(vocabulary.map((entry, position) => [entry, position]));
  const exchange = (entry: string): string =>
    vocabulary[((positions.get(entry) ?? 0) + copy * 7) % vocabulary.length] ?? entry;
  const prose = (part: string): string =>
    part.replaceAll(new RegExp(`${kept}|(${word})`, 'gmu'), (match: string, found: string | undefined) =>
      found === undefined ? match : exchange(found),
    );

  let result = '';
  let end = 0;
  for (const match of text.matchAll(fence)) {
    const { indent = '', mark = '', info = '', code = '' } = match.groups ?? {};
    result += `${prose(text.slice(end, match.index))}${indent}${mark}${info}\n${changeCode(code, info, indent, copy)}${indent}${mark}`;
    end = match.index + match[0].length;
  }
  return result + prose(text.slice(end));
}

function changeCode(code: string, info: string, indent: string, copy: number): string {
  if (unindented.has(info.trim().split(/\s/)[0] ?? '')) return `${code}${indent}copy ${copy}\n`;
  return code.replaceAll(/^(?=.*\S)/gm, ' '.repeat(copy));
}
