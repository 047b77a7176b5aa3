import { nearest } from '../../edit-distance.ts';
import type { Finding } from '../../finding.ts';
import type { Program } from '../../program.ts';
import type { Piece } from './pieces.ts';
import { lineWithin, oncePerFile, suggest, usesOf } from './report.ts';

/** Capitals that stand for nothing a glossary explains: units, verdicts, HTTP methods, everyday English. */
const plain = new Set([
  'KB',
  'MB',
  'GB',
  'TB',
  'PB',
  'EB',
  'MHZ',
  'GHZ',
  'GO',
  'HOLD',
  'NO',
  'NO-GO',
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'AND',
  'OR',
  'NOT',
  'OK',
  'ID',
  'AM',
  'PM',
  'UK',
  'US',
  'USA',
  'EU',
]);

/** Acronyms in running text, and terms named by components, that the glossary does not have. */
export function checkAcronyms(program: Program, pieces: readonly Piece[]): Finding[] {
  const { terms } = program.reference.glossary.data;
  const names = terms.flatMap((term) => [term.term, ...term.aliases]);
  // "DWCP v3" explains DWCP, too.
  const known = new Set(names.flatMap((name) => [name, ...name.split(/[\s/()-]+/)]));
  return oncePerFile([
    ...pieces
      .filter(({ kind }) => kind === 'prose')
      .flatMap((piece) =>
        acronymsIn(piece.text)
          .filter(({ acronym }) => !isExplained(acronym, known))
          .map(({ acronym, index }): Finding => ({
            rule: 'unknown-acronym',
            file: piece.file,
            line: lineWithin(piece, index),
            subject: acronym,
            message: `The acronym "${acronym}" is not in the glossary.`,
            hint: 'Write it out, or add it to content/reference/glossary.yaml.',
          })),
      ),
    ...checkTerms(program, names),
  ]);
}

function acronymsIn(text: string): { acronym: string; index: number }[] {
  return [...text.matchAll(/(?<![\w.@#$[-])[A-Z][A-Z0-9]{1,7}(?:-[A-Z0-9]{2,6})*s?(?![\w@]|\.\w)/g)].flatMap(
    (match) => {
      const acronym = match[0].replace(/s$/, '');
      const capitals = acronym.match(/[A-Z]/g)?.length ?? 0;
      const isRoman = /^[IVX]+$/.test(acronym);
      return capitals < 2 || capitals > 12 || isRoman ? [] : [{ acronym, index: match.index }];
    },
  );
}

/** A compound such as AES-GCM is explained as a whole or by each of its parts; a version such as SHA-256 by its name. */
function isExplained(acronym: string, known: ReadonlySet<string>): boolean {
  const isKnown = (word: string): boolean =>
    known.has(word) ||
    plain.has(word) ||
    known.has(word.replace(/\d+$/, '')) ||
    (word.match(/[A-Z]/g)?.length ?? 0) < 2 ||
    // Letters that stand for digits: YYYY-MM-DD.
    /^([A-Z])\1+$/.test(word);
  return isKnown(acronym) || acronym.split('-').every(isKnown);
}

function checkTerms(program: Program, names: readonly string[]): Finding[] {
  const known = new Set(names.map((name) => name.toLowerCase()));
  return [...usesOf(program, 'Term'), ...usesOf(program, 'Definition', 'term')]
    .filter(({ value }) => !known.has(String(value).toLowerCase()))
    .map(({ file, line, value }) => ({
      rule: 'unknown-acronym',
      file,
      line,
      subject: String(value),
      message: `The term "${String(value)}" is not in the glossary.`,
      hint: suggest(nearest(String(value), names), 'add the term to content/reference/glossary.yaml.'),
    }));
}
