import type { APIRoute } from 'astro';
import { loadSite } from '../../site/program.ts';

/** The command table, for the terminal in the page. */
export const GET: APIRoute = async () => {
  const { program } = await loadSite();
  return Response.json(program.reference.commands.data);
};
