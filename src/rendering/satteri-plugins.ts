import type { Element } from 'hast';
import { defineHastPlugin, type HastPluginDefinition } from 'satteri';

/** Highlights fenced blocks and frames them: a figure with the title, and a scrolling, focusable `<pre>`. */
export function codeBlocks(
  highlight: (code: string, language: string, meta: string) => Promise<Element>,
): HastPluginDefinition {
  return defineHastPlugin({
    name: 'code-blocks',
    element: {
      filter: ['pre'],
      async visit(node, context) {
        const code = node.children.find((child) => child.type === 'element' && child.tagName === 'code');
        if (code === undefined || code.type !== 'element') return undefined;
        const data = code.data as { lang?: string; meta?: string } | undefined;
        const block = await highlight(
          context.textContent(code).replace(/\n$/, ''),
          data?.lang ?? languageOf(code),
          data?.meta ?? '',
        );
        const title = block.properties['dataTitle'];
        const caption: Element[] =
          typeof title === 'string' ? [element('figcaption', {}, [{ type: 'text', value: title }])] : [];
        return element('figure', { className: ['code-block'] }, [...caption, block]);
      },
    },
  });
}

function languageOf(code: Readonly<Element>): string {
  const classes = code.properties['className'];
  const language = Array.isArray(classes)
    ? classes.find((name) => typeof name === 'string' && name.startsWith('language-'))
    : undefined;
  return typeof language === 'string' ? language.slice('language-'.length) : 'text';
}

/** Puts the base path before site-absolute links, so that writers need not know where the site is served. */
export function basePathLinks(base: string): HastPluginDefinition {
  const prefix = base.replace(/\/$/, '');
  return defineHastPlugin({
    name: 'base-path-links',
    element: {
      filter: ['a'],
      visit(node, context) {
        const href = node.properties['href'];
        if (typeof href !== 'string') return;
        if (href.startsWith('/')) context.setProperty(node, 'href', `${prefix}${href}`);
        if (/^https?:/.test(href)) context.setProperty(node, 'rel', 'noreferrer');
      },
    },
  });
}

/** Gives wide tables a scrolling frame that the keyboard reaches, and header cells their scope. */
export function tableFrames(): HastPluginDefinition {
  return defineHastPlugin({
    name: 'table-frames',
    element: [
      {
        filter: ['table'],
        visit(node, context) {
          context.wrapNode(
            node,
            element(
              'div',
              { className: ['table-frame'], tabIndex: 0, role: 'group', ariaLabel: 'Table' },
              [],
            ),
          );
        },
      },
      {
        filter: ['th'],
        visit(node, context) {
          context.setProperty(node, 'scope', 'col');
        },
      },
    ],
  });
}

/** Names the checkbox of a task-list item after its text, because it has no label of its own. */
export function checkboxLabels(): HastPluginDefinition {
  return defineHastPlugin({
    name: 'checkbox-labels',
    element: {
      filter: ['li'],
      visit(node, context) {
        const box = findCheckbox(node);
        if (box === undefined) return;
        // A list below has items with checkboxes and names of their own.
        const own = node.children.filter(
          (child) => child.type !== 'element' || !['ul', 'ol'].includes(child.tagName),
        );
        const label = own.map((child) => context.textContent(child)).join('');
        context.setProperty(box, 'ariaLabel', label.trim().replaceAll(/\s+/g, ' ').slice(0, 160));
      },
    },
  });
}

function findCheckbox(node: Readonly<Element>): Element | undefined {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    if (child.tagName === 'input') return child;
    if (child.tagName === 'p') return findCheckbox(child);
  }
  return undefined;
}

function element(tagName: string, properties: Element['properties'], children: Element['children']): Element {
  return { type: 'element', tagName, properties, children };
}
