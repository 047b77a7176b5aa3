/** The whole API as a pure function, for `curl` in the page. The server has its own transport over the same routes. */
import { safeParse } from 'zod/mini';
import type { Cluster } from '../cluster.ts';
import {
  bearerToken,
  expiredToken,
  missingRole,
  missingToken,
  uselessToken,
  wrongPassword,
  type Authority,
} from './authority.ts';
import { timestamp, type Answer } from './call.ts';
import { issuesError } from './describe-issues.ts';
import { apiError, errorBody, ERRORS, type ApiError } from './errors.ts';
import { findRoute } from './find-route.ts';
import { loginBody } from './requests.ts';
import { mayCall, type Route } from './routes.ts';

export interface ApiRequest {
  /** In capitals. */
  method: string;
  /** Path and query: `/v3/nodes?status=ready`. */
  url: string;
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>;
  /** Empty for none. */
  body: string;
}

export interface ApiResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What surrounds a request: the controller that answers, a name for the request, and who gives tokens. */
export interface ApiHost {
  node: string;
  requestId: string;
  authority: Authority;
}

/** Largest body in bytes: 1 MiB. */
export const BODY_LIMIT = 1_048_576;

/** Answers a request; the cluster comes back as it is afterwards. Never throws on anything that a caller can send. */
export function handleRequest(
  cluster: Cluster,
  request: ApiRequest,
  host: ApiHost,
): { cluster: Cluster; response: ApiResponse } {
  const [path = '', search = ''] = splitOnce(request.url, '?');
  // HEAD is GET without the body (RFC 9110, section 9.3.2).
  const isHead = request.method === 'HEAD';
  const found = findRoute(isHead ? 'GET' : request.method, path);
  if (found.type === 'none') {
    const response = errorResponse(found.error, host.requestId);
    if (found.allow !== null) response.headers['allow'] = found.allow;
    return { cluster, response };
  }
  const answer =
    found.type === 'login'
      ? login(cluster, request, host)
      : answerRoute(cluster, found.route, found.id, search, request, host);
  const response =
    answer.type === 'refused'
      ? errorResponse(answer.error, host.requestId)
      : responseOf(answer, host.requestId);
  return {
    cluster: answer.type === 'refused' ? cluster : answer.cluster,
    response: isHead ? { ...response, body: '' } : response,
  };
}

function answerRoute(
  cluster: Cluster,
  route: Route,
  id: string,
  search: string,
  request: ApiRequest,
  host: ApiHost,
): Answer {
  const unauthorised = authorise(cluster, route, request, host.authority);
  if (unauthorised !== null) return { type: 'refused', error: unauthorised };
  const query = safeParse(route.query, readQuery(search));
  if (!query.success) return { type: 'refused', error: issuesError(query.error.issues, 'query') };
  let body: unknown;
  if (route.body !== null) {
    const read = readBody(request);
    if (read.error !== null) return { type: 'refused', error: read.error };
    const parsed = safeParse(route.body, read.value);
    if (!parsed.success) return { type: 'refused', error: issuesError(parsed.error.issues, 'body') };
    body = parsed.data;
  }
  return route.handle({
    cluster,
    node: host.node,
    id,
    query: query.data,
    body,
    traceparent: request.headers['traceparent'],
  });
}

function login(cluster: Cluster, request: ApiRequest, host: ApiHost): Answer {
  const read = readBody(request);
  if (read.error !== null) return { type: 'refused', error: read.error };
  const parsed = safeParse(loginBody, read.value);
  if (!parsed.success) return { type: 'refused', error: issuesError(parsed.error.issues, 'body') };
  const { username, password } = parsed.data;
  const issued = host.authority.login(username, password, cluster.nowMs);
  if (issued === null) return { type: 'refused', error: wrongPassword() };
  return {
    type: 'done',
    cluster,
    body: { token: issued.token, expires_at: timestamp(cluster, issued.expiresAtMs) },
  };
}

function authorise(
  cluster: Cluster,
  route: Route,
  request: ApiRequest,
  authority: Authority,
): ApiError | null {
  if (route.access === 'public') return null;
  const token = bearerToken(request.headers['authorization']);
  if (token === null) return missingToken();
  const caller = authority.read(token, cluster.nowMs);
  if (caller === null) return uselessToken();
  if (caller === 'expired') return expiredToken();
  return mayCall(caller.role, route.access) ? null : missingRole(caller);
}

function readBody(request: ApiRequest): { value: unknown; error: ApiError | null } {
  const fail = (error: ApiError): { value: unknown; error: ApiError } => ({ value: undefined, error });
  // A character takes at most three bytes of UTF-8 for each of its code units.
  if (request.body.length > BODY_LIMIT) return fail(bodyTooLarge());
  const contentType = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(contentType)) return fail(wrongContentType(contentType));
  try {
    return { value: JSON.parse(request.body), error: null };
  } catch {
    return fail(malformedBody());
  }
}

export function bodyTooLarge(): ApiError {
  return apiError('BODY_TOO_LARGE', 'The body is larger than 1 MiB. Send names instead of contents.', {
    limit_bytes: BODY_LIMIT,
  });
}

export function wrongContentType(contentType: string): ApiError {
  const sent = contentType === '' ? 'missing' : `"${contentType}"`;
  return apiError('INVALID_ARGUMENT', `The content type is ${sent}; it must be application/json.`, {
    field: 'content-type',
  });
}

export function malformedBody(): ApiError {
  return apiError('INVALID_ARGUMENT', 'The body is not JSON.', {});
}

/** A field that is given twice becomes a list, which no field of this API is, so that it is refused. */
function readQuery(search: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const part of search.split('&')) {
    if (part === '') continue;
    const [name, value = ''] = splitOnce(part, '=').map(decodeQuery) as [string, string?];
    const known = Object.hasOwn(query, name) ? query[name] : undefined;
    const next = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
    Object.defineProperty(query, name, { value: next, enumerable: true, configurable: true, writable: true });
  }
  return query;
}

function decodeQuery(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function responseOf(answer: Exclude<Answer, { type: 'refused' }>, requestId: string): ApiResponse {
  return answer.type === 'text'
    ? {
        status: 200,
        headers: { 'content-type': answer.contentType, 'x-request-id': requestId },
        body: answer.text,
      }
    : jsonResponse(200, answer.body, requestId);
}

function errorResponse(error: ApiError, requestId: string): ApiResponse {
  return jsonResponse(ERRORS[error.code].http, errorBody(error, requestId), requestId);
}

function jsonResponse(status: number, body: object, requestId: string): ApiResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-request-id': requestId },
    body: JSON.stringify(body),
  };
}
