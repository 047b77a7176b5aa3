import mdx from '@astrojs/mdx';
import { satteri } from '@astrojs/markdown-satteri';
import { defineConfig } from 'astro/config';
import { versionOf } from './src/node/kept-results.ts';
import { createBlockHighlighter } from './src/rendering/highlight.ts';
import { basePathLinks, checkboxLabels, codeBlocks, tableFrames } from './src/rendering/satteri-plugins.ts';

/** Where the site is served: `SITE_URL=https://training.example.com BASE_PATH=/dwcp/`. */
const site = process.env.SITE_URL ?? 'http://localhost:4321';
const base = process.env.BASE_PATH ?? '/';

/**
 * What every page runs is one file. Rolldown would make one of each module that another page's script imports too, and
 * the browser would ask for eight, three deep. Who imports a part gets the whole, which BaseLayout gives to every page.
 */
function pageScript(module, chunking) {
  const seen = new Set();
  const isPartOfPage = (id) => {
    if (id.endsWith('/src/client/page.ts')) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return chunking.getModuleInfo(id)?.importers.some(isPartOfPage) === true;
  };
  return isPartOfPage(module) ? 'page' : null;
}

export default defineConfig({
  site,
  base,
  trailingSlash: 'always',
  output: 'static',
  outDir: process.env.OUT_DIR ?? './dist',
  // What Astro keeps of the content was parsed by the schemas of that time; with others it would be wrong.
  cacheDir: `./.cache/astro/${versionOf(['src/schemas'])}`,
  devToolbar: { enabled: false },
  integrations: [mdx({ optimize: true })],
  markdown: {
    // Highlighting is done by our own plugin, which keeps its blocks on disk and writes classes, not styles.
    syntaxHighlight: false,
    processor: satteri({
      features: { smartPunctuation: false },
      hastPlugins: [
        codeBlocks(createBlockHighlighter('./.cache/highlight')),
        basePathLinks(base),
        tableFrames(),
        checkboxLabels(),
      ],
    }),
  },
  // The CSP allows no inline style and no inline script but the one that sets the theme.
  build: { inlineStylesheets: 'never', format: 'directory' },
  vite: {
    build: { assetsInlineLimit: 0 },
    environments: {
      client: {
        build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: pageScript }] } } } },
      },
    },
    // Builds, benchmarks and tests write there while somebody writes.
    server: { watch: { ignored: ['**/.cache/**', '**/dist/**'] } },
  },
});
