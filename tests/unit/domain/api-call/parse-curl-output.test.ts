import { describe, expect, test } from 'vitest';
import { parseCurlOutput } from '../../../../src/domain/api-call/parse-curl-output.ts';

describe('parseCurlOutput', () => {
  test('takes status, headers, code and body apart', () => {
    const output =
      'HTTP/1.1 429\ncontent-type: application/json\nretry-after: 3\n\n{"error":{"code":"RATE_LIMITED"}}\n';
    expect(parseCurlOutput(output)).toEqual({
      status: 429,
      headers: [
        ['content-type', 'application/json'],
        ['retry-after', '3'],
      ],
      body: '{\n  "error": {\n    "code": "RATE_LIMITED"\n  }\n}',
      errorCode: 'RATE_LIMITED',
      token: undefined,
    });
  });

  test('keeps text that is no JSON, blank lines included', () => {
    expect(parseCurlOutput('HTTP/1.1 200\ncontent-type: text/plain\n\na 1\n\nb 2\n')).toMatchObject({
      body: 'a 1\n\nb 2',
      errorCode: undefined,
    });
  });

  test.each(['', 'curl: Failed to connect to localhost port 8080: Connection refused\n', '{"token":"x"}'])(
    'finds no answer in %j',
    (output) => {
      expect(parseCurlOutput(output)).toBeUndefined();
    },
  );
});
