import type { APIRoute } from 'astro';
import { siteMap } from '../domain/site-map.ts';
import { llmsTxt } from '../exporters/llms-txt.ts';
import { absolute } from '../site/absolute.ts';
import { loadSite } from '../site/program.ts';

/** What there is to read, for language models. */
export const GET: APIRoute = async () => {
  const { program, pages } = await loadSite();
  const { title, subtitle } = program.index.data;
  const listed = pages.filter(({ url }) => !url.endsWith('/print/') && !url.startsWith('/status/rules/'));
  return new Response(llmsTxt({ title, subtitle, groups: siteMap(listed), absolute }));
};
