import type { Element, Nodes, Root } from 'hast';
import { toXast } from 'hast-util-to-xast';
import { visit } from 'unist-util-visit';
import { toXml } from 'xast-util-to-xml';
import { xmlText } from './xml.ts';
import { zip, type ZipEntry } from './zip.ts';

/** A document of the book. */
export interface EpubChapter {
  /** Address of its page, by which other chapters refer to it: `/labs/…/`. */
  readonly url: string;
  readonly title: string;
  /** HTML nodes with heading anchors. */
  readonly tree: Root;
}

export interface Epub {
  /** Stays the same from release to release: `urn:uuid:…`. */
  readonly identifier: string;
  readonly title: string;
  readonly author: string;
  /** Day of the release, which is the date of everything in the book. */
  readonly date: string;
  readonly chapters: readonly EpubChapter[];
  /** Drawings as SVG that needs no style sheet, by file name. */
  readonly drawings: ReadonlyMap<string, string>;
  /** Makes an address of the site one with its host, for what is not in the book. */
  readonly absolute: (url: string) => string;
}

const style = `body { font-family: sans-serif; line-height: 1.45; margin: 0 4%; }
h1, h2, h3, h4 { line-height: 1.2; page-break-after: avoid; }
pre { white-space: pre-wrap; font-size: 0.85em; background: #f3f0e7; padding: 0.6em; }
code { font-family: monospace; }
table { border-collapse: collapse; font-size: 0.9em; }
th, td { border-bottom: 1px solid #d8d3c5; padding: 0.25em 0.6em 0.25em 0; text-align: left; vertical-align: top; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid #7f7a6c; }
img { max-width: 100%; }
.right { text-align: right; }
.center { text-align: center; }
.task-list-item { list-style: none; }
`;

/** An EPUB 3 book with a table of contents. The same input gives the same bytes. */
export function epub(book: Epub): Uint8Array {
  const names = new Map(book.chapters.map(({ url }, index) => [url, `chapter-${index + 1}.xhtml`]));
  const ids = new Map(book.chapters.map(({ url, tree }) => [url, idsOf(tree)]));
  const chapters = book.chapters.map((chapter) => {
    const tree = structuredClone(chapter.tree);
    visit(tree, 'element', (element) => mend(element, chapter.url, book, names, ids));
    return { ...chapter, name: names.get(chapter.url) ?? '', tree };
  });
  const used = [...book.drawings.keys()].toSorted();
  const entries: ZipEntry[] = [
    { path: 'mimetype', content: 'application/epub+zip', isStored: true },
    {
      path: 'META-INF/container.xml',
      content: `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`,
    },
    { path: 'EPUB/package.opf', content: packageDocument(book, chapters, used) },
    { path: 'EPUB/nav.xhtml', content: navigation(book.title, chapters) },
    { path: 'EPUB/style.css', content: style },
    ...chapters.map(({ name, title, tree }) => ({ path: `EPUB/${name}`, content: page(title, tree) })),
    ...used.map((name) => ({ path: `EPUB/drawings/${name}`, content: book.drawings.get(name) ?? '' })),
  ];
  return zip(entries, book.date);
}

/** Links within the book lead to its chapters, others to the site; table cells are aligned by class, as XHTML asks. */
function mend(
  element: Element,
  url: string,
  book: Pick<Epub, 'absolute'>,
  names: ReadonlyMap<string, string>,
  ids: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const { align, href } = element.properties;
  if (typeof align === 'string') {
    delete element.properties['align'];
    element.properties['className'] = [align];
  }
  if (typeof href === 'string' && /^[/#]/.test(href)) {
    const [path = '', fragment = ''] = href.split('#');
    const target = path === '' ? url : path;
    const name = names.get(target);
    const anchor = ids.get(target)?.has(decodeURIComponent(fragment)) === true ? `#${fragment}` : '';
    element.properties['href'] = name === undefined ? book.absolute(href) : `${name}${anchor}`;
  }
}

function idsOf(tree: Root): Set<string> {
  const ids = new Set<string>();
  visit(tree, 'element', ({ properties }) => {
    if (typeof properties['id'] === 'string') ids.add(properties['id']);
  });
  return ids;
}

function packageDocument(
  { identifier, title, author, date, chapters: sources }: Epub,
  chapters: readonly { readonly name: string }[],
  drawings: readonly string[],
): string {
  const hasDrawings = drawings.length > 0;
  const items = chapters.map(
    ({ name }, index) => `    <item id="c${index + 1}" href="${name}" media-type="application/xhtml+xml"/>\n`,
  );
  const images = drawings.map(
    (name, index) =>
      `    <item id="d${index + 1}" href="drawings/${xmlText(name)}" media-type="image/svg+xml"/>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en-GB">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">${xmlText(identifier)}</dc:identifier>
    <dc:title>${xmlText(title)}</dc:title>
    <dc:creator>${xmlText(author)}</dc:creator>
    <dc:language>en-GB</dc:language>
    <dc:date>${date}</dc:date>
    <meta property="dcterms:modified">${date}T00:00:00Z</meta>
    <meta property="schema:accessMode">textual</meta>
${hasDrawings ? '    <meta property="schema:accessMode">visual</meta>\n' : ''}    <meta property="schema:accessModeSufficient">textual</meta>
    <meta property="schema:accessibilityFeature">structuralNavigation</meta>
    <meta property="schema:accessibilityFeature">tableOfContents</meta>
    <meta property="schema:accessibilityFeature">alternativeText</meta>
    <meta property="schema:accessibilityHazard">none</meta>
    <meta property="schema:accessibilitySummary">${sources.length} documents with headings, tables and code as text; every drawing has a text alternative.</meta>
  </metadata>
  <manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="style" href="style.css" media-type="text/css"/>
${items.join('')}${images.join('')}  </manifest>
  <spine>
    <itemref idref="nav"/>
${chapters.map((_, index) => `    <itemref idref="c${index + 1}"/>\n`).join('')}  </spine>
</package>
`;
}

/** The table of contents: each chapter with its headings of the second level. */
function navigation(
  title: string,
  chapters: readonly { readonly name: string; readonly title: string; readonly tree: Root }[],
): string {
  const items = chapters.map(({ name, title: chapter, tree }) => {
    const headings = tree.children.flatMap((node) =>
      node.type === 'element' && node.tagName === 'h2' && typeof node.properties['id'] === 'string'
        ? [`<li><a href="${name}#${xmlText(node.properties['id'])}">${xmlText(textOf(node))}</a></li>`]
        : [],
    );
    const list = headings.length === 0 ? '' : `<ol>${headings.join('')}</ol>`;
    return `<li><a href="${name}">${xmlText(chapter)}</a>${list}</li>\n`;
  });
  return xhtml(
    title,
    `<nav epub:type="toc" id="toc"><h1>${xmlText(title)}</h1><ol>\n${items.join('')}</ol></nav>`,
  );
}

function page(title: string, tree: Root): string {
  return xhtml(title, toXml(toXast(tree)).replaceAll(' xmlns="http://www.w3.org/1999/xhtml"', ''));
}

function xhtml(title: string, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en-GB" xml:lang="en-GB">
<head><title>${xmlText(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
${body}
</body>
</html>
`;
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
