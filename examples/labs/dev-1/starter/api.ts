/** The REST interface of DWCP: a login and single requests. Repeating what failed is yours to write. */

/** A refusal of the API. */
export class ApiError extends Error {
  /** From `error.code`; programs decide by it, people read the message. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export class Api {
  readonly #url = process.env['DWCP_URL'] ?? 'http://localhost:8080';
  #token: string | null = null;

  /** Sends a request as an operator, once, and gives the body of the answer. */
  async call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    this.#token ??= await this.#login();
    return this.#send(method, path, body);
  }

  async #login(): Promise<string> {
    const answer = await this.#send('POST', '/v3/auth/login', {
      username: process.env['DWCP_USERNAME'] ?? 'operator',
      password: process.env['DWCP_PASSWORD'] ?? 'training-operator',
    });
    return String(answer['token']);
  }

  async #send(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        ...(this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.ok) return answer;
    const { code = 'INTERNAL', message = '' } = (answer['error'] ?? {}) as Record<string, string>;
    throw new ApiError(code, response.status, message);
  }
}
