/**
 * Stands in for a `<style>` element, which the content security policy refuses: text that is put into it becomes a
 * constructed stylesheet of the document for as long as the element is in the page.
 */
class StyleCarrier extends HTMLElement {
  readonly #sheet = new CSSStyleSheet();

  override get textContent(): string {
    return '';
  }

  override set textContent(text: string) {
    this.#sheet.replaceSync(text);
  }

  connectedCallback(): void {
    if (!document.adoptedStyleSheets.includes(this.#sheet)) document.adoptedStyleSheets.push(this.#sheet);
  }

  disconnectedCallback(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }
}

/**
 * Runs `build`, and gives it style carriers where it asks the document for a `<style>` element. xterm takes another
 * document with `documentOverride`, but its scrollbar asks the page's own all the same.
 */
export function withoutInlineStyles<Result>(build: () => Result): Result {
  if (customElements.get('training-style') === undefined)
    customElements.define('training-style', StyleCarrier);
  const createElement = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) =>
    createElement(name === 'style' ? 'training-style' : name, options)) as typeof document.createElement;
  try {
    return build();
  } finally {
    // What is deleted is the property set above; the method of the prototype shows again.
    delete (document as { createElement?: unknown }).createElement;
  }
}

/** Adds a stylesheet that came as text with a script; linked, it would be loaded by pages that have no use for it. */
export function adoptStyles(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
}
