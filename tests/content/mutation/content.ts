import { parse, stringify } from 'yaml';
import { checkProgram } from '../../../src/domain/check-program.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { Program } from '../../../src/domain/program.ts';
import { readExample } from '../../../src/node/blocks/content-blocks.ts';
import { measureBlocks } from '../../../src/node/blocks/measure-blocks.ts';
import { assembleProgram } from '../../../src/node/read-program.ts';
import { readSources, type NamedSource } from '../../../src/node/source-files.ts';
import type { Exception } from '../../../src/schemas/exceptions.ts';
import type { ProgramIndex } from '../../../src/schemas/program-index.ts';
import { runInSmallShell } from './small-shell.ts';

/** The real content, read once. */
const originals: readonly NamedSource[] = await readSources('content');

/** Data without `readonly`, for cases that change it. */
export type Draft<Data> = { -readonly [Key in keyof Data]: Draft<Data[Key]> };

/** A copy of the real content that can be changed. Files are named below `content/`. */
export class Content {
  readonly #texts = new Map(originals.map(({ name, text }) => [name, text]));
  readonly #examples = new Map<string, string>();

  read(name: string): string {
    const text = this.#texts.get(name);
    if (text === undefined) throw new Error(`There is no file content/${name} to damage.`);
    return text;
  }

  write(name: string, text: string): void {
    this.#texts.set(name, text);
  }

  remove(name: string): void {
    this.read(name);
    this.#texts.delete(name);
  }

  /** Adds a paragraph, table, block or heading at the end of a document. */
  append(name: string, markdown: string): void {
    this.write(name, `${this.read(name)}\n${markdown}\n`);
  }

  /** Replaces a text that has to be there. */
  replace(name: string, from: string, to: string): void {
    const text = this.read(name);
    if (!text.includes(from)) throw new Error(`content/${name} does not contain "${from}".`);
    this.write(
      name,
      text.replace(from, () => to),
    );
  }

  /** Changes the values of a YAML file. */
  change<Data>(name: string, damage: (data: Draft<Data>) => void): void {
    this.write(name, changed(this.read(name), damage));
  }

  /** Changes the frontmatter of a document. */
  changeFrontmatter<Data>(name: string, damage: (data: Draft<Data>) => void): void {
    const [, frontmatter = '', body = ''] = /^---\n(.*?\n)---\n(.*)$/s.exec(this.read(name)) ?? [];
    this.write(name, document(frontmatter, body, damage));
  }

  changeIndex(damage: (index: Draft<ProgramIndex>) => void): void {
    this.change('program/index.yaml', damage);
  }

  addException(exception: Exception): void {
    this.change<{ exceptions: Exception[] }>('program/exceptions.yaml', ({ exceptions }) => {
      exceptions.push(exception);
    });
  }

  /** What is parsed from it, for cases that need a real sentence, line count or question. */
  get program(): Program {
    const { program } = this.#assemble();
    if (program === undefined) throw new Error('The content makes no program.');
    return program;
  }

  /** Changes or adds a tested file, named from the repository's top. */
  writeExample(file: string, text: string): void {
    this.#examples.set(file, text);
  }

  /** Everything the check reports. */
  async check(today: string): Promise<Finding[]> {
    const { program, sources, findings } = this.#assemble();
    if (program === undefined) return [...findings];
    const blocks = await measureBlocks(program, {
      readExample: (file) => this.#examples.get(file) ?? readExample(file),
      loadRunner: () => Promise.resolve(runInSmallShell),
    });
    return [...findings, ...checkProgram(program, sources, { today, blocks })];
  }

  #assemble() {
    const files = [...this.#texts].map(([name, text]) => ({ name, file: `content/${name}`, text }));
    return assembleProgram(
      files.sort((a, b) => (a.name < b.name ? -1 : 1)),
      'content',
    );
  }
}

/** A document from the values of its frontmatter and its body. */
export function documentText(frontmatter: object, body: string): string {
  return `---\n${stringify(frontmatter)}---\n\n${body.trim()}\n`;
}

function document<Data>(frontmatter: string, body: string, damage: (data: Draft<Data>) => void): string {
  return `---\n${changed(frontmatter, damage)}---\n${body}`;
}

function changed<Data>(yaml: string, damage: (data: Draft<Data>) => void): string {
  const data = parse(yaml) as Draft<Data>;
  damage(data);
  return stringify(data);
}

/** Finds what a case wants to damage; says so when the content no longer has it. */
export function pick<Item>(items: readonly Item[] | undefined, isWanted: (item: Item) => boolean): Item {
  const item = items?.find(isWanted);
  if (item === undefined) throw new Error(`The content has nothing that ${isWanted.toString()} finds.`);
  return item;
}
