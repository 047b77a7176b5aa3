/** The machine-readable forms of the API, which the site offers below `/downloads/api/`. */
const sources = import.meta.glob<string>(
  ['../../examples/openapi/dwcp-v3.json', '../../examples/proto/dwcp/v3/dwcp.proto'],
  { query: '?raw', import: 'default', eager: true },
);

/** The files as they stand in `examples/`, by their paths there: generators look for `dwcp/v3/dwcp.proto` below a folder. */
export const apiFiles: readonly { readonly path: string; readonly text: string }[] = Object.entries(
  sources,
).map(([source, text]) => ({ path: source.replace('../../examples/', ''), text }));

/** Address of such a file, without the base path. */
export function apiFileUrl(path: string): string {
  if (!apiFiles.some((file) => file.path === path)) throw new Error(`examples/ has no "${path}" to offer.`);
  return `/downloads/api/${path}`;
}
