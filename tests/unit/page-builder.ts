import type { Page } from '../../src/domain/routes.ts';

/** A page that can be read; a section of the operations manual where nothing else is given. */
export function page(overrides: Partial<Page> = {}): Page {
  return {
    url: '/manuals/operations/02-architecture/',
    title: '2 Architecture',
    kind: 'section',
    status: 'complete',
    summary: 'How it is put together.',
    anchors: [],
    track: 'operations',
    ref: 'operations/2',
    material: 'operations-manual',
    ...overrides,
  };
}

/** A page that belongs to no track and no material. */
export function plainPage(overrides: Partial<Page> = {}): Page {
  return {
    url: '/paths/',
    title: 'Learning paths',
    kind: 'page',
    status: 'complete',
    summary: 'Ways through.',
    anchors: [],
    ...overrides,
  };
}

/** The page of a lab of operations. */
export function labPage(number: number, overrides: Partial<Page> = {}): Page {
  return page({
    url: `/labs/operations/lab-${number}-deploy/`,
    title: `Lab ${number}: Deploy`,
    kind: 'lab',
    ref: `operations/lab-${number}`,
    material: `operations-lab-${number}`,
    minutes: 60,
    ...overrides,
  });
}
