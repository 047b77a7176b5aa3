import { describe, expect, test } from 'vitest';
import { checkEndpoints } from '../../../../../src/domain/checks/facts/endpoints.ts';
import { printed } from '../program-with.ts';
import { checkOne, fence } from './check-one.ts';

const check = (body: string) => checkOne(checkEndpoints, body);
const found = (code: string) => check(fence('bash', code)).map(({ subject }) => subject);

describe('checkEndpoints', () => {
  test.each([
    'GET /v3/vms',
    'curl http://localhost:8080/v3/vms',
    'curl -s "$DWCP/v3/vms/$VM_ID"',
    'curl -s "${BASE}/v3/vms?page=2&limit=5"',
    'curl localhost:8080/v3/vms/{id}',
    'requests.post(f"{base}/v3/vms")',
    '/v3/vms/<id>',
    '/v3/',
    '/v3/…',
    '/v3/vms/*',
    'ls /etc/other/v3/none',
    'https://github.com/x/y/v3/none',
    'GET /v3/vms/vm-web-1 HTTP/1.1',
    'curl http://localhost:8080/v3/vms/[[vm]]',
  ])('accepts %s', (code) => {
    expect(found(code)).toEqual([]);
  });

  test.each([
    ['/v3/machines', ['/v3/machines']],
    ['/v3/vms/1/stop', ['/v3/vms/1/stop']],
    ['POST /v3/vms', ['POST /v3/vms']],
    ['curl -X DELETE http://localhost:8080/v3/vms/1', ['DELETE /v3/vms/1']],
    ['curl http://localhost:8080/v3/vms \\\n  -d @vm.json', ['POST /v3/vms']],
  ])('reports %s', (code, expected) => {
    expect(found(code)).toEqual(expected);
  });

  test('says what is wrong with path and method', () => {
    expect(printed(check('`GET /v3/vm` and `DELETE /v3/vms`'))).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:1 unknown-endpoint
      The endpoint "GET /v3/vm" is not in the reference.
      The nearest one is "GET /v3/vms"; use it, or add the endpoint to content/reference/api.yaml.",
        "content/manuals/operations/01-overview.mdx:1 unknown-endpoint
      The path "/v3/vms" does not take DELETE; the reference has GET for it.
      Correct the method, or add the endpoint to content/reference/api.yaml.",
      ]
    `);
  });

  test('checks components', () => {
    expect(
      check('<Endpoint name="GET /v3/vms" /> <Endpoint name="PUT /v3/vms" />').map(({ subject }) => subject),
    ).toEqual(['PUT /v3/vms']);
  });
});
