/** Options of the small programs: letters with or without a value, in the style of POSIX. */
export interface Options {
  letters: ReadonlySet<string>;
  values: ReadonlyMap<string, string>;
  words: string[];
  /** The first option that is not known. */
  unknown: string | undefined;
}

/** Reads options; `known` are letters without, `valued` letters with a value. `-12` counts as `-n 12`. */
export function readOptions(words: readonly string[], known: string, valued = ''): Options {
  const letters = new Set<string>();
  const values = new Map<string, string>();
  const rest: string[] = [];
  let unknown: string | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') {
      rest.push(...words.slice(index + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      rest.push(word);
      continue;
    }
    if (/^-\d+$/.test(word) && valued.includes('n')) {
      values.set('n', word.slice(1));
      continue;
    }
    for (let position = 1; position < word.length; position += 1) {
      const letter = word.charAt(position);
      if (valued.includes(letter)) {
        const attached = word.slice(position + 1);
        values.set(letter, attached === '' ? (words[(index += 1)] ?? '') : attached);
        break;
      }
      if (known.includes(letter)) letters.add(letter);
      else unknown ??= word.startsWith('--') ? word : `-${letter}`;
    }
  }
  return { letters, values, words: rest, unknown };
}
