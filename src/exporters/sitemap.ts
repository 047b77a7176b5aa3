import { xmlText } from './xml.ts';

/** A page of the sitemap. */
export interface SitemapPage {
  /** Address with its host. */
  readonly address: string;
  /** Day of its last review, where it has one. */
  readonly reviewed?: string;
}

/** A sitemap by the protocol of sitemaps.org. */
export function sitemap(pages: readonly SitemapPage[]): string {
  const urls = pages.map(({ address, reviewed }) => {
    const day = reviewed === undefined ? '' : `<lastmod>${reviewed}</lastmod>`;
    return `  <url><loc>${xmlText(address)}</loc>${day}</url>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('')}</urlset>\n`;
}
