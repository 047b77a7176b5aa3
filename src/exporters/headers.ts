/** Headers of the answers below a path; a path that ends with `*` stands for everything that starts so. */
export interface HeaderRule {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface HeaderOptions {
  /** Files of the built site, relative to its folder, with forward slashes. */
  readonly files: readonly string[];
  /** Where the site is served: `/`, or `/dwcp/`. */
  readonly base: string;
  /** Hashes of the scripts that stand in pages: `sha256-…`. */
  readonly scriptHashes: readonly string[];
}

const immutable = 'public, max-age=31536000, immutable';
const revalidate = 'no-cache';

/** Names with a hash of their content: what Vite bundles, and the parts of the Pagefind index. */
const hashedNames = /^_astro\/|^pagefind\/.*\.pf_\w+$/;

/** Files that configure the host and are not served. */
const hostFiles = new Set(['_headers', '_redirects']);

/** Headers that every answer has. */
export function securityHeaders(scriptHashes: readonly string[]): Record<string, string> {
  const policy = [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...scriptHashes.map((hash) => `'${hash}'`)].join(' '),
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
}

/** Headers of a built site. Hosts join values of several rules, so no two of them set Cache-Control for the same path. */
export function siteHeaders({ files, base, scriptHashes }: HeaderOptions): HeaderRule[] {
  const served = files.filter((file) => !hostFiles.has(file)).toSorted();
  return [
    { path: `${base}*`, headers: securityHeaders(scriptHashes) },
    ...cacheRules(served, '').map(({ path, value }) => ({
      path: `${base}${path}`,
      headers: { 'Cache-Control': value },
    })),
  ];
}

/** One rule for a folder whose files are all cached alike; otherwise one for each file and folder in it. */
function cacheRules(files: readonly string[], folder: string): { path: string; value: string }[] {
  const entries = Map.groupBy(files, (file) => file.slice(folder.length).replace(/\/.*$/, '/'));
  return [...entries].flatMap(([name, inside]) => {
    const path = `${folder}${name}`;
    if (!name.endsWith('/')) return [{ path: addressOf(path), value: cacheControl(path) }];
    const values = [...new Set(inside.map(cacheControl))];
    if (values.length === 1) return values.map((value) => ({ path: `${path}*`, value }));
    return cacheRules(inside, path);
  });
}

function cacheControl(file: string): string {
  return hashedNames.test(file) ? immutable : revalidate;
}

function addressOf(file: string): string {
  return file.replace(/(^|\/)index\.html$/, '$1');
}

/** Rules in the form of a `_headers` file, which Netlify and Cloudflare Pages read. */
export function formatHeaders(rules: readonly HeaderRule[]): string {
  return rules
    .map(
      ({ path, headers }) =>
        `${path}\n${Object.entries(headers)
          .map(([name, value]) => `  ${name}: ${value}\n`)
          .join('')}`,
    )
    .join('\n');
}

/** Reads a `_headers` file. */
export function parseHeaders(text: string): HeaderRule[] {
  const rules: { path: string; headers: Record<string, string> }[] = [];
  for (const line of text.split('\n')) {
    const header = /^\s+([^:\s]+):\s*(.*)$/.exec(line);
    const rule = rules.at(-1);
    if (header?.[1] !== undefined) {
      if (rule !== undefined) rule.headers[header[1]] = header[2] ?? '';
    } else if (line.trim() !== '') rules.push({ path: line.trim(), headers: {} });
  }
  return rules;
}

/** Headers of the answer at an address, base path included. */
export function headersAt(rules: readonly HeaderRule[], address: string): Record<string, string> {
  const matching = rules.filter(({ path }) =>
    path.endsWith('*') ? address.startsWith(path.slice(0, -1)) : address === path,
  );
  return Object.assign({}, ...matching.map(({ headers }) => headers)) as Record<string, string>;
}

/** The same headers as configuration of nginx: a `map` for the `http` block, and lines for the `server` block. */
export function nginxHeaders({ base, scriptHashes }: Pick<HeaderOptions, 'base' | 'scriptHashes'>): string {
  const headers = Object.entries(securityHeaders(scriptHashes)).map(
    ([name, value]) => `add_header ${name} "${value}" always;`,
  );
  return [
    '# In the http block:',
    'map $uri $training_cache_control {',
    `  default "${revalidate}";`,
    `  ~^${base}_astro/ "${immutable}";`,
    `  ~^${base}pagefind/.*\\.pf_ "${immutable}";`,
    '}',
    '',
    '# In the server block. A location with an add_header of its own needs these lines again.',
    'add_header Cache-Control $training_cache_control always;',
    ...headers,
    `error_page 404 ${base}404.html;`,
    '',
  ].join('\n');
}
