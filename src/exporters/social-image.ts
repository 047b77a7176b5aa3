import type { Font } from 'opentype.js';
import { imageSize, type SocialCard } from '../domain/social-image.ts';

/** The two weights that the image is set in. */
export interface CardFonts {
  readonly regular: Font;
  readonly bold: Font;
}

/** The light theme of the site, as in `src/styles/tokens.css`. */
const colours = {
  paper: '#faf8f2',
  ink: '#1b2025',
  muted: '#50585f',
  rule: '#d8d3c5',
  operations: '#00605c',
  developer: '#3d3fa3',
  security: '#a8321a',
};
const margin = 88;
const widest = imageSize.width - 2 * margin;

/** The image as SVG with its letters as outlines, so that it looks the same whatever fonts a machine has. */
export function socialImageSvg({ title, kicker, facts, track }: SocialCard, fonts: CardFonts): string {
  const accent = track === undefined ? colours.ink : colours[track];
  const size = title.length > 48 ? 60 : 76;
  const lines = wrapText(title, widest, (text) => fonts.bold.getAdvanceWidth(text, size)).slice(0, 4);
  const lineHeight = size * 1.14;
  const top = 362 - ((lines.length - 1) * lineHeight) / 2;
  const text = (font: Font, value: string, x: number, y: number, pixels: number, colour: string): string =>
    value === '' ? '' : `<path fill="${colour}" d="${outline(font, value, x, y, pixels)}"/>`;
  const stations = [0, 1, 2, 3, 4, 5, 6].map(
    (position) => `<rect x="${margin + position * 56}" y="523" width="18" height="18" fill="${accent}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${imageSize.width}" height="${imageSize.height}">`,
    `<rect width="100%" height="100%" fill="${colours.paper}"/>`,
    `<rect width="20" height="100%" fill="${accent}"/>`,
    text(fonts.bold, 'DWCP v3 training', margin, 116, 34, colours.ink),
    `<rect x="${margin}" y="146" width="${widest}" height="2" fill="${colours.rule}"/>`,
    text(fonts.regular, kicker, margin, 200, 32, accent),
    ...lines.map((line, index) =>
      text(fonts.bold, line, margin, top + index * lineHeight, size, colours.ink),
    ),
    `<path d="M${margin} 532H${margin + 6 * 56 + 18}" stroke="${accent}" stroke-width="5"/>`,
    ...stations,
    text(fonts.regular, facts, margin + 7 * 56 + 16, 543, 32, colours.muted),
    '</svg>',
  ].join('');
}

/** Breaks a text into lines of at most `limit` at its spaces; a word that is longer has a line of its own. */
export function wrapText(text: string, limit: number, width: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && width(joined) <= limit) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

function outline(font: Font, text: string, x: number, y: number, size: number): string {
  // Written out here: in the library's own text of a path, rounded to one decimal, letters were missing.
  const at = (...numbers: number[]) => numbers.map((number) => number.toFixed(1)).join(' ');
  return font
    .getPath(text, x, y, size)
    .commands.map((command) => {
      switch (command.type) {
        case 'M':
        case 'L':
          return command.type + at(command.x, command.y);
        case 'Q':
          return `Q${at(command.x1, command.y1, command.x, command.y)}`;
        case 'C':
          return `C${at(command.x1, command.y1, command.x2, command.y2, command.x, command.y)}`;
        case 'Z':
          return 'Z';
      }
    })
    .join('');
}
