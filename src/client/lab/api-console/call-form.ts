import {
  endpointName,
  findCallProblem,
  pathParameters,
  type ApiCall,
} from '../../../domain/api-call/api-call.ts';
import type { ConsoleData } from '../../../domain/api-call/console-data.ts';
import {
  exampleBody,
  knownValues,
  type ExampleAccount,
  type KnownNames,
} from '../../../domain/api-call/examples.ts';
import { buildNode } from '../../build-node.ts';

export type ConsoleEndpoint = ConsoleData['endpoints'][number];

interface CallFormEvents {
  /** Names of the cluster as it is, for somebody who calls. */
  readonly names: (account: ExampleAccount) => KnownNames;
  readonly onChange: (call: ApiCall, needsToken: boolean) => void;
  readonly onSend: (call: ApiCall & { readonly endpoint: ConsoleEndpoint }) => void;
}

interface Field {
  /** `path.id` or `query.status`. */
  readonly part: string;
  readonly input: HTMLInputElement;
  readonly choices: HTMLDataListElement;
  readonly values: () => readonly string[];
}

/** Endpoint, account, parameters and body of a call. */
export class CallForm {
  readonly node: HTMLFormElement;
  readonly #endpoints: readonly ConsoleEndpoint[];
  readonly #accounts: readonly ExampleAccount[];
  readonly #events: CallFormEvents;
  readonly #endpointChoice = buildNode('select', { id: 'api-endpoint' });
  readonly #accountChoice = buildNode('select', { id: 'api-account' });
  readonly #accountRow: HTMLElement;
  readonly #summary = buildNode('p', { class: 'api-summary' });
  readonly #parameters = buildNode('div', { class: 'api-parameters' });
  readonly #body = buildNode('textarea', {
    id: 'api-body',
    class: 'api-body',
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
    'aria-describedby': 'api-problem',
  });
  readonly #bodyPart: HTMLElement;
  readonly #bodyFields = buildNode('dl', { class: 'api-fields' });
  readonly #problem = buildNode('p', { id: 'api-problem', class: 'api-problem', role: 'status' });
  readonly #send = buildNode('button', { type: 'submit', class: 'action' }, 'Send');
  #endpoint: ConsoleEndpoint;
  #fields: Field[] = [];
  /** Whether the body is still the example, so that another account or VM may change it. */
  #isExample = true;

  constructor(
    endpoints: readonly ConsoleEndpoint[],
    accounts: readonly ExampleAccount[],
    events: CallFormEvents,
  ) {
    const [first] = endpoints.filter(({ path }) => path === '/v3/auth/login').concat(endpoints);
    if (first === undefined) throw new Error('The reference has no endpoint.');
    this.#endpoint = first;
    this.#endpoints = endpoints;
    this.#accounts = accounts;
    this.#events = events;
    this.#endpointChoice.append(
      ...endpoints.map((endpoint, index) =>
        buildNode('option', { value: String(index) }, endpointName(endpoint)),
      ),
    );
    this.#accountChoice.append(
      ...accounts.map(({ username }) => buildNode('option', { value: username }, username)),
      buildNode('option', { value: '' }, 'nobody, without a token'),
    );
    this.#accountRow = row('Account', this.#accountChoice);
    const example = buildNode('button', { type: 'button', class: 'lab-small' }, 'Example');
    example.setAttribute('aria-label', 'Put the example back into the body');
    this.#bodyPart = buildNode(
      'div',
      { class: 'api-body-part' },
      buildNode(
        'div',
        { class: 'api-body-head' },
        buildNode('label', { for: this.#body.id }, 'Body, JSON'),
        example,
      ),
      this.#body,
      buildNode(
        'details',
        { class: 'lab-fold' },
        buildNode('summary', {}, 'Fields of the body'),
        this.#bodyFields,
      ),
    );
    this.node = buildNode(
      'form',
      { class: 'api-form', 'aria-label': 'A call of the API', novalidate: '' },
      buildNode('div', { class: 'api-rows' }, row('Endpoint', this.#endpointChoice), this.#accountRow),
      this.#summary,
      this.#parameters,
      this.#bodyPart,
      buildNode('div', { class: 'api-send' }, this.#send, this.#problem),
    );
    this.#endpointChoice.addEventListener('change', () => {
      const chosen = endpoints[Number(this.#endpointChoice.value)];
      if (chosen !== undefined) this.choose(chosen);
    });
    this.#accountChoice.addEventListener('change', () => {
      if (this.#isExample) this.#fillExample();
      this.#change();
    });
    example.addEventListener('click', () => {
      this.#fillExample();
      this.#change();
      this.#body.focus();
    });
    this.#body.addEventListener('input', () => {
      this.#isExample = false;
      this.#change();
    });
    this.node.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.choose(first);
  }

  /** Who calls; `undefined` for a call without a token. */
  get account(): ExampleAccount | undefined {
    return this.#accounts.find(({ username }) => username === this.#accountChoice.value);
  }

  choose(endpoint: ConsoleEndpoint): void {
    this.#endpoint = endpoint;
    this.#endpointChoice.value = String(this.#endpoints.indexOf(endpoint));
    const isLogin = endpoint.path === '/v3/auth/login';
    this.#accountRow.hidden = endpoint.public && !isLogin;
    this.#summary.replaceChildren(
      `${endpoint.summary} `,
      buildNode('a', { href: endpoint.url }, 'In the reference'),
    );
    this.#fields = [
      ...pathParameters(endpoint.path).map((name) => ({
        part: `path.${name}`,
        name,
        meaning: 'Part of the path; required.',
      })),
      ...endpoint.query.map(({ name, meaning, required }) => ({
        part: `query.${name}`,
        name,
        meaning: `${meaning}${required ? ' Required.' : ''}`,
      })),
    ].map(({ part, name, meaning }) => this.#buildField(part, name, meaning));
    this.#bodyPart.hidden = endpoint.request.length === 0;
    this.#bodyFields.replaceChildren(
      ...endpoint.request.flatMap(({ name, type, required, meaning }) => [
        buildNode('dt', {}, buildNode('code', {}, name), ` ${type}${required ? ', required' : ''}`),
        buildNode('dd', {}, meaning),
      ]),
    );
    this.#parameters.replaceChildren(
      ...this.#fields.map(({ input, choices }) => {
        const meaning = buildNode('p', { id: `${input.id}-meaning` }, input.title);
        input.removeAttribute('title');
        input.setAttribute('aria-describedby', `${meaning.id} ${this.#problem.id}`);
        return buildNode('div', { class: 'api-parameter' }, row(input.name, input), choices, meaning);
      }),
    );
    this.#fillExample();
    this.showNames();
    this.#change();
  }

  /** Offers the names of the cluster as it is; values that somebody has typed stay. */
  showNames(): void {
    for (const { choices, values } of this.#fields) {
      const wanted = values().slice(0, 50);
      const shown = [...choices.children].map((option) => option.getAttribute('value'));
      if (wanted.join('\n') === shown.join('\n')) continue;
      choices.replaceChildren(...wanted.map((value) => buildNode('option', { value })));
    }
  }

  setSending(isSending: boolean): void {
    this.#send.setAttribute('aria-disabled', String(isSending));
    this.#send.textContent = isSending ? 'Sending' : 'Send';
  }

  #buildField(part: string, name: string, meaning: string): Field {
    const id = `api-${part.replace('.', '-')}`;
    const input = buildNode('input', {
      id,
      name,
      type: 'text',
      list: `${id}-choices`,
      title: meaning,
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
    });
    const values = (): readonly string[] => knownValues(this.#endpoint, name, this.#names());
    // A part of the path has to be there; of the query, only what the reference says is required.
    const isRequired = part.startsWith('path.') || / Required\.$/.test(meaning);
    if (isRequired) input.value = values()[0] ?? '';
    input.addEventListener('input', () => this.#change());
    return { part, input, choices: buildNode('datalist', { id: `${id}-choices` }), values };
  }

  #names(): KnownNames {
    return this.#events.names(this.account ?? { username: 'operator', password: '' });
  }

  #fillExample(): void {
    const example = exampleBody(this.#endpoint, this.#names());
    this.#body.value = example === undefined ? '' : JSON.stringify(example, null, 2);
    this.#body.rows = Math.min(12, Math.max(3, this.#body.value.split('\n').length));
    this.#isExample = true;
  }

  #call(): ApiCall & { readonly endpoint: ConsoleEndpoint } {
    const valuesOf = (kind: 'path' | 'query') =>
      Object.fromEntries(
        this.#fields
          .filter(({ part }) => part.startsWith(`${kind}.`))
          .map(({ input }) => [input.name, input.value]),
      );
    return {
      endpoint: this.#endpoint,
      path: valuesOf('path'),
      query: valuesOf('query'),
      body: this.#endpoint.request.length === 0 ? '' : this.#body.value,
    };
  }

  #change(): void {
    const call = this.#call();
    // While somebody writes, only a body that has become right again is told at once.
    if (this.#problem.textContent !== '') this.#showProblem();
    this.#events.onChange(call, !this.#endpoint.public && this.account !== undefined);
  }

  #showProblem(): HTMLElement | undefined {
    const problem = findCallProblem(this.#call(), this.#endpoint.request.length > 0);
    this.#problem.textContent = problem?.message ?? '';
    const places: readonly { part: string; input: HTMLElement }[] = [
      ...this.#fields,
      { part: 'body', input: this.#body },
    ];
    for (const { part, input } of places) {
      if (part === problem?.part) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
    }
    return places.find(({ part }) => part === problem?.part)?.input;
  }

  #submit(): void {
    const place = this.#showProblem();
    if (place !== undefined) place.focus();
    else this.#events.onSend(this.#call());
  }
}

function row(name: string, control: HTMLElement): HTMLElement {
  return buildNode('div', { class: 'api-row' }, buildNode('label', { for: control.id }, name), control);
}
