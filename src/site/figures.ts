const files = import.meta.glob<string>('../../content/figures/*.svg', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const byName = new Map(Object.entries(files).map(([path, svg]) => [path.split('/').at(-1) ?? path, svg]));

/** File names in `content/figures/`. */
export function figureNames(): string[] {
  return [...byName.keys()].sort();
}

/** The drawing with a file name, as SVG text; undefined when there is none. */
export function figureSvg(name: string): string | undefined {
  return byName.get(name);
}
