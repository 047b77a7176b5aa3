/**
 * Puts a prefix before every id of an HTML fragment and before the links that lead to them. References to the arrow
 * heads of figures stay, because those are shared by the page.
 */
export function prefixIds(html: string, prefix: string): string {
  return (
    html
      .replaceAll(/(<[a-z](?:[^>"]|"[^"]*")*?\s)id="([^"]+)"/gi, `$1id="${prefix}-$2"`)
      .replaceAll(/(<a\s(?:[^>"]|"[^"]*")*?)href="#([^"]+)"/gi, `$1href="#${prefix}-$2"`)
      // These may name several ids.
      .replaceAll(
        /(\saria-(?:labelledby|describedby|controls))="([^"]+)"/gi,
        (_, attribute: string, ids: string) =>
          `${attribute}="${ids
            .split(' ')
            .map((id) => `${prefix}-${id}`)
            .join(' ')}"`,
      )
  );
}
