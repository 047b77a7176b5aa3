import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { MeasuredDocument } from '../domain/document.ts';
import { literalValue } from './attributes.ts';
import { liftComponents } from './lift-components.ts';
import { measureDocument } from './measure-document.ts';
import { walk } from './walk.ts';

/** An MDX file taken apart. Every position in the tree is one of the whole file, frontmatter included. */
export interface ParsedDocument {
  /** The YAML between the `---` lines; empty where there is none. */
  readonly frontmatter: string;
  /** Line of the file on which the YAML starts. */
  readonly frontmatterLine: number;
  readonly body: string;
  readonly tree: Root;
  readonly document: MeasuredDocument;
}

/** A file that is not valid MDX, or uses a part of MDX that content does without. */
export class DocumentSyntaxError extends Error {
  readonly file: string;
  readonly line: number;

  constructor(file: string, line: number, message: string) {
    super(message);
    this.name = 'DocumentSyntaxError';
    this.file = file;
    this.line = line;
  }
}

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkMdx).freeze();

/** Parses and measures one MDX file. */
export function parseDocument(file: string, source: string): ParsedDocument {
  const { frontmatter, bodyStart } = splitFrontmatter(file, source);
  const body = source.slice(bodyStart);
  const tree = parseBody(file, source.slice(0, bodyStart).replaceAll(/[^\n]/g, ' ') + body);
  refuseCode(file, tree);
  liftComponents(tree);
  return {
    frontmatter,
    frontmatterLine: bodyStart === 0 ? 1 : 2,
    body,
    tree,
    document: measureDocument(file, body, tree),
  };
}

function splitFrontmatter(file: string, source: string): { frontmatter: string; bodyStart: number } {
  const opening = /^---[ \t]*\r?\n/.exec(source);
  if (opening === null) return { frontmatter: '', bodyStart: 0 };
  const closing = /^---[ \t]*(?:\r?\n|$)/m.exec(source.slice(opening[0].length));
  if (closing === null) {
    throw new DocumentSyntaxError(
      file,
      1,
      'The frontmatter starts with a line of three hyphens, but no second such line ends it.',
    );
  }
  const closingStart = opening[0].length + closing.index;
  return {
    frontmatter: source.slice(opening[0].length, closingStart),
    bodyStart: closingStart + closing[0].length,
  };
}

function parseBody(file: string, source: string): Root {
  try {
    return parser.parse(source);
  } catch (error) {
    const { line, message } = explain(error);
    throw new DocumentSyntaxError(file, line, message);
  }
}

/** The parser's reason as a sentence for a writer, and the line to look at. */
function explain(error: unknown): { line: number; message: string } {
  const { reason: rawReason, line = 1 } = error as { reason?: string; line?: number };
  const reason = (rawReason ?? String(error)).replace(/\.$/, '');
  const unclosed = /^Expected a closing tag for `(<[^>]*>)` \((\d+):/.exec(reason);
  if (unclosed !== null) {
    return {
      line: Number(unclosed[2]),
      message: `${unclosed[1]} is not closed where it should be; close it, with blank lines around what it holds.`,
    };
  }
  const unopened = /^Unexpected closing (?:slash `\/` in tag|tag `(<\/[^>]*>)`)/.exec(reason);
  if (unopened !== null)
    return { line, message: `${unopened[1] ?? 'A closing tag'} closes something that is not open.` };
  if (/acorn|expression/.test(reason)) {
    return {
      line,
      message: 'A brace opens an expression that cannot be read; write \\{ where a brace is meant as text.',
    };
  }
  if (/before name|in name|after name|in attribute|before attribute|`!`/.test(reason)) {
    return {
      line,
      message: `"<" opens a tag that cannot be read; write &lt; where the sign is meant as text. The parser says: ${reason}.`,
    };
  }
  return { line, message: `The MDX cannot be read. The parser says: ${reason}.` };
}

/** Content is text: imports and computed values would make it a program. */
function refuseCode(file: string, tree: Root): void {
  walk(tree, (node) => {
    const line = node.position?.start.line ?? 1;
    if (node.type === 'mdxjsEsm') {
      throw new DocumentSyntaxError(
        file,
        line,
        'Content has no imports or exports; the authoring components are there without them.',
      );
    }
    if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') {
      const isComment = /^(?:\s|\/\*.*?\*\/)*$/s.test(node.value);
      if (!isComment && typeof literalValue(node.value) !== 'string') {
        throw new DocumentSyntaxError(
          file,
          line,
          `{${node.value}} would be computed; write \\{ and \\} where the braces are meant as text.`,
        );
      }
    }
  });
}
