import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { publishMarkdown, type PublishOptions } from '../markdown/publish-markdown.ts';

/** A part of a published file: a section of a manual, or the whole of anything else. */
export interface PublishedPart {
  readonly title: string;
  readonly tree: Root;
}

/**
 * The plain Markdown of a manual: its title, then its sections one level down, so that the file has one first-level
 * heading as GitHub expects it.
 */
export function publishManual(
  title: string,
  sections: readonly PublishedPart[],
  options: Omit<PublishOptions, 'title'>,
): string {
  const parts = sections.map((section) => {
    const published = publishMarkdown(lowerHeadings(section.tree), { ...options, title: section.title });
    return published.replace(/^# /, '## ');
  });
  return [`# ${title}\n`, ...parts].join('\n');
}

function lowerHeadings(tree: Root): Root {
  const copy = structuredClone(tree);
  visit(copy, 'heading', (heading) => {
    heading.depth = Math.min(heading.depth + 1, 6) as typeof heading.depth;
  });
  return copy;
}
