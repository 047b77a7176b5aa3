import type { APIRoute } from 'astro';
import { releasesFeed } from '../exporters/releases-feed.ts';
import { absolute } from '../site/absolute.ts';
import { loadSite } from '../site/program.ts';

/** What learners notice, for feed readers. */
export const GET: APIRoute = async () => {
  const { program } = await loadSite();
  const { title, maintainer } = program.index.data;
  return new Response(
    releasesFeed(program.releases.data, {
      title: `${title}: releases`,
      author: maintainer,
      page: absolute('/versions/'),
      self: absolute('/releases.xml'),
    }),
  );
};
