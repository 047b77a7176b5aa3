/** Text that was decoded with the wrong character set. */
interface Mojibake {
  readonly index: number;
  readonly found: string;
  /** What it most likely was; `undefined` for a replacement character, which says nothing. */
  readonly meant: string | undefined;
}

/** What Windows-1252 has where Latin-1 has control characters. */
const windows1252 = new Map(
  [...'€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'].map((character, index) => [character, 0x80 + index] as const),
);
windows1252.delete(' ');

/**
 * First letters that UTF-8 sequences turn into. Others, such as the multiplication sign, are common in good text
 * before a dash or a quotation mark and would be reported wrongly.
 */
const leads = 'ÂÃÄÅÎÏÐÑâãäåæçèéïðò';

/** Finds sequences of letters that are one character when their bytes are read as UTF-8. */
export function findMojibake(text: string): Mojibake[] {
  const found: Mojibake[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character < '\u0080') continue;
    if (character === '\uFFFD') {
      found.push({ index, found: character, meant: undefined });
      continue;
    }
    const sequence = leads.includes(character) ? decodeAt(text, index) : undefined;
    if (sequence === undefined) continue;
    found.push({ index, ...sequence });
    index += sequence.found.length - 1;
  }
  return found;
}

function decodeAt(text: string, index: number): { found: string; meant: string } | undefined {
  const lead = byteOf(text[index] ?? '');
  if (lead === undefined) return undefined;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  let point = lead & (0x7f >> length);
  for (let offset = 1; offset < length; offset += 1) {
    const byte = byteOf(text[index + offset] ?? '');
    if (byte === undefined || byte < 0x80 || byte > 0xbf) return undefined;
    point = (point << 6) | (byte & 0x3f);
  }
  const isOverlong = point < (length === 4 ? 0x10000 : length === 3 ? 0x800 : 0x80);
  if (isOverlong || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
  return { found: text.slice(index, index + length), meant: String.fromCodePoint(point) };
}

/** The byte that a letter was read from. */
function byteOf(character: string): number | undefined {
  const code = character.charCodeAt(0);
  return code <= 0xff ? code : windows1252.get(character);
}
