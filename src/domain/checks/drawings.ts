import type { Finding } from '../finding.ts';
import type { SourceFile } from '../program.ts';

/** Classes that the site's stylesheet gives a meaning, in both themes and in print. */
const drawingClasses = new Set([
  ...[
    'f-line',
    'f-thin',
    'f-dash',
    'f-grid',
    'f-box',
    'f-soft',
    'f-accent',
    'f-accent-line',
    'f-accent-fill',
  ],
  ...['f-ok', 'f-warn', 'f-bad', 'f-text', 'f-small', 'f-label', 'f-mono', 'f-mid', 'f-end', 'f-muted'],
  'f-on-accent',
]);

/** What a drawing may not contain, and why. */
const forbidden: readonly (readonly [RegExp, string, string])[] = [
  [
    /<style\b|\sstyle="/g,
    'a style of its own',
    'Use the classes of the site; the content security policy drops styles.',
  ],
  [/<script\b|\son[a-z]+="/g, 'a script', 'Remove it; drawings do not run anything.'],
  [
    /\s(?:fill|stroke|color|font-family)="(?!none")[^"]*"/g,
    'a colour or font of its own',
    'Use the classes of the site, which follow the theme.',
  ],
  [/\sid="/g, 'an id', 'Remove it; several drawings stand on one page.'],
  [/<(?:image|foreignObject|use)\b/g, 'something that is not drawn in it', 'Draw it with shapes and text.'],
];

/** Drawings that would fail in the dark, in print or beside other drawings. */
export function checkDrawings(sources: readonly SourceFile[]): Finding[] {
  return sources.filter(({ file }) => /\/figures\/[^/]+\.svg$/.test(file)).flatMap(checkDrawing);
}

function checkDrawing({ file, text }: SourceFile): Finding[] {
  const finding = (at: number, thing: string, message: string, hint: string): Finding => ({
    rule: 'missing-figure',
    file,
    line: text.slice(0, at).split('\n').length,
    subject: `${file}: ${thing}`,
    message,
    hint,
  });
  const root = /<svg\b[^>]*>/.exec(text);
  const size: Finding[] =
    root !== null && /\sviewBox="0 0 \d+ \d+"/.test(root[0]) && !/\s(?:width|height)="/.test(root[0])
      ? []
      : [
          finding(
            root?.index ?? 0,
            'size',
            'The drawing does not give its size by a viewBox alone.',
            'Start it with <svg viewBox="0 0 560 …"> and leave width and height out, so that it fits any screen.',
          ),
        ];
  const contents = forbidden.flatMap(([pattern, thing, hint]) => {
    const [first] = text.matchAll(pattern);
    return first === undefined
      ? []
      : [finding(first.index, thing, `The drawing has ${thing}: ${first[0].trim()}`, hint)];
  });
  return [...size, ...contents, ...unknownClasses(text, finding)];
}

function unknownClasses(
  text: string,
  finding: (at: number, thing: string, message: string, hint: string) => Finding,
): Finding[] {
  const seen = new Set<string>();
  return [...text.matchAll(/\sclass="([^"]*)"/g)].flatMap((match) =>
    (match[1] ?? '').split(/\s+/).flatMap((name) => {
      if (name === '' || drawingClasses.has(name) || seen.has(name)) return [];
      seen.add(name);
      return [
        finding(
          match.index,
          name,
          `"${name}" is not a class for drawings.`,
          `Use one of ${[...drawingClasses].join(', ')}.`,
        ),
      ];
    }),
  );
}
