import type { APIRoute } from 'astro';
import type { ConsoleData } from '../../domain/api-call/console-data.ts';
import { referenceUrl } from '../../domain/routes.ts';
import { href } from '../../site/href.ts';
import { loadSite } from '../../site/program.ts';

/** What the API console of the page knows of the interface, from the reference. */
export const GET: APIRoute = async () => {
  const { program } = await loadSite();
  const { api, errors, metrics } = program.reference;
  const data: ConsoleData = {
    baseUrl: api.data.baseUrl,
    endpoints: api.data.endpoints.map(({ method, path, summary, public: isPublic, query, request }) => ({
      method,
      path,
      summary,
      public: isPublic,
      query,
      request,
      url: href(referenceUrl('api', `${method} ${path}`)),
    })),
    errors: Object.fromEntries(
      errors.data.errors.map(({ code, remedy }) => [
        code,
        { remedy, url: href(referenceUrl('errors', code)) },
      ]),
    ),
    metrics: metrics.data.metrics.map(({ name }) => name),
  };
  return Response.json(data);
};
