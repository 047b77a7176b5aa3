const base = import.meta.env.BASE_URL.replace(/\/$/, '');

/** Puts the base path before a site address, so that the site works at a root and under a sub-path. */
export function href(path: string): string {
  return path.startsWith('/') ? `${base}${path}` : path;
}
