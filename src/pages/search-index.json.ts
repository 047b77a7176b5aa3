import type { APIRoute } from 'astro';
import { buildSearchIndex } from '../domain/search-index.ts';
import { loadSite } from '../site/program.ts';

/** The small index: addresses in it are without the base path, which the client puts before them. */
export const GET: APIRoute = async () => {
  const { program, pages, paths } = await loadSite();
  return Response.json(buildSearchIndex(program, pages, paths));
};
