/** Logs in to the training cluster and prints its state. */
const base = process.env['DWCP_URL'] ?? 'http://localhost:8080';

// region: first-call
/** One request and the JSON of its answer; a refusal is thrown. */
async function call<Answer>(path: string, token?: string, body?: object): Promise<Answer> {
  const answer = await fetch(base + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`${path} gave ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

interface ClusterStatus {
  readonly cluster_id: string;
  readonly status: string;
  readonly workers: { readonly ready: number; readonly total: number };
}

const login = { username: process.env['DWCP_USERNAME'], password: process.env['DWCP_PASSWORD'] };
const { token } = await call<{ token: string }>('/v3/auth/login', undefined, login);
const { cluster_id, status, workers } = await call<ClusterStatus>('/v3/cluster/status', token);
console.log(`${cluster_id} is ${status}: ${workers.ready} of ${workers.total} workers are ready.`);
// endregion

export {};
