import type { APIRoute } from 'astro';
import { loadSite } from '../site/program.ts';

/** Every address of the site without the base path, for the page that answers unknown ones. */
export const GET: APIRoute = async () => {
  const { pages } = await loadSite();
  return Response.json(pages.map(({ url }) => url));
};
