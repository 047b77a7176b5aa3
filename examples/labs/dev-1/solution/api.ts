/** The REST interface of DWCP as the VM manager needs it: login, errors, and repeating what may be repeated. */

/** A refusal of the API, or no answer at all (`NO_ANSWER`). */
export class ApiError extends Error {
  /** From `error.code`; programs decide by it, people read the message. */
  readonly code: string;
  /** HTTP status, 0 without an answer. */
  readonly status: number;
  readonly retryAfterSeconds: number | null;
  /** An earlier attempt of the same call had no answer, so that it may have been done. */
  readonly mayBeDone: boolean;

  constructor(
    message: string,
    fields: { code: string; status: number; retryAfterSeconds?: number | null; mayBeDone?: boolean },
  ) {
    super(message);
    this.code = fields.code;
    this.status = fields.status;
    this.retryAfterSeconds = fields.retryAfterSeconds ?? null;
    this.mayBeDone = fields.mayBeDone ?? false;
  }
}

export interface ApiOptions {
  url: string;
  username: string;
  password: string;
  /** No call takes longer, with all its repetitions. */
  deadlineMs: number;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

export class Api {
  readonly #options: ApiOptions;
  #token: string | null = null;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  // region: call
  /**
   * Sends a request until it is answered for good. Everything that the manager sends may be repeated: a read and a
   * delete by their nature, and a create because it names the VM.
   */
  async call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const endMs = Date.now() + this.#options.deadlineMs;
    let hasRenewed = false;
    let mayBeDone = false;
    for (let attempt = 0; ; attempt += 1) {
      try {
        this.#token ??= await this.#login(endMs);
        return await this.#send(method, path, endMs, body);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.code === 'TOKEN_EXPIRED' && !hasRenewed) {
          hasRenewed = true;
          this.#token = null;
          continue;
        }
        // A 504 is the server's own time limit: it, too, does not know what became of the request.
        if (error.code === 'NO_ANSWER' || error.status === 504) mayBeDone = true;
        const waitMs = waitBefore(attempt, error.retryAfterSeconds);
        if (!isPassing(error) || Date.now() + waitMs >= endMs) {
          const { code, status, retryAfterSeconds } = error;
          throw new ApiError(error.message, { code, status, retryAfterSeconds, mayBeDone });
        }
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }
  // endregion

  async #login(endMs: number): Promise<string> {
    const { username, password } = this.#options;
    const answer = await this.#send('POST', '/v3/auth/login', endMs, { username, password });
    return String(answer['token']);
  }

  async #send(method: string, path: string, endMs: number, body?: object): Promise<Record<string, unknown>> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.#options.url + path, {
        method,
        headers: {
          ...(this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        signal: AbortSignal.timeout(Math.max(1, endMs - Date.now())),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch {
      throw new ApiError(`${method} ${path} had no answer.`, { code: 'NO_ANSWER', status: 0 });
    }
    const answer = parseObject(text);
    if (response.ok) return answer;
    const { code = 'INTERNAL', message = text } = (answer['error'] ?? {}) as Record<string, string>;
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    throw new ApiError(message, {
      code,
      status: response.status,
      retryAfterSeconds: Number.isFinite(seconds) ? seconds : null,
    });
  }
}

// region: waiting
/** What passes by itself: too many requests, a part that cannot answer just now, and no answer. */
function isPassing({ code, status }: ApiError): boolean {
  return code === 'NO_ANSWER' || status === 429 || status === 503 || status === 504;
}

/** As long as the server asks for, and a random part of a wait that doubles, so that not all callers return together. */
function waitBefore(attempt: number, retryAfterSeconds: number | null): number {
  const longestMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return (retryAfterSeconds ?? 0) * 1000 + Math.random() * longestMs;
}
// endregion

function parseObject(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
