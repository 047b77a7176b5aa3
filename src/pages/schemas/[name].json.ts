import type { APIRoute, GetStaticPaths } from 'astro';
import { publishedSchemas, type PublishedSchema } from '../../exporters/json-schemas.ts';

export const getStaticPaths = (() =>
  Object.keys(publishedSchemas).map((name) => ({ params: { name } }))) satisfies GetStaticPaths;

/** The form of what the site publishes or exports, for programs. */
export const GET: APIRoute = ({ params, site }) =>
  Response.json(
    publishedSchemas[params['name'] as PublishedSchema](
      new URL(`${import.meta.env.BASE_URL.replace(/\/$/, '')}/schemas/${params['name']}.json`, site).href,
    ),
  );
