import type { ConsoleData } from '../../../domain/api-call/console-data.ts';
import type { CallAnswer } from '../../../domain/api-call/parse-curl-output.ts';
import { buildNode } from '../../build-node.ts';

/** Headers that say something to whoever writes a client; the rest stands in the terminal. */
const tellingHeaders = new Set([
  'content-type',
  'x-request-id',
  'retry-after',
  'allow',
  'www-authenticate',
  'traceparent',
  'location',
]);

/** Longest body that is shown; the terminal has all of it. */
const longestBody = 20_000;

/** The answer to a call: its status first, then what to do about a refusal, headers and body. */
export class AnswerView {
  readonly node = buildNode('section', { class: 'api-answer', 'aria-label': 'Answer' });
  readonly #errors: ConsoleData['errors'];
  readonly #status = buildNode('p', { class: 'api-status', role: 'status' });
  readonly #rest = buildNode('div');

  constructor(errors: ConsoleData['errors']) {
    this.#errors = errors;
    this.node.append(this.#status, this.#rest);
    this.node.hidden = true;
  }

  show(answer: CallAnswer): void {
    const isRefused = answer.status >= 400;
    this.#say(`${answer.status}`, isRefused ? 'refused' : 'answered', isRefused);
    const headers = answer.headers.filter(([name]) => tellingHeaders.has(name));
    this.#rest.replaceChildren(
      ...this.#explain(answer.errorCode),
      buildNode(
        'dl',
        { class: 'api-headers' },
        ...headers.flatMap(([name, value]) => [buildNode('dt', {}, name), buildNode('dd', {}, value)]),
      ),
      buildNode(
        'pre',
        { class: 'api-text', tabindex: '0', 'aria-label': 'Body of the answer', role: 'region' },
        answer.body === '' ? 'The body is empty.' : shorten(answer.body),
      ),
    );
  }

  /** The call was not answered at all. */
  showFault(sentence: string): void {
    this.#say('–', sentence, true);
    this.#rest.replaceChildren();
  }

  #say(code: string, words: string, isFault: boolean): void {
    this.node.hidden = false;
    this.node.classList.toggle('is-fault', isFault);
    this.#status.replaceChildren(buildNode('strong', {}, code), ` ${words}`);
    // On a phone the answer is below the keyboard and the form.
    this.node.scrollIntoView({ block: 'nearest' });
  }

  #explain(code: string | undefined): HTMLElement[] {
    if (code === undefined) return [];
    const known = this.#errors[code];
    const name = buildNode('code', {}, code);
    if (known === undefined) return [buildNode('p', {}, name)];
    return [
      buildNode('p', { class: 'api-error' }, buildNode('a', { href: known.url }, name), `: ${known.remedy}`),
    ];
  }
}

function shorten(body: string): string {
  return body.length <= longestBody
    ? body
    : `${body.slice(0, longestBody)}\n… and ${body.length - longestBody} characters more; the terminal shows them.`;
}
