/** The same call in the languages of the course, as short programs without a library. */
import { callTarget, readBody, type ApiCall } from './api-call.ts';
import { quoteWord } from './compose-curl.ts';

export const snippetLanguages = [
  { id: 'bash', title: 'curl' },
  { id: 'python', title: 'Python' },
  { id: 'go', title: 'Go' },
  { id: 'typescript', title: 'TypeScript' },
] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number]['id'];

/** A whole program or line that sends the call; address and token come from the environment. */
export function writeSnippet(language: SnippetLanguage, call: ApiCall, needsToken: boolean): string {
  const read = readBody(call.body);
  const parts: Parts = {
    method: call.endpoint.method,
    target: callTarget(call),
    body: call.body.trim() === '' || 'problem' in read ? undefined : JSON.stringify(read.value),
    needsToken,
  };
  return writers[language](parts);
}

interface Parts {
  readonly method: string;
  readonly target: string;
  /** JSON in one line. */
  readonly body: string | undefined;
  readonly needsToken: boolean;
}

const writers: Readonly<Record<SnippetLanguage, (parts: Parts) => string>> = {
  bash: ({ method, target, body, needsToken }) =>
    [
      `curl -si${method === (body === undefined ? 'GET' : 'POST') ? '' : ` -X ${method}`} "$DWCP_URL${target}"`,
      ...(needsToken ? ['  -H "Authorization: Bearer $DWCP_TOKEN"'] : []),
      ...(body === undefined ? [] : [`  --json ${quoteWord(body)}`]),
    ].join(' \\\n') + '\n',

  python: ({ method, target, body, needsToken }) => `import os
import urllib.error
import urllib.request

request = urllib.request.Request(
    os.environ["DWCP_URL"] + ${JSON.stringify(target)},
    method=${JSON.stringify(method)},
${body === undefined ? '' : `    data=${pythonText(body)}.encode(),\n`}    headers={
${needsToken ? '        "Authorization": "Bearer " + os.environ["DWCP_TOKEN"],\n' : ''}${
    body === undefined ? '' : '        "Content-Type": "application/json",\n'
  }    },
)
try:
    with urllib.request.urlopen(request, timeout=30) as response:
        print(response.status, response.read().decode())
except urllib.error.HTTPError as refusal:
    print(refusal.code, refusal.read().decode())
`,

  go: ({ method, target, body, needsToken }) => `package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
${body === undefined ? '' : '\t"strings"\n'}	"time"
)

func main() {
${body === undefined ? '' : `\tbody := strings.NewReader(${goText(body)})\n`}	request, err := http.NewRequest(${JSON.stringify(method)}, os.Getenv("DWCP_URL")+${JSON.stringify(target)}, ${
    body === undefined ? 'nil' : 'body'
  })
	if err != nil {
		log.Fatal(err)
	}
${needsToken ? '\trequest.Header.Set("Authorization", "Bearer "+os.Getenv("DWCP_TOKEN"))\n' : ''}${
    body === undefined ? '' : '\trequest.Header.Set("Content-Type", "application/json")\n'
  }	client := http.Client{Timeout: 30 * time.Second}
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
`,

  typescript: ({
    method,
    target,
    body,
    needsToken,
  }) => `const response = await fetch(\`\${process.env.DWCP_URL}${target}\`, {
  method: '${method}',
  headers: {
${needsToken ? '    Authorization: `Bearer ${process.env.DWCP_TOKEN}`,\n' : ''}${
    body === undefined ? '' : "    'Content-Type': 'application/json',\n"
  }  },
${body === undefined ? '' : `  body: JSON.stringify(${literal(JSON.parse(body), '  ')}),\n`}  signal: AbortSignal.timeout(30_000),
});
console.log(response.status, await response.text());
`,
};

/** A value as TypeScript is written: names without quotes where that is possible, texts in single ones. */
function literal(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (typeof value === 'string') return singleQuoted(value);
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, indent)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const rows = Object.entries(value).map(
    ([name, item]) =>
      `${inner}${/^[A-Za-z_]\w*$/.test(name) && name !== '__proto__' ? name : `[${singleQuoted(name)}]`}: ${literal(item, inner)},`,
  );
  return rows.length === 0 ? '{}' : `{\n${rows.join('\n')}\n${indent}}`;
}

function singleQuoted(text: string): string {
  return `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", String.raw`\'`)}'`;
}

/** A text of Python: JSON's escapes are among Python's. */
function pythonText(text: string): string {
  return text.includes("'") || text.includes('\\') ? JSON.stringify(text) : `'${text}'`;
}

/** A text of Go: raw where that is possible. */
function goText(text: string): string {
  return text.includes('`') ? JSON.stringify(text) : `\`${text}\``;
}
