import { describe, expect, test } from 'vitest';
import { listPages } from '../../../src/domain/routes.ts';
import { siteMap } from '../../../src/domain/site-map.ts';
import { buildProgram } from '../program-builder.ts';

describe('siteMap', () => {
  const groups = siteMap(listPages(buildProgram()));

  test('lists every material, and every section under its manual', () => {
    const listed = groups.flatMap(({ url, pages }) => [url, ...pages.map((page) => page.url)]);
    expect(listed).toEqual(
      expect.arrayContaining([
        '/manuals/operations/',
        '/manuals/operations/02-architecture/',
        '/labs/operations/lab-1-deploy-test-cluster/',
        '/runbooks/production-rollout/',
        '/exams/operations-associate/',
        '/decks/operations-deck/',
        '/schedules/operations-1-day/',
        '/guides/certification/',
        '/glossary/',
        '/reference/metrics/',
        '/tracks/operations/',
      ]),
    );
  });

  test('has a page for each list, and each id once', () => {
    const urls = new Set(listPages(buildProgram()).map(({ url }) => url));
    expect(groups.filter(({ url }) => !urls.has(url))).toEqual([]);
    expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
  });

  test('leaves out a list that would be empty', () => {
    expect(groups.every(({ pages }) => pages.length > 0)).toBe(true);
  });
});
