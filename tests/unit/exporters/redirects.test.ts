import { describe, expect, test } from 'vitest';
import { formatRedirects, parseRedirects, redirectPage } from '../../../src/exporters/redirects.ts';

const moved = { from: '/labs/first/', to: '/labs/operations/lab-1/' };

describe('formatRedirects', () => {
  test('writes one line for each redirect, with the base path', () => {
    expect(formatRedirects([moved], '/dwcp/')).toBe('/dwcp/labs/first/ /dwcp/labs/operations/lab-1/ 301\n');
  });
});

describe('parseRedirects', () => {
  test('reads what formatRedirects writes', () => {
    expect([...parseRedirects(formatRedirects([moved], '/'))]).toEqual([[moved.from, moved.to]]);
    expect([...parseRedirects('')]).toEqual([]);
  });
});

describe('redirectPage', () => {
  test('links to the new address and does not jump there', () => {
    const page = redirectPage(moved, '/dwcp/', 'https://training.example.com');
    expect(page).toMatchInlineSnapshot(`
      "<!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta name="robots" content="noindex">
      <title>This page has moved</title>
      <link rel="canonical" href="https://training.example.com/dwcp/labs/operations/lab-1/">
      </head>
      <body>
      <h1>This page has moved</h1>
      <p>It is at <a href="/dwcp/labs/operations/lab-1/">/dwcp/labs/operations/lab-1/</a>.</p>
      </body>
      </html>
      "
    `);
    expect(page).not.toContain('http-equiv');
  });
});
