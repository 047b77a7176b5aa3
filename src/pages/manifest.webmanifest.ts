import type { APIRoute } from 'astro';
import { href } from '../site/href.ts';
import { loadSite } from '../site/program.ts';

/** What an installed copy of the site is called, and how it looks. */
export const GET: APIRoute = async () => {
  const { program } = await loadSite();
  const icon = (name: string, size: number, purpose: string) => ({
    src: href(`/${name}.png`),
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  return Response.json({
    id: href('/'),
    name: program.index.data.title,
    short_name: 'DWCP v3',
    description: program.index.data.subtitle,
    lang: 'en-GB',
    start_url: href('/'),
    scope: href('/'),
    display: 'standalone',
    background_color: '#faf8f2',
    theme_color: '#faf8f2',
    icons: [
      icon('icon-192', 192, 'any'),
      icon('icon-512', 512, 'any'),
      icon('icon-maskable-512', 512, 'maskable'),
    ],
  });
};
