/** What `curl -i` printed, taken apart. */
export interface CallAnswer {
  readonly status: number;
  /** By lower-case name, in the order in which they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body, indented where it is JSON. */
  readonly body: string;
  /** `error.code` of a refusal in the documented form. */
  readonly errorCode: string | undefined;
  /** `token` of an answer to a login. */
  readonly token: string | undefined;
}

/** Reads the output of `curl -i`; nothing when it holds no answer, for example because nobody listened. */
export function parseCurlOutput(output: string): CallAnswer | undefined {
  const [head = '', ...rest] = output.split(/\r?\n\r?\n/);
  const [first = '', ...lines] = head.split(/\r?\n/);
  const status = /^HTTP\/[\d.]+ (\d{3})/.exec(first)?.[1];
  if (status === undefined) return undefined;
  const headers = lines.flatMap((line): [string, string][] => {
    const at = line.indexOf(':');
    return at < 1 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]];
  });
  const text = rest.join('\n\n').trimEnd();
  const value = parseJson(text);
  return {
    status: Number(status),
    headers,
    body: value === undefined ? text : JSON.stringify(value, null, 2),
    errorCode: textAt(value, 'error', 'code'),
    token: textAt(value, 'token'),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return typeof at === 'string' ? at : undefined;
}
