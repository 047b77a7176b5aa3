/** What a drawing needs where no style sheet of the site reaches it. */
export interface DrawingStyle {
  /** The rules of the site's style sheet that drawings use. */
  readonly rules: string;
  /** The definitions of arrow heads that drawings refer to. */
  readonly markers: string;
}

/** Takes from the site's styles the rules for drawings, with the colours of the light theme in place of variables. */
export function drawingRules(css: string, tokens: string): string {
  const colours = new Map(
    [...tokens.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]+),/g)].map(([, name = '', light = '']) => [
      name,
      light,
    ]),
  );
  const fixed: Record<string, string> = {
    accent: colours.get('operations') ?? '#000000',
    'accent-tint': colours.get('paper-soft') ?? '#ffffff',
    paper: '#ffffff',
    sans: 'sans-serif',
    mono: 'monospace',
  };
  const rules = [...css.matchAll(/^(?::is\(\.f-|\.f-)[^{}]*\{[^}]*\}/gm)].map(([rule]) => rule);
  return rules
    .join('\n')
    .replaceAll(/var\(--([\w-]+)\)/g, (_, name: string) => fixed[name] ?? colours.get(name) ?? '#000000');
}

/** A drawing that carries its style and arrow heads. */
export function stillDrawing(svg: string, { rules, markers }: DrawingStyle): string {
  return svg.replace(/<svg[^>]*>/, (start) => `${start}<style>${rules}</style>${markers}`);
}
