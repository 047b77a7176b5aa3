import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles } from '../../src/node/source-files.ts';
import { createPageConverter } from './page-markdown.ts';
import { starlightComponentNames, starlightComponents } from './starlight-components.ts';
import { installPackages, installTools, project, versionOf } from './workspace.ts';

export interface StarlightSite {
  readonly folder: string;
  /** Versions of what it is made with. */
  readonly versions: string;
  readonly mdxPages: number;
  readonly markdownPages: number;
}

/** Pages that Starlight makes itself. */
const ownPages = new Set(['404.html']);

/**
 * Writes a Starlight site with the pages of a built copy of ours, at the same addresses. A page that comes from an MDX
 * document keeps that document, with stand-ins for the authoring components; what stands around the document, and every
 * other page, is turned from HTML into Markdown.
 */
export async function writeStarlightSite(ours: string): Promise<StarlightSite> {
  const astro = versionOf(project, 'astro');
  const folder = await installPackages('starlight', [
    '@astrojs/starlight@0.42',
    `astro@${astro}`,
    '@astrojs/markdown-remark@7',
  ]);
  for (const old of ['src', 'public']) rmSync(path.join(folder, old), { recursive: true, force: true });
  write(folder, 'astro.config.mjs', config);
  write(folder, 'tsconfig.json', '{ "extends": "astro/tsconfigs/strict" }\n');
  write(folder, 'src/content.config.ts', contentConfig);
  for (const [name, text] of starlightComponents()) write(folder, `src/components/authoring/${name}`, text);
  cpSync(path.join(ours, 'content/figures'), path.join(folder, 'src/figures'), { recursive: true });

  const convert = await createPageConverter(await installTools());
  let mdxPages = 0;
  let markdownPages = 0;
  for (const file of await listFiles(path.join(ours, 'dist'))) {
    if (!file.endsWith('.html') || ownPages.has(file) || file.startsWith('pagefind/')) continue;
    const address = file.replace(/(?:^|\/)index\.html$/, '');
    const html = readFileSync(path.join(ours, 'dist', file), 'utf8');
    const document = documentOf(ours, address);
    const page = convert(html, document !== undefined);
    if (page === undefined) continue;
    const frontmatter = `---\ntitle: ${JSON.stringify(page.title)}\n---\n\n`;
    const name = `src/content/docs/${address === '' ? 'index' : address}`;
    if (document === undefined) {
      write(folder, `${name}.md`, `${frontmatter}${page.before}\n${page.after}`);
      markdownPages += 1;
    } else {
      write(
        folder,
        `${name}.mdx`,
        `${frontmatter}${importsFor(document)}${page.before}\n${document}\n${page.after}`,
      );
      mdxPages += 1;
    }
  }
  const versions = `Starlight ${versionOf(folder, '@astrojs/starlight')}, Astro ${versionOf(folder, 'astro')}`;
  return { folder, versions, mdxPages, markdownPages };
}

/** The MDX document behind an address, without its frontmatter. */
function documentOf(ours: string, address: string): string | undefined {
  const file = path.join(ours, 'content', `${address}.mdx`);
  if (address === '' || !existsSync(file)) return undefined;
  return readFileSync(file, 'utf8').replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, '');
}

function importsFor(document: string): string {
  const used = starlightComponentNames.filter((name) => new RegExp(`<${name}[\\s/>]`).test(document));
  return used.length === 0
    ? ''
    : `import { ${used.join(', ')} } from '/src/components/authoring/index.ts';\n\n`;
}

function write(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** As Starlight comes, but for Pagefind, which is timed apart. */
const config = `import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

export default defineConfig({
  outDir: process.env.OUT_DIR ?? './dist',
  cacheDir: './.cache/astro',
  integrations: [starlight({ title: 'DWCP v3 training', pagefind: false })],
});
`;

const contentConfig = `import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';

export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`;
