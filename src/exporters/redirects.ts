import type { Redirects } from '../schemas/redirects.ts';

type Redirect = Redirects['redirects'][number];

/** Redirects in the form of a `_redirects` file, which Netlify and Cloudflare Pages read. */
export function formatRedirects(redirects: readonly Redirect[], base: string): string {
  return redirects.map(({ from, to }) => `${withBase(from, base)} ${withBase(to, base)} 301\n`).join('');
}

/** Reads a `_redirects` file: old addresses and where they lead, both with the base path. */
export function parseRedirects(text: string): Map<string, string> {
  const pairs = text.split('\n').map((line) => line.trim().split(/\s+/));
  return new Map(pairs.flatMap(([from, to]) => (from === undefined || to === undefined ? [] : [[from, to]])));
}

/** The page at an old address, for hosts that do not know redirects; people and search engines follow its link. */
export function redirectPage({ to }: Pick<Redirect, 'to'>, base: string, site: string): string {
  const target = withBase(to, base);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>This page has moved</title>
<link rel="canonical" href="${new URL(target, site).href}">
</head>
<body>
<h1>This page has moved</h1>
<p>It is at <a href="${target}">${target}</a>.</p>
</body>
</html>
`;
}

function withBase(address: string, base: string): string {
  return `${base.replace(/\/$/, '')}${address}`;
}
