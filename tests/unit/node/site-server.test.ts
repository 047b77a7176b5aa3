import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSiteServer } from '../../../src/node/site-server.ts';

const site: Readonly<Record<string, string>> = {
  'index.html': 'Home',
  '404.html': 'Nothing here',
  'labs/index.html': 'Labs',
  '_astro/page.B1.js': 'export {};',
  _headers: '/dwcp/*\n  X-Content-Type-Options: nosniff\n\n/dwcp/_astro/*\n  Cache-Control: immutable\n',
  _redirects: '/dwcp/old/ /dwcp/labs/ 301\n',
};

interface Answer {
  readonly status: number | undefined;
  readonly location: string | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Asks a server of the little site, without any client that tidies addresses up. */
async function ask(address: string, method = 'GET'): Promise<Answer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'site-'));
  for (const [name, text] of Object.entries(site)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const server = createSiteServer(folder, '/dwcp/').listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: address, method, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          location: response.headers.location,
          headers: response.headers,
          body,
        }),
      );
    })
      .once('error', reject)
      .end();
  });
}

describe('createSiteServer', () => {
  test.each([
    ['/dwcp/', 200, 'Home'],
    ['/dwcp/labs/', 200, 'Labs'],
    ['/dwcp/labs/?q=x', 200, 'Labs'],
    ['/dwcp/nowhere/', 404, 'Nothing here'],
    ['/labs/', 404, 'Nothing here'],
    ['/dwcp/_headers', 404, 'Nothing here'],
  ])('answers %s with %i', async (address, status, body) => {
    expect(await ask(address)).toMatchObject({ status, body });
  });

  test.each([
    ['/dwcp/labs', 301, '/dwcp/labs/'],
    ['/dwcp/labs?q=x', 301, '/dwcp/labs/?q=x'],
    ['/dwcp/old/', 301, '/dwcp/labs/'],
    ['/dwcp', 302, '/dwcp/'],
    ['/', 302, '/dwcp/'],
    ['//dwcp//labs', 301, '/dwcp/labs/'],
  ])('redirects %s', async (address, status, location) => {
    expect(await ask(address)).toMatchObject({ status, location });
  });

  test.each([['/dwcp/../package.json'], ['/dwcp/%2e%2e/package.json'], ['/dwcp/%00'], ['/dwcp/%zz']])(
    'refuses %s',
    async (address) => {
      expect((await ask(address)).status).toBe(400);
    },
  );

  test('answers nothing but questions', async () => {
    expect((await ask('/dwcp/', 'POST')).status).toBe(405);
    expect(await ask('/dwcp/', 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  test('sends the headers of the site, on pages that are missing too', async () => {
    expect((await ask('/dwcp/_astro/page.B1.js')).headers).toMatchObject({
      'cache-control': 'immutable',
      'x-content-type-options': 'nosniff',
    });
    expect((await ask('/dwcp/nowhere/')).headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
  });
});
