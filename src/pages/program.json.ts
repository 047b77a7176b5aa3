import type { APIRoute } from 'astro';
import { describeProgram } from '../exporters/program-description.ts';
import { absolute } from '../site/absolute.ts';
import { loadSite } from '../site/program.ts';

/** The program for programs; `/schemas/program.json` describes it. */
export const GET: APIRoute = async () => {
  const { program, pages, paths } = await loadSite();
  return Response.json(describeProgram(program, pages, paths, absolute));
};
