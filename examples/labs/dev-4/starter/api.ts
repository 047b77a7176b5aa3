/** The REST interface of DWCP as the orders application uses it. */

/** A refusal of the API. */
export class ApiError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export class Api {
  readonly url: string;
  readonly token: string;

  private constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  static async login(): Promise<Api> {
    const url = process.env['DWCP_URL'] ?? 'http://localhost:8080';
    const { token } = await send<{ token: string }>(url, 'POST', '/v3/auth/login', {
      body: {
        username: process.env['DWCP_USERNAME'] ?? 'operator',
        password: process.env['DWCP_PASSWORD'] ?? 'training-operator',
      },
    });
    return new Api(url, token);
  }

  get<Answer>(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return send(this.url, 'GET', path, { headers: { ...this.#authorization, ...headers } });
  }

  post<Answer>(path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
    return send(this.url, 'POST', path, { body, headers: { ...this.#authorization, ...headers } });
  }

  /** The time of the cluster, which passes faster than ours; its spans are in it. */
  async now(): Promise<Date> {
    return new Date((await this.get<{ now: string }>('/training/time')).now);
  }

  get #authorization(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
  }
}

async function send<Answer>(
  url: string,
  method: string,
  path: string,
  { body, headers = {} }: { body?: object; headers?: Record<string, string> },
): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer as Answer;
  const { error } = answer as { error: { code: string; message: string } };
  throw new ApiError(error.code, error.message);
}
