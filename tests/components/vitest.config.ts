/// <reference types="vitest/config" />
import { getViteConfig } from 'astro/config';

export default getViteConfig({
  test: {
    name: 'components',
    root: new URL('../..', import.meta.url).pathname,
    // The root is the repository, so the folder has to be named in full.
    include: ['tests/components/**/*.test.ts'],
  },
});
