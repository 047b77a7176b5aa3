import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { measureContent } from './check.ts';
import { formatRatio, formatSeconds, spreadOf } from './measure.ts';
import type { Usage } from './run-process.ts';
import { showProgress, type Table } from './report.ts';
import { scaleSite } from './scaled-content.ts';
import { clearCaches, copyProject, entryOf, installTools, renderSite, versionOf } from './workspace.ts';

/** Our site with one choice made differently. */
interface Variant {
  readonly name: string;
  /** Text of the function `(config) => config` in the variant's configuration; the project's own when absent. */
  readonly change?: string;
  /** A text in the copy of `src/rendering/highlight.ts`, and what stands there in this variant. */
  readonly highlighter?: readonly [text: string, replacement: string];
}

const ownPlugins = 'config.markdown.processor.options.hastPlugins';
const withoutOwnHighlighter = `${ownPlugins} = ${ownPlugins}.filter(({ name }) => name !== 'code-blocks');`;

/** The choices for the record. The first is what the others are compared with. */
const variants: readonly Variant[] = [
  { name: 'as it is: Sätteri, optimize, one theme of classes, JavaScript engine' },
  { name: 'no highlighting', change: withoutOwnHighlighter },
  {
    name: 'Oniguruma engine',
    highlighter: [
      'createJavaScriptRegexEngine()',
      "(await import('shiki/engine/oniguruma')).createOnigurumaEngine(import('shiki/wasm'))",
    ],
  },
  {
    name: "Astro's Shiki, one theme",
    change: `${withoutOwnHighlighter} config.markdown.syntaxHighlight = 'shiki'; config.markdown.shikiConfig = { theme: 'github-light' };`,
  },
  {
    name: "Astro's Shiki, two themes",
    change: `${withoutOwnHighlighter} config.markdown.syntaxHighlight = 'shiki'; config.markdown.shikiConfig = { themes: { light: 'github-light', dark: 'github-dark' } };`,
  },
  { name: 'optimize off', change: 'config.integrations = [mdx({ optimize: false })];' },
  { name: 'Sätteri without our plugins', change: `${ownPlugins} = [];` },
  {
    name: 'unified() without our plugins',
    change: 'config.markdown.processor = unified({ smartypants: false });',
  },
];

/** So many lines of MDX the whole program has at least; with fewer, what is common to all choices would hide the differences. */
const fullProgramLines = 11_000;

/** Renders a copy of our site cold with each choice in turn; all of them in each run. */
export async function measureVariants(
  runs: number,
): Promise<{ table: Table; notes: string[]; data: unknown }> {
  const tools = await installTools();
  const site = copyProject('site-variants');
  const times = Math.ceil(fullProgramLines / (await measureContent(site)).documentLines);
  if (times > 1) await scaleSite(site, times);
  const { documentLines } = await measureContent(site);
  const measured = new Map<string, Usage[]>(variants.map(({ name }) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const variant of run % 2 === 0 ? variants : variants.toReversed()) {
      showProgress(`build: ${variant.name}, run ${run + 1} of ${runs}`);
      measured.get(variant.name)?.push(await renderVariant(site, variant, tools));
    }
  }
  const spreads = variants.map(({ name }) => {
    const usages = measured.get(name) ?? [];
    return {
      name,
      wall: spreadOf(usages.map(({ wallMs }) => wallMs)),
      cpu: spreadOf(usages.map(({ cpuMs }) => cpuMs)),
    };
  });
  const base = spreads[0];
  if (base === undefined) throw new Error('There is no variant.');
  return {
    table: {
      caption: `This site with one choice made differently, rendered cold with ${documentLines} lines of MDX:`,
      columns: ['Choice', 'Time', 'Compared', 'Processor time', 'Compared'],
      rows: spreads.map(({ name, wall, cpu }) => [
        name,
        formatSeconds(wall),
        formatRatio(wall.median, base.wall.median),
        formatSeconds(cpu),
        formatRatio(cpu.median, base.cpu.median),
      ]),
    },
    notes: [
      ...(times > 1
        ? [
            `For the choices the documents are copied to ${times} times as many, as in the part "scale", because there are fewer than ${fullProgramLines.toLocaleString('en')} lines of them.`,
          ]
        : []),
      `unified() is that of @astrojs/markdown-remark ${versionOf(tools, '@astrojs/markdown-remark')}; our plugins are written for Sätteri, so it is compared with Sätteri without them.`,
    ],
    data: spreads,
  };
}

async function renderVariant(site: string, { change, highlighter }: Variant, tools: string): Promise<Usage> {
  const config = 'astro.variant.config.mjs';
  const unified = entryOf(tools, '@astrojs/markdown-remark');
  writeFileSync(
    path.join(site, config),
    `import mdx from '@astrojs/mdx';\nimport { unified } from ${JSON.stringify(unified)};\nimport config from './astro.config.mjs';\n\n${change ?? ''}\nexport default config;\n`,
  );
  const own = path.join(site, 'src/rendering/highlight.ts');
  const source = readFileSync(own, 'utf8');
  const [text, replacement] = highlighter ?? ['', ''];
  if (!source.includes(text))
    throw new Error(`src/rendering/highlight.ts has no "${text}" that a variant could replace.`);
  clearCaches(site);
  try {
    // The loader of the highlighter is no async function, so the replacement makes it one.
    if (highlighter !== undefined)
      writeFileSync(
        own,
        source.replace(text, replacement).replace('const load = (): ', 'const load = async (): '),
      );
    return await renderSite(site, config);
  } finally {
    writeFileSync(own, source);
  }
}
