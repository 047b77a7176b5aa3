import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml';
import type { LineOf } from '../domain/program.ts';

/** YAML taken apart: its values, and where they stand. */
export interface ParsedYaml {
  readonly data: unknown;
  readonly lineOf: LineOf;
}

/** Why a text is not YAML, and on which line. */
export interface YamlSyntaxError {
  readonly line: number;
  readonly message: string;
}

/** Parses YAML that starts on `firstLine` of its file. The first thing that cannot be read is the only one reported. */
export function parseYaml(text: string, firstLine = 1): ParsedYaml | { readonly error: YamlSyntaxError } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    // The renderer of the site reads dates and merge keys so, too; what it would refuse has to be found here.
    customTags: (tags) => [...tags, 'timestamp'],
    merge: true,
  });
  const lineAt = (offset: number): number => lineCounter.linePos(offset).line + firstLine - 1;
  const [error] = document.errors;
  if (error !== undefined) return { error: { line: lineAt(error.pos[0]), message: explain(error) } };

  const alias = unresolvedAlias(document);
  if (alias !== undefined) {
    const message = `A text that starts with "*" has to be in quotes: "*${alias.source}".`;
    return { error: { line: lineAt(alias.range?.[0] ?? 0), message } };
  }

  const root = document.contents;
  return {
    data: document.toJS() as unknown,
    lineOf: (path) => lineAt(offsetOf(root, path)),
  };
}

/** The parser only finds out when the value is asked for. */
function unresolvedAlias(document: Document.Parsed): Alias | undefined {
  let found: Alias | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

/** Offset of a field's name or a list's entry; of the nearest one around it where the value is absent. */
function offsetOf(root: Node | null, path: readonly (string | number)[]): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    const next = stepInto(node, step);
    if (next === undefined) break;
    offset = next.offset ?? offset;
    node = next.node;
  }
  return offset;
}

function stepInto(
  node: unknown,
  step: string | number,
): { node: unknown; offset: number | undefined } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    if (pair === undefined) return undefined;
    return { node: pair.value, offset: isScalar(pair.key) ? pair.key.range?.[0] : undefined };
  }
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step] as Node | undefined;
    return item === undefined ? undefined : { node: item, offset: item.range?.[0] };
  }
  return undefined;
}

const explanations: Partial<Record<YAMLError['code'], string>> = {
  BAD_INDENT: 'The line is indented differently from the ones it belongs with.',
  TAB_AS_INDENT: 'The line is indented with a tab; YAML wants spaces.',
  DUPLICATE_KEY: 'The same field stands here twice.',
  MISSING_CHAR: 'A quote, bracket or brace is opened and not closed, or a colon is missing.',
  MULTILINE_IMPLICIT_KEY: 'A field has no colon after its name, or a text with a colon in it has no quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'The line is indented differently from the ones it belongs with.',
  BLOCK_IN_FLOW: 'A list or group of fields on lines of its own stands within brackets or braces.',
  UNEXPECTED_TOKEN:
    'Something stands here that cannot be read; a text with special characters has to be in quotes.',
  BAD_DQ_ESCAPE: 'A backslash within double quotes starts an escape that does not exist; use single quotes.',
  BAD_SCALAR_START: 'A text that starts with a special character has to be in quotes.',
};

function explain(error: YAMLError): string {
  if (error.message.startsWith('Nested mappings'))
    return 'A colon within a text is read as a field; put the text in quotes.';
  return (
    explanations[error.code] ??
    `The YAML cannot be read. The parser says: ${error.message.replace(/\.$/, '')}.`
  );
}
