import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { indexPages } from '../../src/node/build-site.ts';
import { runNode, runProgram, type Usage } from './run-process.ts';

/** The project's own folder. */
export const project = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** Where the bench keeps copies, peers and tools. It is below the project, so copies find the project's packages. */
export const benchFolder = path.join(project, '.cache/bench');

const notCopied = new Set([
  '.git',
  '.cache',
  '.astro',
  'dist',
  'node_modules',
  'tests',
  'test-results',
  'playwright-report',
  'coverage',
]);

/** Copies the project's sources, as they are on disk, into a folder of the bench. */
export function copyProject(name: string): string {
  const folder = path.join(benchFolder, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(project)) {
    if (!notCopied.has(entry))
      cpSync(path.join(project, entry), path.join(folder, entry), { recursive: true });
  }
  return folder;
}

/** Forgets everything that an earlier build of a site has kept. */
export function clearCaches(site: string): void {
  for (const kept of ['.cache', '.astro', 'dist', 'node_modules/.astro', 'node_modules/.vite']) {
    rmSync(path.join(site, kept), { recursive: true, force: true });
  }
}

/** Renders a site with its own Astro, or the project's, into its folder `dist`. */
export async function renderSite(site: string, config?: string): Promise<Usage> {
  rmSync(path.join(site, 'dist'), { recursive: true, force: true });
  const own = path.join(site, 'node_modules/astro');
  const astro = path.join(existsSync(own) ? own : path.join(project, 'node_modules/astro'), 'bin/astro.mjs');
  const { wallMs, cpuMs, memoryMb } = await runNode(
    [astro, 'build', ...(config === undefined ? [] : ['--config', config])],
    { cwd: site, env: { OUT_DIR: './dist' } },
  );
  return { wallMs, cpuMs, memoryMb };
}

/** Adds the full-text index to a rendered site with the project's Pagefind, and measures that. */
export async function indexSite(site: string): Promise<{ readonly wallMs: number; readonly pages: number }> {
  const start = performance.now();
  const pages = await indexPages(path.join(site, 'dist'));
  return { wallMs: performance.now() - start, pages };
}

/** A finished copy of the site: what scripts ask for while a page loads is only there after all steps of the build. */
export async function buildCopy(): Promise<string> {
  const site = copyProject('site');
  await runNode(['scripts/build.ts'], { cwd: site });
  return path.join(site, 'dist');
}

/** Installs packages into a folder of the bench, apart from the project's own; at once when they are there. */
export async function installPackages(name: string, packages: readonly string[]): Promise<string> {
  const folder = path.join(benchFolder, name);
  const manifest = path.join(folder, 'package.json');
  const wanted = JSON.stringify({
    name: `training-bench-${name}`,
    private: true,
    type: 'module',
    bench: packages,
  });
  const isInstalled =
    existsSync(manifest) &&
    existsSync(path.join(folder, 'node_modules/.bench-installed')) &&
    readFileSync(path.join(folder, 'node_modules/.bench-installed'), 'utf8') === wanted;
  if (!isInstalled) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(manifest, wanted);
    console.error(`Installing ${packages.join(', ')} into ${path.relative(project, folder)} …`);
    await runProgram('npm', ['install', '--no-audit', '--no-fund', '--save', ...packages], folder);
    writeFileSync(path.join(folder, 'node_modules/.bench-installed'), wanted);
  }
  return folder;
}

/** The tools that only the bench uses. */
export function installTools(): Promise<string> {
  return installPackages('tools', [
    'lighthouse@latest',
    '@astrojs/markdown-remark@7',
    'rehype-parse@9',
    'rehype-remark@10',
  ]);
}

/** Loads a package that was installed for the bench. */
export async function importFrom<Module>(folder: string, name: string): Promise<Module> {
  return (await import(entryOf(folder, name))) as Module;
}

/** Address of the file that a package is imported from. */
export function entryOf(folder: string, name: string): string {
  const root = path.join(folder, 'node_modules', name);
  const { exports, main } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    exports?: unknown;
    main?: string;
  };
  return pathToFileURL(path.join(root, mainExport(exports) ?? main ?? 'index.js')).href;
}

function mainExport(exports: unknown): string | undefined {
  if (typeof exports === 'string' || exports === undefined) return exports;
  const { '.': main = exports } = exports as Record<string, unknown>;
  if (typeof main === 'string') return main;
  const { import: module, default: fallback } = main as Record<string, unknown>;
  return mainExport(module ?? fallback);
}

/** Version of an installed package. */
export function versionOf(folder: string, name: string): string {
  const { version } = JSON.parse(
    readFileSync(path.join(folder, 'node_modules', name, 'package.json'), 'utf8'),
  ) as { version: string };
  return version;
}
