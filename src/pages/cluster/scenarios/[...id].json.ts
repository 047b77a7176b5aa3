import type { APIRoute, GetStaticPaths } from 'astro';
import { loadSite } from '../../../site/program.ts';

export const getStaticPaths = (async () => {
  const { program } = await loadSite();
  return program.scenarios.map(({ id, data }) => ({ params: { id }, props: { data } }));
}) satisfies GetStaticPaths;

/** One scenario, for the lab in the page that plays it. */
export const GET: APIRoute<{ data: unknown }> = ({ props }) => Response.json(props.data);
