import type { APIRoute, GetStaticPaths } from 'astro';
import { publishManual } from '../../exporters/published-file.ts';
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
  const { program, trees } = await loadSite();
  const options = {
    reference: program.reference,
    resolveLink: (url: string) => new URL(href(url), site).href,
  };
  const parts = source.parts.map(({ file, title }) => {
    const tree = trees.get(file);
    if (tree === undefined) throw new Error(`${file} is in no collection.`);
    return { title, tree };
  });
  const [only] = parts;
  const text =
    source.isManual || only === undefined
      ? publishManual(source.title, parts, options)
      : publishMarkdown(only.tree, { ...options, title: source.title });
  return new Response(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
};
