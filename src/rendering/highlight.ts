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
const formatVersion = 5;

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
  });
  return pre(
    tokens.map((line) => line.map(tokenElement)),
    language,
    meta,
  );
}

function tokenElement(token: ThemedToken): ElementContent {
  // The theme writes `var(--token-string)`; the class says the same without an inline style, which the CSP forbids.
  const name = /--(?:token-)?([a-z-]+)/.exec(token.color ?? '')?.[1];
  if (name === undefined || name === 'foreground' || token.content.trim() === '') return text(token.content);
  return span(`tk-${name}`, [text(token.content)]);
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
  if (position === 0) return span('tk-function', [text(word)]);
  if (word.startsWith('-')) return span('tk-keyword', [text(word)]);
  return text(word);
}

function pre(lines: ElementContent[][], language: string, meta: CodeMeta): Element {
  const children = lines.flatMap((line, index): ElementContent[] => {
    const number = index + 1;
    const classes = ['line'];
    if (meta.highlighted.has(number)) classes.push('hl');
    if (meta.inserted.has(number)) classes.push('ins');
    if (meta.deleted.has(number)) classes.push('del');
    return [span(classes.join(' '), line), ...(index === lines.length - 1 ? [] : [text('\n')])];
  });
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

const text = (value: string): ElementContent => ({ type: 'text', value });

const span = (classes: string, children: ElementContent[], more: Record<string, string> = {}): Element => ({
  type: 'element',
  tagName: 'span',
  properties: { className: classes.split(' '), ...more },
  children,
});
