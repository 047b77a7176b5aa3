/** `curl` against the REST interface of the cluster in the page. */
import { toExchange, withExchange } from '../../api/exchange.ts';
import { handleRequest, type ApiResponse } from '../../api/handle-request.ts';
import { pageAuthority } from '../../api/page-authority.ts';
import type { Cluster } from '../../cluster.ts';
import { proposerOf } from '../../consensus.ts';
import { formatMetrics } from '../../metric-samples.ts';
import { fail, type Program } from '../program.ts';
import { readFile, writeFile } from '../session.ts';

export const curl: Program = (machine, words) => {
  const headers: Record<string, string> = {};
  let method: string | undefined;
  let body = '';
  let url: string | undefined;
  let output: string | undefined;
  const shows = { headers: false, onlyHeaders: false, fails: false };
  let format: string | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const next = (): string => words[(index += 1)] ?? '';
    switch (word) {
      case '-X':
      case '--request':
        method = next().toUpperCase();
        break;
      case '-H':
      case '--header': {
        const text = next();
        const at = text.indexOf(':');
        if (at < 1) return fail(`curl: The header "${text}" has no colon.`, 2);
        headers[text.slice(0, at).trim().toLowerCase()] = text.slice(at + 1).trim();
        break;
      }
      case '-d':
      case '--data':
      case '--json': {
        const text = next();
        const read = text.startsWith('@') ? readFile(machine.session, text.slice(1)) : text;
        if (read === undefined) return fail(`curl: There is no file "${text.slice(1)}" here.`, 26);
        body += read;
        if (word === '--json') headers['content-type'] ??= 'application/json';
        break;
      }
      case '-o':
      case '--output':
        output = next();
        break;
      case '-w':
        format = next();
        break;
      case '-i':
        shows.headers = true;
        break;
      case '-I':
        shows.onlyHeaders = true;
        break;
      case '-f':
        shows.fails = true;
        break;
      default:
        if (/^-[sSLfi]+$/.test(word)) {
          shows.headers ||= word.includes('i');
          shows.fails ||= word.includes('f');
        } else if (word.startsWith('-'))
          return fail(`curl: There is no option "${word}" here; there is -X, -H, -d, -o, -w, -i, -s, -f.`, 2);
        else if (url === undefined) url = word;
        else return fail('curl: Name one address.', 2);
    }
  }
  if (url === undefined)
    return fail('curl: Name an address. For example: curl -s http://localhost:8080/healthz', 2);
  const match = /^(?:https?:\/\/)?([a-z0-9-]+)(?::(\d+))?(\/[^\s]*)?$/i.exec(url);
  if (match === null) return fail(`curl: "${url}" is no address.`, 3);
  const [, host = '', port = '8080', path = '/'] = match;
  const { cluster } = machine.session;
  const controller =
    host === 'localhost' || host === 'api'
      ? (proposerOf(cluster) ?? cluster.voters.find((voter) => cluster.nodes[voter]?.process === 'running'))
      : host;
  const node = controller === undefined ? undefined : cluster.nodes[controller];
  if (node === undefined && host !== 'localhost') return fail(`curl: Could not resolve host: ${host}`, 6);
  const answersHere = port === '8080' ? node?.type === 'controller' : port === '8084';
  if (node === undefined || node.process !== 'running' || !answersHere)
    return fail(`curl: Failed to connect to ${host} port ${port}: Connection refused`, 7);
  const asked = method ?? (body === '' ? 'GET' : 'POST');
  const { cluster: after, response } =
    port === '8084'
      ? { cluster, response: metricsOf(cluster, node.id) }
      : handleRequest(
          cluster,
          { method: asked, url: path, headers, body },
          {
            node: node.id,
            requestId: `req-${machine.session.history.length}`,
            authority: pageAuthority(cluster),
          },
        );
  machine.session = { ...machine.session, cluster: after };
  // The port of the metrics is no part of the API.
  if (port === '8080') {
    const { status, body: answeredText } = response;
    const exchange = toExchange({
      atMs: after.nowMs,
      method: asked,
      path,
      status,
      sentText: body,
      answeredText,
    });
    machine.session.requests = withExchange(machine.session.requests, exchange);
  }
  const head = [
    `HTTP/1.1 ${response.status}`,
    ...Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\n');
  const isFailure = response.status >= 400 && shows.fails;
  let text = shows.onlyHeaders ? head : `${shows.headers ? head : ''}${isFailure ? '' : response.body}`;
  if (text !== '' && !text.endsWith('\n')) text += '\n';
  if (output !== undefined) {
    const session = writeFile(machine.session, output, text);
    if (session === undefined) return fail(`curl: There is no room left for "${output}".`, 23);
    machine.session = session;
    text = '';
  }
  if (format !== undefined)
    text += format.replaceAll('%{http_code}', String(response.status)).replaceAll('\\n', '\n');
  return {
    output: text,
    errorOutput: isFailure ? `curl: The server answered with ${response.status}.\n` : '',
    exitCode: isFailure ? 22 : 0,
  };
};

/** What the metrics port of one node answers, whatever the path. */
function metricsOf(cluster: Cluster, node: string): ApiResponse {
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
    body: formatMetrics(cluster, node),
  };
}
