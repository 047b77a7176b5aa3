import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Element, ElementContent } from 'hast';
import { createCssVariablesTheme, createHighlighter, type Highlighter, type ThemedToken } from 'shiki';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { parseCodeMeta, type CodeMeta } from './code-meta.ts';

/** Languages with a grammar; any other block is shown without colours. */
const grammars = [
  'bash',
  'css',
  'diff',
  'go',
  'hcl',
  'html',
  'http',
  'ini',
  'javascript',
  'json',
  'python',
  'proto',
  'sql',
  'toml',
  'typescript',
  'yaml',
] as const;

/** Raised whenever the generated tree changes, so that blocks kept on disk are made anew. */
const formatVersion = 7;

/** A highlighted block: the `<pre>` element. */
type HighlightedBlock = Element;

/**
 * Makes a function that highlights code blocks into elements with token classes (`tk-string`), one theme for both
 * colour schemes. Results are kept in `cacheFolder`, keyed by the text and the settings, so a build after an edit
 * pays for the edited blocks only.
 */
export function createBlockHighlighter(
  cacheFolder: string,
): (code: string, language: string, meta: string) => Promise<HighlightedBlock> {
  mkdirSync(cacheFolder, { recursive: true });
  let highlighter: Promise<Highlighter> | undefined;
  const load = (): Promise<Highlighter> =>
    (highlighter ??= createHighlighter({
      themes: [createCssVariablesTheme({ name: 'tokens', variablePrefix: '--', fontStyle: false })],
      langs: [...grammars],
      engine: createJavaScriptRegexEngine(),
    }));

  return async (code, language, meta) => {
    const key = createHash('sha256')
      .update(JSON.stringify([formatVersion, language, meta, code]))
      .digest('hex');
    const file = join(cacheFolder, `${key}.json`);
    const kept = readKept(file);
    if (kept !== undefined) return kept;
    const block = await highlightBlock(load, code, language, parseCodeMeta(meta));
    keep(file, block);
    return block;
  };
}

function readKept(file: string): HighlightedBlock | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as HighlightedBlock;
  } catch {
    return undefined; // Not there, or half written by a build that was stopped: made anew.
  }
}

function keep(file: string, block: HighlightedBlock): void {
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, JSON.stringify(block));
  renameSync(part, file);
}

async function highlightBlock(
  load: () => Promise<Highlighter>,
  code: string,
  language: string,
  meta: CodeMeta,
): Promise<HighlightedBlock> {
  if (language === 'console') return pre(consoleLines(code), language, meta);
  const known = (grammars as readonly string[]).includes(language);
  if (!known)
    return pre(
      code.split('\n').map((line) => [text(line)]),
      language,
      meta,
    );
  const { tokens } = (await load()).codeToTokens(code, {
    lang: language as (typeof grammars)[number],
    theme: 'tokens',
    // Shiki gives a line up after half a second of the clock. The first line of a language makes its grammar ready too,
    // which takes longer on a busy machine: that line would lose its colours, and the same sources give another site.
    tokenizeTimeLimit: 0,
  });
  return pre(
    tokens.map((line) => line.map(tokenElement)),
    language,
    meta,
  );
}

/** Tokens that look like another kind: told apart they would only make the page longer. */
const sameLook: Readonly<Record<string, string>> = { 'string-expression': 'string', link: 'function' };

function tokenElement(token: ThemedToken): ElementContent {
  // The theme writes `var(--token-string)`; the class says the same without an inline style, which the CSP forbids.
  const name = /--(?:token-)?([a-z-]+)/.exec(token.color ?? '')?.[1];
  if (name === undefined || name === 'foreground' || token.content.trim() === '') return text(token.content);
  return span(`tk-${sameLook[name] ?? name}`, [text(token.content)]);
}

/** A session: the prompt is an element that is neither selected nor copied; everything else is output. */
function consoleLines(code: string): ElementContent[][] {
  let continues = false;
  return code.split('\n').map((line) => {
    const isCommand = line.startsWith('$ ') || continues;
    if (!isCommand) return [span('out', [text(line)])];
    const typed = continues ? line : line.slice(2);
    const prompt = continues ? [] : [span('prompt', [text('$ ')], { ariaHidden: 'true' })];
    continues = line.endsWith('\\');
    return [...prompt, span('cmd', typed.split(/(\s+)/).map(commandWord))];
  });
}

function commandWord(word: string, position: number): ElementContent {
  if (position === 0 && word !== '') return span('tk-function', [text(word)]);
  if (word.startsWith('-')) return span('tk-keyword', [text(word)]);
  return text(word);
}

function pre(lines: ElementContent[][], language: string, meta: CodeMeta): Element {
  const children = joinAlike(
    lines.flatMap((line, index): ElementContent[] => {
      const number = index + 1;
      const marks = [
        ...(meta.highlighted.has(number) ? ['hl'] : []),
        ...(meta.inserted.has(number) ? ['ins'] : []),
        ...(meta.deleted.has(number) ? ['del'] : []),
      ];
      const content = marks.length === 0 ? line : [span(['line', ...marks].join(' '), joinAlike(line))];
      return [...content, ...(index === lines.length - 1 ? [] : [text('\n')])];
    }),
  );
  return {
    type: 'element',
    tagName: 'pre',
    // A block that scrolls sideways has to be reachable with the keyboard (WCAG 2.1.1).
    properties: {
      className: ['code', `lang-${language}`],
      dataLanguage: language,
      tabIndex: 0,
      ...(meta.title === undefined ? {} : { dataTitle: meta.title }),
    },
    children: [{ type: 'element', tagName: 'code', properties: {}, children }],
  };
}

/** Joins neighbours of one look, with the space and line ends between them, which no look shows in: shorter pages. */
function joinAlike(nodes: readonly ElementContent[]): ElementContent[] {
  const joined: ElementContent[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    const isSpace = last?.type === 'text' && last.value.trim() === '';
    const earlier = isSpace ? joined.at(-2) : last;
    const look = lookOf(node);
    if (look !== undefined && earlier !== undefined && lookOf(earlier) === look) {
      joined.splice(isSpace ? -2 : -1);
      joined.push(span(look, [text(textOf(earlier) + (isSpace ? last.value : '') + textOf(node))]));
    } else if (node.type === 'text' && last?.type === 'text') {
      joined.splice(-1, 1, text(last.value + node.value));
    } else {
      joined.push(node);
    }
  }
  return joined;
}

/** The class of a span that only colours a text; marked lines and prompts are more than that. */
function lookOf(node: ElementContent): string | undefined {
  if (node.type !== 'element' || node.children.length !== 1 || node.children[0]?.type !== 'text')
    return undefined;
  const classes = node.properties['className'];
  const name = Array.isArray(classes) && classes.length === 1 ? String(classes[0]) : '';
  return name === 'out' || name.startsWith('tk-') ? name : undefined;
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(textOf).join('') : '';
}

const text = (value: string): ElementContent => ({ type: 'text', value });

const span = (classes: string, children: ElementContent[], more: Record<string, string> = {}): Element => ({
  type: 'element',
  tagName: 'span',
  properties: { className: classes.split(' '), ...more },
  children,
});
