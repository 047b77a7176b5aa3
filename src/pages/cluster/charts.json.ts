import type { APIRoute } from 'astro';
import { chartGroups } from '../../domain/lab-charts.ts';
import { loadSite } from '../../site/program.ts';

/** The panels of the dashboards that the lab page draws. */
export const GET: APIRoute = async () => {
  const { program } = await loadSite();
  return Response.json(chartGroups(program.reference.dashboards.data.dashboards));
};
