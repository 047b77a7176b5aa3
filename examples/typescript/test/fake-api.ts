/** A stand-in for the API: answers from a list, in order, and remembers what it was asked. */

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Headers;
}

export type FakeAnswer = () => Response | Promise<Response>;

export class FakeApi {
  readonly asked: Asked[] = [];
  readonly #answers: FakeAnswer[];
  #logins = 0;

  constructor(...answers: FakeAnswer[]) {
    this.#answers = answers;
  }

  /** Requests apart from logins, as `GET /v3/nodes`. */
  get calls(): string[] {
    return this.asked
      .filter(({ path }) => path !== '/v3/auth/login')
      .map(({ method, path }) => `${method} ${path}`);
  }

  get logins(): number {
    return this.#logins;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const path = pathname + search;
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    this.asked.push({ method: init?.method ?? 'GET', path, body, headers: new Headers(init?.headers) });
    if (path === '/v3/auth/login') {
      this.#logins += 1;
      return Response.json({ token: `token-${this.#logins}`, expires_at: '2026-11-26T00:00:00Z' });
    }
    const answer = this.#answers.shift();
    if (answer === undefined) throw new Error(`Nobody expected ${init?.method} ${path}.`);
    return answer();
  };
}

export function ok(body: object): FakeAnswer {
  return () => Response.json(body);
}

export function refuse(
  status: number,
  code: string,
  details: object = {},
  headers: Record<string, string> = {},
): FakeAnswer {
  const error = { code, message: `The fake refuses with ${code}.`, details, request_id: 'req-fake' };
  return () => Response.json({ error }, { status, headers });
}

/** The request may have arrived; its answer has not. */
export const loseAnswer: FakeAnswer = () => {
  throw new TypeError('fetch failed');
};
