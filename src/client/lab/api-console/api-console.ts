/** The API console: a call is put together from the reference, typed into the terminal as curl, and its answer shown. */
import consoleStyles from '../../../styles/api-console.css?inline';
import { endpointName, type ApiCall } from '../../../domain/api-call/api-call.ts';
import { composeCurl } from '../../../domain/api-call/compose-curl.ts';
import type { ConsoleData } from '../../../domain/api-call/console-data.ts';
import type { ExampleAccount, KnownNames } from '../../../domain/api-call/examples.ts';
import { parseCurlOutput, type CallAnswer } from '../../../domain/api-call/parse-curl-output.ts';
import { referenceAnchor } from '../../../domain/routes.ts';
import { TRAINING_ACCOUNTS } from '../../../simulator/api/accounts.ts';
import { isWorkerReady } from '../../../simulator/status.ts';
import { buildNode } from '../../build-node.ts';
import type { Panel } from '../panels/panel.ts';
import { adoptStyles } from '../style-carrier.ts';
import type { LabDesk } from '../work-panels.ts';
import { AnswerView } from './answer-view.ts';
import { CallForm, type ConsoleEndpoint } from './call-form.ts';
import { SnippetView } from './snippet-view.ts';

let areStylesAdopted = false;

export function createApiConsole(desk: LabDesk, data: ConsoleData): Panel {
  if (!areStylesAdopted) adoptStyles(consoleStyles);
  areStylesAdopted = true;
  const apiConsole = new ApiConsole(desk, data);
  return {
    id: 'api',
    title: 'API',
    node: apiConsole.node,
    show: () => apiConsole.form.showNames(),
    open: (anchor) => apiConsole.openEndpoint(anchor),
  };
}

class ApiConsole {
  readonly node: HTMLElement;
  readonly form: CallForm;
  readonly #desk: LabDesk;
  readonly #data: ConsoleData;
  readonly #answer: AnswerView;
  readonly #snippets = new SnippetView();
  /** Token of each account, as its login answered. */
  readonly #tokens = new Map<string, string>();
  #isSending = false;

  constructor(desk: LabDesk, data: ConsoleData) {
    this.#desk = desk;
    this.#data = data;
    this.#answer = new AnswerView(data.errors);
    this.form = new CallForm(data.endpoints, TRAINING_ACCOUNTS, {
      names: (account) => this.#names(account),
      onChange: (call, needsToken) => this.#snippets.show(call, needsToken),
      onSend: (call) => void this.#send(call),
    });
    this.node = buildNode(
      'div',
      { class: 'api-console' },
      this.form.node,
      this.#answer.node,
      this.#snippets.node,
    );
  }

  /** Chooses an endpoint by the anchor that it has in the reference. */
  openEndpoint(anchor: string): void {
    const endpoint = this.#data.endpoints.find((each) => referenceAnchor(endpointName(each)) === anchor);
    if (endpoint !== undefined) this.form.choose(endpoint);
  }

  async #send(call: ApiCall & { readonly endpoint: ConsoleEndpoint }): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    this.form.setSending(true);
    try {
      await this.#sendOnce(call);
    } finally {
      this.#isSending = false;
      this.form.setSending(false);
    }
  }

  async #sendOnce(call: ApiCall): Promise<void> {
    const { account } = this.form;
    let token: string | undefined;
    if (!call.endpoint.public && account !== undefined) {
      token = this.#tokens.get(account.username) ?? (await this.#logIn(account));
      if (token === undefined) return;
    }
    const answer = await this.#type(composeCurl(call, this.#data.baseUrl, token));
    if (answer === undefined) return;
    // The next call logs in again, as a program does.
    if (answer.status === 401 && account !== undefined) this.#tokens.delete(account.username);
    if (answer.token !== undefined) this.#keepToken(call, answer.token);
    this.#answer.show(answer);
  }

  /** Types the login first, as a person would; its answer is shown only if it is a refusal. */
  async #logIn(account: {
    readonly username: string;
    readonly password: string;
  }): Promise<string | undefined> {
    const endpoint = { method: 'POST', path: '/v3/auth/login', public: true } as const;
    const { username, password } = account;
    const call = { endpoint, path: {}, query: {}, body: JSON.stringify({ username, password }) };
    const answer = await this.#type(composeCurl(call, this.#data.baseUrl, undefined));
    if (answer === undefined) return undefined;
    if (answer.token === undefined) this.#answer.show(answer);
    else this.#tokens.set(username, answer.token);
    return answer.token;
  }

  #keepToken(call: ApiCall, token: string): void {
    const { username } = JSON.parse(call.body) as { username?: unknown };
    if (typeof username === 'string') this.#tokens.set(username, token);
  }

  async #type(line: string): Promise<CallAnswer | undefined> {
    const outcome = await this.#desk.type(line);
    if ('refusal' in outcome) {
      this.#answer.showFault(outcome.refusal);
      return undefined;
    }
    const answer = parseCurlOutput(outcome.output);
    if (answer === undefined) this.#answer.showFault(outcome.output.trim());
    return answer;
  }

  #names(account: ExampleAccount): KnownNames {
    const { cluster } = this.#desk.session();
    return {
      vms: Object.keys(cluster.vms),
      migrations: Object.keys(cluster.migrations).reverse(),
      workers: Object.values(cluster.nodes)
        .filter((node) => isWorkerReady(cluster, node))
        .map(({ id }) => id),
      workerOf: (vm) => cluster.vms[vm]?.node,
      metrics: this.#data.metrics,
      account,
    };
  }
}
