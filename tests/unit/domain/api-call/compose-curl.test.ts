import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeCurl, quoteWord } from '../../../../src/domain/api-call/compose-curl.ts';
import { exampleBody, knownValues } from '../../../../src/domain/api-call/examples.ts';
import { pathParameters } from '../../../../src/domain/api-call/api-call.ts';
import { parseCurlOutput } from '../../../../src/domain/api-call/parse-curl-output.ts';
import { fillWord, parseLine } from '../../../../src/simulator/shell/parse-line.ts';
import { openTerminal, type } from '../../simulator/shell/reference-table.ts';
import { baseUrl, endpointNamed, endpoints, names } from './reference-api.ts';

const create = endpointNamed('POST /v3/vms');

/** The words that the shell makes of a line. */
function wordsOf(line: string): string[] {
  const parsed = parseLine(line);
  if (parsed.type !== 'line') throw new Error(parsed.message);
  return parsed.pipelines[0]?.stages[0]?.words.map((word) => fillWord(word, {})) ?? [];
}

describe('composeCurl', () => {
  test('is the line that a person would type', () => {
    const call = { endpoint: create, path: {}, query: {}, body: '{\n  "name": "app-1"\n}' };
    expect(composeCurl(call, baseUrl, 'operator.1')).toBe(
      `curl -si http://localhost:8080/v3/vms -H 'Authorization: Bearer operator.1' --json '{"name":"app-1"}'`,
    );
  });

  test('names the method where curl would take another one', () => {
    const endpoint = endpointNamed('DELETE /v3/vms/{id}');
    expect(composeCurl({ endpoint, path: { id: 'app-1' }, query: {}, body: '' }, baseUrl, undefined)).toBe(
      'curl -si -X DELETE http://localhost:8080/v3/vms/app-1',
    );
  });

  test('brings any body and any value through the shell as they are', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), fc.string(), (value, status) => {
        const line = composeCurl(
          { endpoint: create, path: {}, query: { status }, body: JSON.stringify(value, null, 2) },
          baseUrl,
          undefined,
        );
        const words = wordsOf(line);
        expect(words.slice(0, 2)).toEqual(['curl', '-si']);
        expect(words.at(-1)).toBe(JSON.stringify(value));
        expect(new URL(words[2] ?? '').searchParams.get('status') ?? '').toBe(status.toWellFormed());
      }),
    );
  });
});

test('quoteWord gives one word whatever is in it', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(wordsOf(`echo ${quoteWord(text)}`)).toEqual(['echo', text]);
    }),
  );
});

describe('every endpoint of the reference', () => {
  const login = endpointNamed('POST /v3/auth/login');
  const body = JSON.stringify(exampleBody(login, names));
  const opened = type(
    openTerminal(),
    'dwcp-cli vm create --name vm-shop-1 --image ubuntu-22.04 --region eu-west',
    'sleep 30',
    composeCurl({ endpoint: login, path: {}, query: {}, body }, baseUrl, undefined),
  );
  const token = parseCurlOutput(opened.output)?.token;

  test.each(endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    '%s is answered for its example',
    (name, endpoint) => {
      const { cluster } = opened.session;
      const known = {
        ...names,
        workerOf: (vm: string) => cluster.vms[vm]?.node,
      };
      const example = exampleBody(endpoint, known);
      const path = Object.fromEntries(
        pathParameters(endpoint.path).map((parameter) => [
          parameter,
          knownValues(endpoint, parameter, known)[0] ?? 'migration-9',
        ]),
      );
      const query = Object.fromEntries(
        endpoint.query.map((field) => [field.name, knownValues(endpoint, field.name, known)[0] ?? '']),
      );
      const line = composeCurl(
        { endpoint, path, query, body: example === undefined ? '' : JSON.stringify(example) },
        baseUrl,
        endpoint.public ? undefined : token,
      );
      const answer = parseCurlOutput(type(opened.session, line).output);
      expect(answer, line).toMatchObject(
        // There is no migration yet, and the reference says what that is called.
        name === 'GET /v3/migrations/{id}'
          ? { status: 404, errorCode: 'MIGRATION_NOT_FOUND' }
          : { status: 200, errorCode: undefined },
      );
    },
  );
});
