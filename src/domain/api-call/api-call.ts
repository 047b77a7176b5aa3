/** A call of the REST interface as somebody puts it together: an endpoint of the reference with values for its parts. */
import type { Endpoint } from '../../schemas/reference/api.ts';

/** What a form needs of an endpoint. */
export type CallEndpoint = Pick<Endpoint, 'method' | 'path' | 'summary' | 'public' | 'query' | 'request'>;

export interface ApiCall {
  readonly endpoint: Pick<CallEndpoint, 'method' | 'path' | 'public'>;
  /** Values of the `{parameters}` of the path, by name. */
  readonly path: Readonly<Record<string, string>>;
  /** Values of the query, by name; an empty one is left out. */
  readonly query: Readonly<Record<string, string>>;
  /** JSON as it was written; empty for no body. */
  readonly body: string;
}

/** "POST /v3/vms", which names an endpoint everywhere in the reference. */
export function endpointName({ method, path }: Pick<CallEndpoint, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** Names of the parameters of a path: `id` of `/v3/vms/{id}`. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/** Path and query of a call, as they go over the wire. */
export function callTarget({ endpoint, path, query }: ApiCall): string {
  const filled = endpoint.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    encodePart(path[name] ?? ''),
  );
  const given = Object.entries(query).filter(([, value]) => value !== '');
  const search = given.map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`);
  return search.length === 0 ? filled : `${filled}?${search.join('&')}`;
}

/** Encodes what RFC 3986 reserves, and so everything that a shell or a program text could take for something else. */
function encodePart(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Something that keeps a call from being sent: which part of it, and a sentence. */
export interface CallProblem {
  /** `path.id`, `query.name` or `body`. */
  readonly part: string;
  readonly message: string;
}

/**
 * Says what keeps a call from being put together. What the server would refuse is no problem here: seeing it refuse is
 * what a call is tried for.
 */
export function findCallProblem(call: ApiCall, takesBody: boolean): CallProblem | undefined {
  for (const name of pathParameters(call.endpoint.path)) {
    if ((call.path[name] ?? '').trim() === '')
      return { part: `path.${name}`, message: `Fill in ${name}; without it the path is another one.` };
  }
  if (!takesBody) return undefined;
  const read = readBody(call.body);
  return 'problem' in read ? { part: 'body', message: read.problem } : undefined;
}

/** Reads the text of a body. The problem is a sentence with the line. */
export function readBody(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const line = lineOfProblem(text, error instanceof Error ? error.message : '');
    return {
      problem: `The body is not JSON in line ${line}: names and texts stand in double quotes, and commas only between entries.`,
    };
  }
}

/** A blank, a sign or a value of JSON (RFC 8259). */
const token =
  // eslint-disable-next-line no-control-regex -- Control characters are what a text of JSON may not hold.
  /\s+|[{}[\],:]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** The line of the first character that belongs to no value; otherwise the one that the browser names, if it does. */
function lineOfProblem(text: string, message: string): number {
  token.lastIndex = 0;
  let end = 0;
  while (end < text.length && token.test(text)) end = token.lastIndex;
  const named = /position (\d+)/i.exec(message)?.[1];
  const position = end < text.length ? end : named === undefined ? undefined : Number(named);
  if (position !== undefined) return text.slice(0, position).split('\n').length;
  return Number(/line (\d+)/i.exec(message)?.[1] ?? text.split('\n').length);
}
