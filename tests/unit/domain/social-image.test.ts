import { expect, test } from 'vitest';
import { pagesWithImage, socialCard, socialImageUrl } from '../../../src/domain/social-image.ts';
import { page as buildPage } from '../page-builder.ts';

test('a page has an image of its own; rules share one, and a page for printing has that of what it prints', () => {
  const urls = [
    '/',
    '/labs/',
    '/status/rules/',
    '/status/rules/dead-link/',
    '/manuals/operations/',
    '/manuals/operations/print/',
  ];
  expect(urls.map((url) => socialImageUrl({ url }))).toEqual([
    '/social/home.png',
    '/social/labs.png',
    '/social/status/rules.png',
    '/social/status/rules.png',
    '/social/manuals/operations.png',
    '/social/manuals/operations.png',
  ]);
  expect(pagesWithImage(urls.map((url) => buildPage({ url }))).map(({ url }) => url)).toEqual([
    '/',
    '/labs/',
    '/status/rules/',
    '/manuals/operations/',
  ]);
});

test('the image says what the page is, how long it takes and whether it is planned', () => {
  const page = buildPage({
    kind: 'lab',
    title: 'Lab 5: Handle an attack',
    ref: 'operations/lab-5',
    track: 'operations',
    minutes: 120,
    status: 'planned',
  });
  expect(socialCard(page)).toEqual({
    title: 'Handle an attack',
    kicker: 'OPS-LAB-5',
    facts: '2 h · planned',
    track: 'operations',
  });
});
