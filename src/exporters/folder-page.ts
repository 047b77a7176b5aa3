/** What the copy for a folder has, and where the rest is. */
export interface FolderOptions {
  /** Where the site is served: `/`, or `/dwcp/`. */
  readonly base: string;
  /** Address of the host. */
  readonly site: string;
  /** Files of the copy, relative to its folder. */
  readonly files: ReadonlySet<string>;
  /** The classic script that does what the page's modules do. */
  readonly script: string | undefined;
  /** Styles that the page's modules would load when they are first needed, relative to the folder. */
  readonly styles: readonly string[];
}

/**
 * A built page for a folder: links lead to files beside it, a script stands for the modules that a browser does not load
 * from a folder, and what is not in the folder is linked on the site.
 */
export function folderPage(html: string, file: string, options: FolderOptions): string {
  const up = '../'.repeat(file.split('/').length - 1) || './';
  const tail = [
    ...options.styles.map((style) => `<link rel="stylesheet" href="${up}${style}">`),
    ...(options.script === undefined ? [] : [`<script defer src="${up}${options.script}"></script>`]),
  ].join('');
  return html
    .replaceAll(/<script type="module"[^>]*><\/script>/g, '')
    .replaceAll(/<link [^>]*rel="(?:preload|manifest|alternate|apple-touch-icon|modulepreload)"[^>]*>/g, '')
    .replace(`data-base="${options.base}"`, `data-base="${up}"`)
    .replaceAll(/(<[^>]*?\s(?:href|src))="([^"]*)"/g, (whole, start: string, address: string) => {
      const moved = folderAddress(address, up, options);
      return moved === undefined ? whole : `${start}="${moved}"`;
    })
    .replace('</head>', `${tail}</head>`);
}

/** Where an address of the site leads from the folder; `undefined` for one that stays as it is. */
function folderAddress(
  address: string,
  up: string,
  { base, site, files }: Pick<FolderOptions, 'base' | 'site' | 'files'>,
): string | undefined {
  if (!address.startsWith(base) || address.startsWith('//')) return undefined;
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(address.slice(base.length)) ?? [];
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  if (files.has(decodeURIComponent(file))) return up + file + rest;
  return new URL(address.replaceAll('&amp;', '&'), site).href.replaceAll('&', '&amp;');
}

/** A style for a folder: fonts and pictures stand beside it. */
export function folderStyle(css: string, base: string): string {
  return css.replaceAll(`url(${base}_astro/`, 'url(').replaceAll(`url("${base}_astro/`, 'url("');
}

/** A script that leaves a JSON file where the page looks for it. */
export function folderData(name: string, json: string): string {
  return `(globalThis.trainingData??={})[${JSON.stringify(name)}]=${json};\n`;
}
