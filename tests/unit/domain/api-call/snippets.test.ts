import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pathParameters } from '../../../../src/domain/api-call/api-call.ts';
import { exampleBody } from '../../../../src/domain/api-call/examples.ts';
import { snippetLanguages, writeSnippet } from '../../../../src/domain/api-call/snippets.ts';
import { parseBlock } from '../../../../src/node/blocks/parse-block.ts';
import { endpointNamed, endpoints, names } from './reference-api.ts';

describe.each(snippetLanguages)('a call in $title', ({ id }) => {
  test.each(endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    '%s is valid',
    async (_name, endpoint) => {
      const example = exampleBody(endpoint, names);
      const path = Object.fromEntries(pathParameters(endpoint.path).map((name) => [name, 'app-1']));
      const body = example === undefined ? '' : JSON.stringify(example, null, 2);
      const text = writeSnippet(id, { endpoint, path, query: {}, body }, !endpoint.public);
      expect(await parseBlock(id, text), text).toBeNull();
      expect(text.includes('DWCP_TOKEN')).toBe(!endpoint.public);
      expect(text).toContain(endpoint.path.replace('{id}', 'app-1'));
    },
  );

  test('is valid whatever is in the body', async () => {
    const endpoint = endpointNamed('POST /v3/vms');
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.string()), fc.string(), async (value, status) => {
        const call = { endpoint, path: {}, query: { status }, body: JSON.stringify(value) };
        expect(await parseBlock(id, writeSnippet(id, call, true))).toBeNull();
      }),
      { numRuns: 40, examples: [[{ a: "it's `raw` ${x} \\ \n" }, "'"]] },
    );
  });
});

test('the four programs send the same call', () => {
  const endpoint = endpointNamed('POST /v3/vms');
  const call = { endpoint, path: {}, query: {}, body: '{"name":"app-1"}' };
  expect(snippetLanguages.map(({ id }) => writeSnippet(id, call, true)).join('---\n')).toMatchInlineSnapshot(`
    "curl -si "$DWCP_URL/v3/vms" \\
      -H "Authorization: Bearer $DWCP_TOKEN" \\
      --json '{"name":"app-1"}'
    ---
    import os
    import urllib.error
    import urllib.request

    request = urllib.request.Request(
        os.environ["DWCP_URL"] + "/v3/vms",
        method="POST",
        data='{"name":"app-1"}'.encode(),
        headers={
            "Authorization": "Bearer " + os.environ["DWCP_TOKEN"],
            "Content-Type": "application/json",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            print(response.status, response.read().decode())
    except urllib.error.HTTPError as refusal:
        print(refusal.code, refusal.read().decode())
    ---
    package main

    import (
    	"fmt"
    	"io"
    	"log"
    	"net/http"
    	"os"
    	"strings"
    	"time"
    )

    func main() {
    	body := strings.NewReader(\`{"name":"app-1"}\`)
    	request, err := http.NewRequest("POST", os.Getenv("DWCP_URL")+"/v3/vms", body)
    	if err != nil {
    		log.Fatal(err)
    	}
    	request.Header.Set("Authorization", "Bearer "+os.Getenv("DWCP_TOKEN"))
    	request.Header.Set("Content-Type", "application/json")
    	client := http.Client{Timeout: 30 * time.Second}
    	response, err := client.Do(request)
    	if err != nil {
    		log.Fatal(err)
    	}
    	defer response.Body.Close()
    	answer, err := io.ReadAll(response.Body)
    	if err != nil {
    		log.Fatal(err)
    	}
    	fmt.Println(response.StatusCode, string(answer))
    }
    ---
    const response = await fetch(\`\${process.env.DWCP_URL}/v3/vms\`, {
      method: 'POST',
      headers: {
        Authorization: \`Bearer \${process.env.DWCP_TOKEN}\`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({
        name: 'app-1',
      }),
      signal: AbortSignal.timeout(30_000),
    });
    console.log(response.status, await response.text());
    "
  `);
});
