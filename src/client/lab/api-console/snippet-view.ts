import type { ApiCall } from '../../../domain/api-call/api-call.ts';
import { snippetLanguages, writeSnippet, type SnippetLanguage } from '../../../domain/api-call/snippets.ts';
import { buildNode } from '../../build-node.ts';

/** How to say the same outside of the page, with a button that copies it. */
export class SnippetView {
  readonly node: HTMLElement;
  readonly #text = buildNode('pre', {
    class: 'api-text',
    tabindex: '0',
    role: 'region',
    'aria-label': 'The call as a program',
  });
  readonly #choices: readonly { readonly id: SnippetLanguage; readonly input: HTMLInputElement }[];
  #shown: { readonly call: ApiCall; readonly needsToken: boolean } | undefined;

  constructor() {
    this.#choices = snippetLanguages.map(({ id }, index) => {
      const input = buildNode('input', { type: 'radio', name: 'api-language', value: id });
      input.checked = index === 0;
      input.addEventListener('change', () => this.#refresh());
      return { id, input };
    });
    const copy = buildNode('button', { type: 'button', class: 'lab-small' }, 'Copy');
    const told = buildNode('span', { class: 'api-told', role: 'status' });
    copy.addEventListener('click', () => {
      void navigator.clipboard.writeText(this.#text.textContent).then(
        () => (told.textContent = 'Copied.'),
        () => (told.textContent = 'The browser does not let the page copy; select the text.'),
      );
    });
    this.node = buildNode(
      'section',
      { class: 'api-snippet', 'aria-label': 'The same call elsewhere' },
      buildNode(
        'div',
        { class: 'api-snippet-head' },
        buildNode(
          'fieldset',
          { class: 'lab-speeds' },
          buildNode('legend', { class: 'visually-hidden' }, 'Language'),
          ...snippetLanguages.map(({ title }, index) => {
            const label = buildNode('label', {});
            const choice = this.#choices[index];
            if (choice !== undefined) label.append(choice.input);
            label.append(buildNode('span', {}, title));
            return label;
          }),
        ),
        copy,
        told,
      ),
      this.#text,
    );
  }

  show(call: ApiCall, needsToken: boolean): void {
    this.#shown = { call, needsToken };
    this.#refresh();
  }

  #refresh(): void {
    const language = this.#choices.find(({ input }) => input.checked)?.id ?? 'bash';
    if (this.#shown === undefined) return;
    const text = writeSnippet(language, this.#shown.call, this.#shown.needsToken);
    if (this.#text.textContent !== text) this.#text.textContent = text;
  }
}
