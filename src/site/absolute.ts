import { href } from './href.ts';

/** Makes an address of the site one with host and base path. */
export function absolute(url: string): string {
  return new URL(href(url), import.meta.env.SITE).href;
}
