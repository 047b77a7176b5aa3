/** The REST client: login, repetition, pages and errors in one place, so that no program has to think of them again. */
import { systemClock } from './clock.ts';
import { DwcpError, isDwcpError } from './errors.ts';
import { repeat, type RepeatOptions, type Repeatable } from './repeat.ts';
import { TokenSource } from './token-source.ts';
import type {
  ClusterStatus,
  CreatedVm,
  MetricHistory,
  Migration,
  MigrationRequest,
  Node,
  NodeStatus,
  PlacementPlan,
  PlacementRequest,
  StartedMigration,
  Vm,
  VmRequest,
} from './types.ts';

export interface ClientOptions extends RepeatOptions {
  /** Such as `http://localhost:8080`, without a path. */
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
  /** Longest time for one attempt, in milliseconds. The controller itself gives up after 30 s. */
  readonly attemptTimeoutMs?: number;
  /** The header of W3C Trace Context for the next request, where traces are kept. */
  readonly traceparent?: () => string | undefined;
  readonly fetch?: typeof fetch;
}

interface Request {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path and query. */
  readonly path: string;
  readonly body?: object;
}

type Call<Answer> = Request & Omit<Repeatable<Answer>, 'attempt'>;

/** Items a page; the most that the API gives at once is 200. */
const PAGE_LIMIT = 200;

const ATTEMPT_TIMEOUT_MS = 10_000;

export class DwcpClient {
  readonly #options: ClientOptions;
  readonly #tokens = new TokenSource(() => this.#login());

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** The bearer token, for the gRPC client; a new one if that is the one that was refused. */
  readonly token = (refused?: string): Promise<string> => this.#tokens.get(refused);

  clusterStatus(): Promise<ClusterStatus> {
    return this.#get('/v3/cluster/status');
  }

  /** Every node, or those in one status, page after page. */
  nodes(status?: NodeStatus): AsyncGenerator<Node> {
    return this.#pages('/v3/nodes', 'nodes', (node: Node) => node.id, status);
  }

  getVm(id: string): Promise<Vm> {
    return this.#get(`/v3/vms/${encodeURIComponent(id)}`);
  }

  // region: create
  /** Creates a VM. The name makes it repeatable: a second VM of that name cannot come into being. */
  createVm(request: VmRequest): Promise<CreatedVm> {
    return this.#call({
      method: 'POST',
      path: '/v3/vms',
      body: request,
      isRepeatable: true,
      settle: async (refusal) => {
        const id = refusal.code === 'VM_ALREADY_EXISTS' ? refusal.details['vm_id'] : undefined;
        if (typeof id !== 'string') return undefined;
        const vm = await this.getVm(id);
        // Somebody else may have taken the name with another VM; that one is not ours.
        if (!isAsRequested(vm, request)) return undefined;
        return { vm_id: vm.vm_id, status: vm.status, node: vm.node, created_at: vm.created_at };
      },
    });
  }
  // endregion

  // region: delete
  /** Deletes a VM with its disk. A VM that is gone when the call is repeated was deleted by the attempt before. */
  async deleteVm(id: string): Promise<void> {
    await this.#call<object>({
      method: 'DELETE',
      path: `/v3/vms/${encodeURIComponent(id)}`,
      isRepeatable: true,
      settle: async (refusal) => (refusal.code === 'VM_NOT_FOUND' ? {} : undefined),
    });
  }
  // endregion

  /**
   * Starts a migration. It is not repeated when the answer is lost: whether the VM should still move is a question for
   * whoever made the plan (see the migration service).
   */
  startMigration(request: MigrationRequest): Promise<StartedMigration> {
    return this.#call({ method: 'POST', path: '/v3/migrations', body: request, isRepeatable: false });
  }

  getMigration(id: string): Promise<Migration> {
    return this.#get(`/v3/migrations/${encodeURIComponent(id)}`);
  }

  /** Migrations, the latest start first. */
  migrations(status?: Migration['status']): AsyncGenerator<Migration> {
    return this.#pages('/v3/migrations', 'migrations', (item: Migration) => item.migration_id, status);
  }

  /** Works out a better placement. It moves nothing, so it may be repeated. */
  optimizePlacement(request: PlacementRequest = {}): Promise<PlacementPlan> {
    return this.#call({ method: 'POST', path: '/v3/placements/optimize', body: request, isRepeatable: true });
  }

  /** Recent values of one metric; `duration` is written as `5m`. */
  metric(name: string, duration = '1h'): Promise<MetricHistory> {
    return this.#get(`/v3/metrics?${new URLSearchParams({ name, duration })}`);
  }

  #get<Answer>(path: string): Promise<Answer> {
    return this.#call({ method: 'GET', path, isRepeatable: true });
  }

  // region: pages
  /** All items of a list. Lists change while they are read, so an item can turn up on two pages; it is given once. */
  async *#pages<Item>(
    path: string,
    field: string,
    identify: (item: Item) => string,
    status: string | undefined,
  ): AsyncGenerator<Item> {
    const seen = new Set<string>();
    for (let page = 1; ; page += 1) {
      const query = new URLSearchParams({ page: String(page), limit: String(PAGE_LIMIT) });
      if (status !== undefined) query.set('status', status);
      const body: Record<string, unknown> = await this.#get(`${path}?${query}`);
      const items = body[field] as Item[];
      if (items.length === 0) return;
      for (const item of items) {
        if (seen.has(identify(item))) continue;
        seen.add(identify(item));
        yield item;
      }
      if (seen.size >= Number(body['total'])) return;
    }
  }
  // endregion

  #call<Answer>(call: Call<Answer>): Promise<Answer> {
    const attempt = (deadline: number): Promise<Answer> => this.#sendWithToken(call, deadline);
    return repeat({ ...call, attempt }, this.#options);
  }

  // region: renewal
  /** Sends with the token at hand, and once more with a new one if that has ended or the server has restarted. */
  async #sendWithToken<Answer>(request: Request, deadline: number): Promise<Answer> {
    const token = await this.#tokens.get();
    try {
      return await this.#send(request, deadline, token);
    } catch (error) {
      if (!isDwcpError(error, 'TOKEN_EXPIRED', 'UNAUTHENTICATED')) throw error;
      return await this.#send(request, deadline, await this.#tokens.get(token));
    }
  }
  // endregion

  async #login(): Promise<string> {
    const { username, password, clock = systemClock, attemptTimeoutMs = ATTEMPT_TIMEOUT_MS } = this.#options;
    const request: Request = { method: 'POST', path: '/v3/auth/login', body: { username, password } };
    const { token } = await this.#send<{ token: string }>(request, clock.now() + attemptTimeoutMs);
    return token;
  }

  /** One request and one answer, or a `DwcpError`. */
  async #send<Answer>(request: Request, deadline: number, token?: string): Promise<Answer> {
    const {
      baseUrl,
      attemptTimeoutMs = ATTEMPT_TIMEOUT_MS,
      clock = systemClock,
      traceparent,
    } = this.#options;
    const { method, path, body } = request;
    const headers = new Headers({ accept: 'application/json' });
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    if (body !== undefined) headers.set('content-type', 'application/json');
    const parent = traceparent?.();
    if (parent !== undefined) headers.set('traceparent', parent);
    const traceId = parent?.split('-')[1];
    const timeoutMs = Math.max(1, Math.min(attemptTimeoutMs, deadline - clock.now()));
    let status = 0;
    try {
      const response = await (this.#options.fetch ?? fetch)(new URL(path, baseUrl), {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        // The token is for this server and no other.
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      status = response.status;
      const text = await response.text();
      if (response.ok) return JSON.parse(text) as Answer;
      throw readRefusal(response, text, traceId);
    } catch (cause) {
      if (cause instanceof DwcpError) throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      const what = `${method} ${path.split('?', 1)[0]} got no usable answer (${reason}).`;
      throw new DwcpError(what, { code: 'NO_ANSWER', status, traceId, cause });
    }
  }
}

/** The documented error body as an error; anything else that came in its place as `NOT_DWCP`. */
function readRefusal(response: Response, text: string, traceId: string | undefined): DwcpError {
  const common = {
    status: response.status,
    traceId,
    retryAfterMs: readRetryAfter(response.headers.get('retry-after'), response.headers.get('date')),
  };
  const error = parseErrorBody(text);
  if (error === undefined)
    return new DwcpError(`The answer with status ${response.status} is not one of the DWCP API.`, {
      ...common,
      code: 'NOT_DWCP',
    });
  return new DwcpError(error.message, {
    ...common,
    code: error.code,
    details: error.details,
    requestId: error.request_id,
  });
}

interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly request_id: string;
}

function parseErrorBody(text: string): ErrorBody | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: Partial<ErrorBody> };
    if (typeof error?.code !== 'string' || typeof error.message !== 'string') return undefined;
    return { details: {}, request_id: '', ...error, code: error.code, message: error.message };
  } catch {
    return undefined;
  }
}

/** Milliseconds to wait: the header holds seconds or a date (RFC 9110, section 10.2.3), the latter by the server's clock. */
function readRetryAfter(value: string | null, serverDate: string | null): number | undefined {
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const waitMs = Date.parse(value) - Date.parse(serverDate ?? '');
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

function isAsRequested(vm: Vm, { image, resources }: VmRequest): boolean {
  return (
    vm.image === image &&
    vm.resources.cpu === resources.cpu &&
    vm.resources.memory_gb === resources.memory_gb &&
    vm.resources.disk_gb === resources.disk_gb
  );
}
