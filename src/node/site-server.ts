import { readFileSync, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import compression from 'compression';
import sirv from 'sirv';
import { headersAt, parseHeaders } from '../exporters/headers.ts';
import { parseRedirects } from '../exporters/redirects.ts';

/** A server of the built site in `folder`, as a host would serve it: headers, redirects, base path, 404 page. */
export function createSiteServer(folder: string, base: string): Server {
  // In this mode sirv looks at the disk on every request, so a new build shows without a restart.
  const serveFile = sirv(folder, { dev: true, etag: true, extensions: ['html'] });
  // A host compresses; without it the figures of a local measurement would mean nothing.
  const compress = compression();

  return createServer((request, response) => {
    const address = parseAddress(request.url ?? '/');
    if (address === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(address === undefined ? 400 : 405).end();
      return;
    }
    const { pathname, search } = address;
    if (!pathname.startsWith(base)) {
      if (pathname === '/' || `${pathname}/` === base) redirect(response, 302, `${base}${search}`);
      else sendNotFound(folder, response);
      return;
    }
    const target = parseRedirects(readText(folder, '_redirects')).get(pathname);
    const below = pathname.slice(base.length);
    if (target !== undefined || isFolderWithoutSlash(folder, below)) {
      redirect(response, 301, `${target ?? `${pathname}/`}${search}`);
      return;
    }
    // What is set here wins over what sirv would set.
    const headers = headersAt(parseHeaders(readText(folder, '_headers')), pathname);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (below === '_headers' || below === '_redirects') {
      sendNotFound(folder, response);
      return;
    }
    request.url = `/${below}`;
    // The middleware is written for Express and uses of it only what node:http has.
    compress(request as never, response as never, () =>
      serveFile(request, response, () => sendNotFound(folder, response)),
    );
  });
}

/** Path, decoded, and query of a request; `undefined` when it is not a path. Slashes count once, so that no redirect leaves the site. */
function parseAddress(url: string): { pathname: string; search: string } | undefined {
  const [encoded = '', query] = url.split(/\?(.*)/s);
  try {
    const pathname = decodeURIComponent(encoded).replaceAll(/[/\\]+/g, '/');
    if (!pathname.startsWith('/') || pathname.includes('\0') || pathname.split('/').includes('..'))
      return undefined;
    return { pathname, search: query === undefined ? '' : `?${query}` };
  } catch {
    return undefined;
  }
}

function isFolderWithoutSlash(folder: string, below: string): boolean {
  if (below === '' || below.endsWith('/')) return false;
  return statSync(path.join(folder, below, 'index.html'), { throwIfNoEntry: false })?.isFile() ?? false;
}

function redirect(response: ServerResponse, status: 301 | 302, location: string): void {
  response.writeHead(status, { Location: encodeURI(location), 'Cache-Control': 'no-cache' }).end();
}

function sendNotFound(folder: string, response: ServerResponse): void {
  const page = readText(folder, '404.html');
  response.writeHead(404, { 'Content-Type': 'text/html;charset=utf-8', 'Cache-Control': 'no-cache' });
  response.end(page === '' ? 'There is no page at this address.' : page);
}

/** Text of a file of the site; empty when it is not there. */
function readText(folder: string, name: string): string {
  try {
    return readFileSync(path.join(folder, name), 'utf8');
  } catch {
    return '';
  }
}
