import { describe, expect, test } from 'vitest';
import {
  formatHeaders,
  headersAt,
  nginxHeaders,
  parseHeaders,
  siteHeaders,
} from '../../../src/exporters/headers.ts';

const files = [
  '404.html',
  '_astro/page.B1.js',
  '_astro/site.C2.css',
  '_headers',
  '_redirects',
  'icon.svg',
  'index.html',
  'labs/index.html',
  'labs/operations/lab-1/index.html',
  'pagefind/fragment/en_1.pf_fragment',
  'pagefind/pagefind.en_2.pf_meta',
  'pagefind/pagefind.js',
];
const options = { files, base: '/', scriptHashes: ['sha256-abc='] };

describe('siteHeaders', () => {
  test('keeps hashed files for a year, and asks again for everything else', () => {
    expect(formatHeaders(siteHeaders(options))).toMatchInlineSnapshot(`
      "/*
        Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-abc='; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
        X-Content-Type-Options: nosniff
        Referrer-Policy: strict-origin-when-cross-origin
        Permissions-Policy: camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()
        Cross-Origin-Opener-Policy: same-origin

      /404.html
        Cache-Control: no-cache

      /_astro/*
        Cache-Control: public, max-age=31536000, immutable

      /icon.svg
        Cache-Control: no-cache

      /
        Cache-Control: no-cache

      /labs/*
        Cache-Control: no-cache

      /pagefind/fragment/*
        Cache-Control: public, max-age=31536000, immutable

      /pagefind/pagefind.en_2.pf_meta
        Cache-Control: public, max-age=31536000, immutable

      /pagefind/pagefind.js
        Cache-Control: no-cache
      "
    `);
  });

  test('puts the base path before every path', () => {
    expect(siteHeaders({ ...options, base: '/dwcp/' }).map(({ path }) => path)).toMatchInlineSnapshot(`
      [
        "/dwcp/*",
        "/dwcp/404.html",
        "/dwcp/_astro/*",
        "/dwcp/icon.svg",
        "/dwcp/",
        "/dwcp/labs/*",
        "/dwcp/pagefind/fragment/*",
        "/dwcp/pagefind/pagefind.en_2.pf_meta",
        "/dwcp/pagefind/pagefind.js",
      ]
    `);
  });

  test('sets Cache-Control once for each file', () => {
    const rules = siteHeaders(options).filter(({ headers }) => 'Cache-Control' in headers);
    const served = files
      .filter((file) => !file.startsWith('_h') && !file.startsWith('_r'))
      .map((file) => `/${file.replace(/index\.html$/, '')}`);
    expect(
      served.map(
        (address) =>
          rules.filter(({ path }) =>
            path.endsWith('*') ? address.startsWith(path.slice(0, -1)) : path === address,
          ).length,
      ),
    ).toEqual(served.map(() => 1));
  });
});

describe('parseHeaders', () => {
  test('reads what formatHeaders writes', () => {
    const rules = siteHeaders(options);
    expect(parseHeaders(formatHeaders(rules))).toEqual(rules);
  });

  test('ignores headers that stand below no path', () => {
    expect(parseHeaders('  X-Lost: yes\n/\n  X-Kept: yes\n')).toEqual([
      { path: '/', headers: { 'X-Kept': 'yes' } },
    ]);
  });
});

describe('headersAt', () => {
  test('joins the rules that match an address', () => {
    const headers = headersAt(siteHeaders({ ...options, base: '/dwcp/' }), '/dwcp/_astro/page.B1.js');
    expect(headers['Cache-Control']).toBe('public, max-age=31536000, immutable');
    expect(headers['X-Content-Type-Options']).toBe('nosniff');
  });

  test('gives an unknown address the headers of security alone', () => {
    expect(headersAt(siteHeaders(options), '/nowhere/')).not.toHaveProperty('Cache-Control');
  });
});

describe('nginxHeaders', () => {
  test('says the same to nginx', () => {
    expect(nginxHeaders({ base: '/dwcp/', scriptHashes: ['sha256-abc='] })).toMatchInlineSnapshot(`
      "# In the http block:
      map $uri $training_cache_control {
        default "no-cache";
        ~^/dwcp/_astro/ "public, max-age=31536000, immutable";
        ~^/dwcp/pagefind/.*\\.pf_ "public, max-age=31536000, immutable";
      }

      # In the server block. A location with an add_header of its own needs these lines again.
      add_header Cache-Control $training_cache_control always;
      add_header Content-Security-Policy "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-abc='; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'" always;
      add_header X-Content-Type-Options "nosniff" always;
      add_header Referrer-Policy "strict-origin-when-cross-origin" always;
      add_header Permissions-Policy "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()" always;
      add_header Cross-Origin-Opener-Policy "same-origin" always;
      error_page 404 /dwcp/404.html;
      "
    `);
  });
});
