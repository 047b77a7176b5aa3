import type { APIRoute } from 'astro';
import { allDocuments } from '../domain/program.ts';
import { sitemap } from '../exporters/sitemap.ts';
import { absolute } from '../site/absolute.ts';
import { loadSite } from '../site/program.ts';

/** Every page that search engines may show. */
export const GET: APIRoute = async () => {
  const { program, pages } = await loadSite();
  const reviewed = new Map(
    allDocuments(program).map(({ document, data }) => [document, (data as { reviewed?: string }).reviewed]),
  );
  const listed = pages.filter(({ url }) => !url.endsWith('/print/') && url !== '/search/');
  return new Response(
    sitemap(
      listed.map(({ url, document }) => {
        const day = document === undefined ? undefined : reviewed.get(document);
        return { address: absolute(url), ...(day === undefined ? {} : { reviewed: day }) };
      }),
    ),
  );
};
