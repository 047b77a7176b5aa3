import type { Endpoint } from '../../../schemas/reference/api.ts';
import { nearest } from '../../edit-distance.ts';
import type { Finding } from '../../finding.ts';
import type { Program } from '../../program.ts';
import type { Piece } from './pieces.ts';
import { lineWithin, oncePerFile, suggest, usesOf } from './report.ts';

interface EndpointUse {
  readonly file: string;
  readonly line: number;
  readonly path: string;
  /** Absent where the text names the path alone. */
  readonly method?: string;
}

/** REST calls that the reference does not have. */
export function checkEndpoints(program: Program, pieces: readonly Piece[]): Finding[] {
  const { endpoints } = program.reference.api.data;
  const uses = [...pieces.flatMap(endpointsIn), ...usesOf(program, 'Endpoint').map(namedEndpoint)];
  return oncePerFile(
    uses
      .filter((use) => !endpoints.some((endpoint) => matches(use, endpoint)))
      .map((use) => report(use, endpoints)),
  );
}

function namedEndpoint({ file, line, value }: { file: string; line: number; value: unknown }): EndpointUse {
  const [method = '', path] = String(value).split(/\s+/);
  return path === undefined ? { file, line, path: method } : { file, line, path, method };
}

/** A path that starts with `/v3/`, alone or after a host, a port or a variable that holds them. */
const pathPattern =
  /(?:\b(GET|POST|PUT|PATCH|DELETE)\s+)?(?<![\w/.~-])(?:https?:\/\/[^\s/"'`]+|[\w.-]+:\d+|\$\{?\w+\}?|\{[\w.]+\})?(\/v3(?:\/(?:\{[^}\s]*\}|<[^>\s]*>|\[\[[^\]]*\]\]|[^\s"'`()?#,;|\\<>{}[\]])*)*)/g;

function endpointsIn(piece: Piece): EndpointUse[] {
  if (piece.kind !== 'code' && piece.kind !== 'block') return [];
  return [...piece.text.matchAll(pathPattern)].map((match): EndpointUse => {
    const place = { file: piece.file, line: lineWithin(piece, match.index + match[0].length) };
    const path = (match[2] ?? '').replace(/[.:!]+$/, '');
    const method = match[1] ?? curlMethod(piece.text, match.index);
    return method === undefined ? { ...place, path } : { ...place, path, method };
  });
}

/** Method of the curl command that an address stands in; continued lines belong to it. */
function curlMethod(text: string, index: number): string | undefined {
  const start = [...text.slice(0, index).matchAll(/(?<!\\)\n/g)].at(-1)?.index ?? 0;
  const end = /(?<!\\)\n|\s\|\s/.exec(text.slice(index));
  const command = text.slice(start, end === null ? undefined : index + end.index);
  if (!/(?:^|[\s$(])curl\s/.test(command)) return undefined;
  const stated = /(?:^|\s)(?:-X\s*|--request[\s=])["']?([A-Z]+)/.exec(command)?.[1];
  const hasBody = /\s(?:-d|--data(?:-\w+)?|--json)[\s=]/.test(command);
  return stated ?? (hasBody ? 'POST' : 'GET');
}

function matches(use: EndpointUse, endpoint: Endpoint): boolean {
  if (use.method !== undefined && use.method !== endpoint.method) return false;
  return matchesPath(use.path, endpoint.path);
}

function matchesPath(path: string, pattern: string): boolean {
  const given = path.split('/').filter((segment) => segment !== '');
  const expected = pattern.split('/').filter((segment) => segment !== '');
  // "/v3/…", "/v3/*" and "/v3/" stand for everything below.
  const isOpen = /^(?:…|\.\.\.|\*+)$/.test(given.at(-1) ?? '') || path.endsWith('/') || path === '/v3';
  if (isOpen && /^(?:…|\.\.\.|\*+)$/.test(given.at(-1) ?? '')) given.pop();
  if (isOpen ? given.length > expected.length : given.length !== expected.length) return false;
  return given.every(
    (segment, index) => segment === expected[index] || expected[index]?.startsWith('{') === true,
  );
}

function report(use: EndpointUse, endpoints: readonly Endpoint[]): Finding {
  const { file, line, path, method } = use;
  const found = method === undefined ? path : `${method} ${path}`;
  const methods = endpoints
    .filter((endpoint) => matchesPath(path, endpoint.path))
    .map((endpoint) => endpoint.method);
  const place = { rule: 'unknown-endpoint', file, line, subject: found } as const;
  if (methods.length > 0) {
    return {
      ...place,
      message: `The path "${path}" does not take ${method ?? 'this method'}; the reference has ${methods.join(' and ')} for it.`,
      hint: 'Correct the method, or add the endpoint to content/reference/api.yaml.',
    };
  }
  const names = endpoints.map((endpoint) =>
    method === undefined ? endpoint.path : `${endpoint.method} ${endpoint.path}`,
  );
  return {
    ...place,
    message: `The endpoint "${found}" is not in the reference.`,
    hint: suggest(nearest(found, names), 'add the endpoint to content/reference/api.yaml.'),
  };
}
