import { describe, expect, test } from 'vitest';
import { folderData, folderPage, folderStyle } from '../../../src/exporters/folder-page.ts';

const options = {
  base: '/dwcp/',
  site: 'https://training.example.com',
  files: new Set(['index.html', 'labs/index.html', '_astro/site.C2.css']),
  script: 'scripts/page-1.js',
  styles: ['_astro/terminal.D3.css'],
};

describe('folderPage', () => {
  test('leads to the files beside it, and to the site for what is not there', () => {
    const html = `<head><link rel="stylesheet" href="/dwcp/_astro/site.C2.css"></head>
<body data-base="/dwcp/"><a href="/dwcp/">Home</a> <a href="/dwcp/labs/?q=1#two">Labs</a>
<a href="/dwcp/downloads/x.zip">Zip</a> <a href="#here">Here</a> <a href="https://example.org/a">Out</a></body>`;
    expect(folderPage(html, 'labs/index.html', options)).toMatchInlineSnapshot(`
      "<head><link rel="stylesheet" href="../_astro/site.C2.css"><link rel="stylesheet" href="../_astro/terminal.D3.css"><script defer src="../scripts/page-1.js"></script></head>
      <body data-base="../"><a href="../index.html">Home</a> <a href="../labs/index.html?q=1#two">Labs</a>
      <a href="https://training.example.com/dwcp/downloads/x.zip">Zip</a> <a href="#here">Here</a> <a href="https://example.org/a">Out</a></body>"
    `);
  });

  test('has a classic script in place of modules, and nothing that only a server gives', () => {
    const html =
      '<head><link rel="preload" href="/dwcp/a.woff2" as="font"><link rel="manifest" href="/dwcp/m.webmanifest"></head><script type="module" src="/dwcp/_astro/p.js"></script>';
    expect(folderPage(html, 'index.html', { ...options, styles: [] })).toBe(
      '<head><script defer src="./scripts/page-1.js"></script></head>',
    );
  });

  test('leaves code that is shown as it is', () => {
    const shown = '<code>&lt;a href="/dwcp/labs/"&gt;</code>';
    expect(folderPage(shown, 'index.html', options)).toBe(shown);
  });
});

test('folderStyle looks for fonts beside the style', () => {
  expect(folderStyle('@font-face{src:url(/dwcp/_astro/a.woff2)}', '/dwcp/')).toBe(
    '@font-face{src:url(a.woff2)}',
  );
});

test('folderData leaves the value under its name', () => {
  const scope: { trainingData?: Record<string, unknown> } = {};
  new Function('globalThis', folderData('index.json', '{"a":[1]}'))(scope);
  expect(scope.trainingData).toEqual({ 'index.json': { a: [1] } });
});
