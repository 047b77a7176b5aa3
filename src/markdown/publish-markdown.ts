import type { BlockContent, Heading, Nodes, PhrasingContent, Root, RootContent } from 'mdast';
// Adds the nodes of MDX to the types of mdast.
import type {} from 'remark-mdx';
import type { Reference } from '../domain/program.ts';
import { literalValue, textAttribute, type Element } from './attributes.ts';
import { plainText, readerText, referenceText } from './reader-text.ts';
import { stringifyMarkdown } from './stringify.ts';

export interface PublishOptions {
  /** Heading of the whole file. */
  readonly title: string;
  /** Turns an address of the site into one that works from the published file; unchanged when absent. */
  readonly resolveLink?: (url: string) => string;
  /** Address of a drawing by its file name, for a file that can show it; without it, its words stand in its place. */
  readonly drawing?: (file: string) => string;
  /** Tells which program a command belongs to; without it, commands stand as they are named. */
  readonly reference?: Pick<Reference, 'commands'>;
}

/** The document as plain GitHub Markdown, with every authoring component in words. The same tree gives the same text. */
export function publishMarkdown(tree: Root, options: PublishOptions): string {
  return stringifyMarkdown(publishTree(tree, options));
}

/** The same document as a tree, for formats that start from one. */
export function publishTree(tree: Root, options: PublishOptions): Root {
  const publisher = new Publisher(options);
  const children = [heading(1, [text(options.title)]), ...publisher.blocks(tree.children)];
  return { type: 'root', children: children as RootContent[] };
}

class Publisher {
  readonly #options: PublishOptions;
  /** Depth of the last heading of the document; what a component needs as headings goes below it. */
  #depth: Heading['depth'] = 1;

  constructor(options: PublishOptions) {
    this.#options = options;
  }

  blocks(nodes: readonly Nodes[]): BlockContent[] {
    return nodes.flatMap((node) => this.#block(node));
  }

  #block(node: Nodes): BlockContent[] {
    switch (node.type) {
      case 'mdxJsxFlowElement':
        return this.#component(node);
      case 'mdxJsxTextElement':
        return [{ type: 'paragraph', children: this.#inline(node) }];
      case 'mdxFlowExpression':
      case 'mdxjsEsm':
        return [];
      case 'heading':
        this.#depth = node.depth;
        return [{ ...node, children: this.#phrasing(node.children) }];
      case 'paragraph': {
        const children = trimEnd(this.#phrasing(node.children));
        return children.length === 0 ? [] : [{ ...node, children }];
      }
      case 'code':
        return codeWithTitle(node);
      case 'definition':
        return [{ ...node, url: this.#resolve(node.url) } as Nodes as BlockContent];
      case 'tableCell':
        return [{ ...node, children: this.#phrasing(node.children) } as Nodes as BlockContent];
      default:
        if ('children' in node)
          return [{ ...node, children: this.blocks(node.children) } as Nodes as BlockContent];
        return [node as BlockContent];
    }
  }

  #component(element: Element): BlockContent[] {
    const attribute = (name: string): string => textAttribute(element, name);
    const title = attribute('title');
    switch (element.name) {
      case 'Note':
        return [this.#quote(title || 'Note', element)];
      case 'Warning':
        return [this.#quote(title === '' ? 'Warning' : `Warning: ${title}`, element)];
      case 'Checkpoint':
        return [this.#quote(`Checkpoint: ${title}`, element)];
      case 'OnRealCluster':
        return [this.#quote('On a real cluster', element)];
      case 'Solution':
        return [this.#quote('Solution', element)];
      case 'Hint':
        return [this.#quote(title === '' ? 'Hint' : `Hint: ${title}`, element)];
      case 'Steps':
        return this.#steps(element);
      case 'Step':
      case 'Scenario':
      case 'Tab':
        return this.#headed(stepTitle(element), element);
      case 'Checklist':
        return [bold(`Checklist: ${title}`), ...this.blocks(element.children)];
      case 'Definition':
        return this.#definition(attribute('term'), element);
      case 'Decision':
        return this.#decision(attribute('question'), element);
      case 'Template':
        return [
          bold(`${title} (${attribute('channel')})`),
          { type: 'code', lang: 'text', value: element.children.map(plainText).join('\n\n') },
        ];
      case 'Figure':
        if (this.#options.drawing !== undefined) {
          const image = {
            type: 'image',
            url: this.#options.drawing(attribute('src')),
            alt: attribute('alt'),
          } as const;
          return [
            { type: 'paragraph', children: [image] },
            { type: 'paragraph', children: [{ type: 'emphasis', children: [text(attribute('caption'))] }] },
          ];
        }
        return [
          { type: 'paragraph', children: [strong(`Figure: ${attribute('caption')}`)] },
          { type: 'paragraph', children: [text(attribute('alt'))] },
        ];
      default:
        break;
    }
    if (referenceText(element) !== undefined) return [{ type: 'paragraph', children: this.#inline(element) }];
    return this.blocks(element.children);
  }

  #steps(element: Element): BlockContent[] {
    let number = 0;
    return element.children.flatMap((child): BlockContent[] => {
      if (child.type !== 'mdxJsxFlowElement' || child.name !== 'Step') return this.#block(child);
      number += 1;
      return this.#headed(`Step ${number}: ${stepTitle(child)}`, child);
    });
  }

  #headed(title: string, element: Element): BlockContent[] {
    const outer = this.#depth;
    const depth = Math.min(outer + 1, 6) as Heading['depth'];
    this.#depth = depth;
    const content = this.blocks(element.children);
    this.#depth = outer;
    return [heading(depth, [text(title)]), ...content];
  }

  #quote(title: string, element: Element): BlockContent {
    return { type: 'blockquote', children: [bold(title), ...this.blocks(element.children)] };
  }

  #definition(term: string, element: Element): BlockContent[] {
    const [first, ...rest] = this.blocks(element.children);
    if (first?.type !== 'paragraph') return [bold(term), ...(first === undefined ? [] : [first]), ...rest];
    return [{ ...first, children: [strong(term), text(': '), ...first.children] }, ...rest];
  }

  #decision(question: string, element: Element): BlockContent[] {
    const isOutcome = (node: Nodes): node is Element =>
      node.type === 'mdxJsxFlowElement' && node.name === 'Outcome';
    const outcomes = element.children.filter(isOutcome);
    const list: BlockContent = {
      type: 'list',
      ordered: false,
      spread: false,
      children: outcomes.map((outcome) => ({
        type: 'listItem',
        spread: false,
        children: this.#outcome(outcome),
      })),
    };
    return [
      bold(`Decision: ${question}`),
      ...this.blocks(element.children.filter((child) => !isOutcome(child))),
      ...(outcomes.length === 0 ? [] : [list]),
    ];
  }

  #outcome(outcome: Element): BlockContent[] {
    const lead = [strong(textAttribute(outcome, 'verdict')), text(` when ${textAttribute(outcome, 'when')}`)];
    const [first, ...rest] = this.blocks(outcome.children);
    if (first?.type === 'paragraph') {
      return [{ type: 'paragraph', children: [...lead, text(': '), ...first.children] }, ...rest];
    }
    return [{ type: 'paragraph', children: lead }, ...(first === undefined ? [] : [first]), ...rest];
  }

  #phrasing(nodes: readonly PhrasingContent[]): PhrasingContent[] {
    return nodes.flatMap((node) => this.#inline(node));
  }

  #inline(node: PhrasingContent | Element): PhrasingContent[] {
    switch (node.type) {
      case 'mdxJsxFlowElement':
      case 'mdxJsxTextElement':
        return this.#inlineComponent(node);
      case 'mdxTextExpression': {
        const value = literalValue(node.value);
        return typeof value === 'string' ? [text(value)] : [];
      }
      case 'link':
        return [{ ...node, url: this.#resolve(node.url), children: this.#phrasing(node.children) }];
      case 'image':
        return [{ ...node, url: this.#resolve(node.url) }];
      default:
        if (!('children' in node)) return [node];
        return [{ ...node, children: this.#phrasing(node.children) } as PhrasingContent];
    }
  }

  #inlineComponent(element: Element): PhrasingContent[] {
    const name = referenceText(element);
    if (name === undefined) {
      if (element.name === 'br') return [{ type: 'break' }];
      return element.type === 'mdxJsxTextElement'
        ? this.#phrasing(element.children)
        : element.children.map((child) => text(readerText(child, { code: 'keep' })));
    }
    if (element.name === 'Term') return [text(name)];
    return [{ type: 'inlineCode', value: element.name === 'Command' ? this.#commandLine(name) : name }];
  }

  #commandLine(name: string): string {
    const command = this.#options.reference?.commands.data.commands.find(
      (candidate) => candidate.name === name,
    );
    return command === undefined ? name : `${command.program} ${name}`;
  }

  #resolve(url: string): string {
    return this.#options.resolveLink?.(url) ?? url;
  }
}

function stepTitle(element: Element): string {
  const minutes = textAttribute(element, 'minutes');
  const title = textAttribute(element, 'title');
  return minutes === '' ? title : `${title} (${minutes} min)`;
}

/** A code block under its file name; marks for highlighted lines mean nothing outside the site. */
function codeWithTitle(node: Extract<Nodes, { type: 'code' }>): BlockContent[] {
  const title = /title="([^"]*)"/.exec(node.meta ?? '')?.[1];
  const code: BlockContent = { ...node, meta: null };
  if (title === undefined) return [code];
  return [{ type: 'paragraph', children: [{ type: 'inlineCode', value: title }] }, code];
}

/** Without the space that is left where a comment ended a paragraph. */
function trimEnd(nodes: PhrasingContent[]): PhrasingContent[] {
  const last = nodes.at(-1);
  if (last?.type !== 'text') return nodes;
  const value = last.value.trimEnd();
  return [...nodes.slice(0, -1), ...(value === '' ? [] : [text(value)])];
}

function text(value: string): PhrasingContent {
  return { type: 'text', value };
}

function strong(value: string): PhrasingContent {
  return { type: 'strong', children: [text(value)] };
}

function bold(value: string): BlockContent {
  return { type: 'paragraph', children: [strong(value)] };
}

function heading(depth: Heading['depth'], children: PhrasingContent[]): Heading {
  return { type: 'heading', depth, children };
}
