import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatHeaders, siteHeaders } from '../exporters/headers.ts';
import { formatRedirects, redirectPage } from '../exporters/redirects.ts';
import type { Redirects } from '../schemas/redirects.ts';
import { inlineScriptHashes, type SiteSettings } from './site-settings.ts';
import { listFiles } from './source-files.ts';

/** Renders all pages into a folder, as a process of its own because Astro keeps state. */
export async function renderPages(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const astro = path.join(
    path.dirname(fileURLToPath(import.meta.resolve('astro/package.json'))),
    'bin/astro.mjs',
  );
  const child = spawn(process.execPath, [astro, 'build'], {
    stdio: 'inherit',
    env: { ...process.env, OUT_DIR: folder, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  // A build that goes on without us would write into the folder of the next one.
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, forward);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    if (code !== 0) throw new Error(`astro build ended with ${signal ?? `status ${code}`}.`);
  } finally {
    for (const name of signals) process.off(name, forward);
  }
}

/** Adds the full-text index, and returns how many pages it covers. */
export async function indexPages(folder: string): Promise<number> {
  const pagefind = await import('pagefind');
  try {
    const { index, errors } = await pagefind.createIndex();
    if (index === undefined) throw new Error(`Pagefind could not start: ${errors.join(' ')}`);
    const added = await index.addDirectory({ path: folder });
    const written = await index.writeFiles({ outputPath: path.join(folder, 'pagefind') });
    const problems = [...added.errors, ...written.errors];
    if (problems.length > 0) throw new Error(`Pagefind could not index ${folder}: ${problems.join(' ')}`);
    return added.page_count;
  } finally {
    await pagefind.close();
  }
}

/** Writes a page at each old address, and the rules for hosts that redirect themselves. */
export async function writeRedirects(
  folder: string,
  { redirects }: Redirects,
  { site, base }: SiteSettings,
): Promise<void> {
  for (const redirect of redirects) {
    const page = path.join(folder, redirect.from, 'index.html');
    if (existsSync(page)) throw new Error(`The redirect from ${redirect.from} would replace a page.`);
    await mkdir(path.dirname(page), { recursive: true });
    await writeFile(page, redirectPage(redirect, base, site));
  }
  await writeFile(path.join(folder, '_redirects'), formatRedirects(redirects, base));
}

/** Writes the headers of everything that is in the folder by then. */
export async function writeHeaders(folder: string, { base }: SiteSettings): Promise<void> {
  const rules = siteHeaders({ files: await listFiles(folder), base, scriptHashes: inlineScriptHashes() });
  await writeFile(path.join(folder, '_headers'), formatHeaders(rules));
}
