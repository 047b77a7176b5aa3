import type { APIRoute, GetStaticPaths } from 'astro';
import { getCollection } from 'astro:content';
import { publishManual } from '../../exporters/published-file.ts';
import { parseDocument } from '../../markdown/parse-document.ts';
import { publishMarkdown } from '../../markdown/publish-markdown.ts';
import { href } from '../../site/href.ts';
import { loadSite } from '../../site/program.ts';
import { publishedSources } from '../../site/published-sources.ts';

/** The repository structure of the index as plain Markdown, below `/downloads/`: one file for each material that has text. */
export const getStaticPaths: GetStaticPaths = async () => {
  const sources = await publishedSources();
  return sources.map((source) => ({ params: { path: source.path }, props: { source } }));
};

type Props = { source: Awaited<ReturnType<typeof publishedSources>>[number] };

export const GET: APIRoute<Props> = async ({ props: { source }, site }) => {
  const { program } = await loadSite();
  const options = {
    reference: program.reference,
    resolveLink: (url: string) => new URL(href(url), site).href,
  };
  const entries = await getCollection(source.collection);
  const parts = source.entries.map(({ id, title }) => {
    const entry = entries.find((candidate) => candidate.id === id);
    if (entry === undefined) throw new Error(`${id} is not in the collection "${source.collection}".`);
    return { title, tree: parseDocument(entry.filePath ?? id, entry.body ?? '').tree };
  });
  const [only] = parts;
  const text =
    source.collection === 'sections' || only === undefined
      ? publishManual(source.title, parts, options)
      : publishMarkdown(only.tree, { ...options, title: source.title });
  return new Response(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
};
