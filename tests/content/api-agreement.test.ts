/**
 * One API, told in six places: the reference and its page, the OpenAPI document, the proto file, the server, and section 2
 * of the developer manual. What one says is compared with what another does. Calls and fields of OpenAPI and the numbers of the
 * messages are compared in tests/unit/cluster-server.
 */
import { readFileSync } from 'node:fs';
import {
  credentials,
  loadPackageDefinition,
  Metadata,
  type ClientReadableStream,
  type Server,
} from '@grpc/grpc-js';
import { load } from '@grpc/proto-loader';
import protobuf from 'protobufjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildGrpcServer, closeGrpc, listenGrpc } from '../../src/cluster-server/grpc-server.ts';
import { RateGate } from '../../src/cluster-server/rate-gate.ts';
import { consolePages } from '../../src/domain/blocks/console-page.ts';
import type { CodeBlock, MeasuredDocument, Table } from '../../src/domain/document.ts';
import type { Program } from '../../src/domain/program.ts';
import { runPage } from '../../src/node/blocks/run-page.ts';
import { assembleProgram } from '../../src/node/read-program.ts';
import { readSources } from '../../src/node/source-files.ts';
import type { Api } from '../../src/schemas/reference/api.ts';
import type { ErrorCode } from '../../src/schemas/reference/errors.ts';
import { ERRORS, type ErrorCode as Code } from '../../src/simulator/api/errors.ts';
import { LiveCluster } from '../../src/cluster-server/live-cluster.ts';
import { startState } from '../../src/cluster-server/start-state.ts';
import { execute, openSession } from '../../src/simulator/shell/index.ts';
import { testServer, type TestServer } from '../unit/cluster-server/test-server.ts';

const manual = 'content/manuals/developer/02-api-deep-dive.mdx';
const protoFile = 'examples/proto/dwcp/v3/dwcp.proto';

let program: Program;
let api: Api;
let errors: readonly ErrorCode[];
let document: MeasuredDocument;
let proto: string;
let root: protobuf.Root;

beforeAll(async () => {
  // The other texts of the course have nothing to say here, and reading them all takes its time.
  const sources = (await readSources('content')).filter(
    ({ name }) => !name.endsWith('.mdx') || `content/${name}` === manual,
  );
  const read = assembleProgram(sources, 'content');
  if (read.program === undefined) throw new Error('content/ cannot be read; npm run check says why.');
  program = read.program;
  api = program.reference.api.data;
  errors = program.reference.errors.data.errors;
  const section = program.sections.find(({ file }) => file === manual);
  if (section === undefined) throw new Error(`There is no ${manual}.`);
  document = section.document;
  proto = readFileSync(protoFile, 'utf8');
  root = protobuf.parse(proto, { keepCase: true, alternateCommentMode: true }).root;
}, 60_000);

describe('the proto file', () => {
  test('has the types and the words of the reference', () => {
    const told = api.messages.map(({ name, fields }) => [
      name,
      fields.map(({ name: field, type, meaning }) => [field, type, meaning]),
    ]);
    const found = api.messages.map(({ name }) => [
      name,
      root
        .lookupType(`${api.package}.${name}`)
        .fieldsArray.map((field) => [
          field.name,
          field.repeated ? `repeated ${field.type}` : field.type,
          field.comment,
        ]),
    ]);
    expect(found).toEqual(told);
  });

  test('has the services of the reference and no more, with what each method does', () => {
    const told = api.services.map(({ name, summary, methods }) => [
      name,
      summary,
      methods.map((method) => [method.name, method.summary]),
    ]);
    const services = root.lookup(api.package) as protobuf.Namespace;
    const found = services.nestedArray
      .filter((item) => item instanceof protobuf.Service)
      .map((service) => [
        service.name,
        service.comment,
        service.methodsArray.map((method) => [method.name, method.comment?.replaceAll('\n', ' ')]),
      ]);
    expect(found).toEqual(told);
  });

  test('has no message that the reference lacks', () => {
    const services = root.lookup(api.package) as protobuf.Namespace;
    const found = services.nestedArray.filter((item) => item instanceof protobuf.Type);
    expect(found.map(({ name }) => name).sort()).toEqual(api.messages.map(({ name }) => name).sort());
  });
});

describe('the statuses', () => {
  test('of every code are a row of the mapping, and every row but success has a code', () => {
    const pairs = (list: readonly { grpc: string; http: number }[]): string[] =>
      [...new Set(list.map(({ grpc, http }) => `${grpc} ${http}`))].sort();
    expect(pairs(errors)).toEqual(pairs(api.statusMapping.filter(({ grpc }) => grpc !== 'OK')));
  });
});

describe('the API reference page, as it was built', () => {
  // The page as "npm run build" made it, which "npm test" runs first.
  const page = readFileSync('dist/reference/api/index.html', 'utf8');

  /** Texts in code style of the entry with a name, and of no other. */
  function codesOf(name: string): Set<string> {
    const entries = page.split('<h3 ').slice(1);
    const entry = entries.find((text) => new RegExp(`^[^>]*>\\s*${RegExp.escape(name)}\\s*</h3>`).test(text));
    if (entry === undefined) throw new Error(`The page has no entry "${name}".`);
    return new Set([...entry.matchAll(/<code[^>]*>\s*([^<]*?)\s*<\/code>/g)].map((match) => match[1] ?? ''));
  }

  test('has every call with its fields and codes', () => {
    for (const { method, path, query, request, response, errors: codes } of api.endpoints) {
      const shown = codesOf(`${method} ${path}`);
      const names = [...query, ...request, ...response].map(({ name }) => name);
      expect([path, [...names, ...codes].filter((name) => !shown.has(name))]).toEqual([path, []]);
    }
  });

  test('has every service and message of the proto file', () => {
    for (const item of (root.lookup(api.package) as protobuf.Namespace).nestedArray) {
      const names =
        item instanceof protobuf.Service
          ? item.methodsArray.map(({ name }) => name)
          : (item as protobuf.Type).fieldsArray.map(({ name }) => name);
      const shown = codesOf(item.name);
      expect([item.name, names.filter((name) => !shown.has(name))]).toEqual([item.name, []]);
    }
  });

  test('offers the OpenAPI document and the proto file as they stand in examples/', () => {
    for (const file of ['openapi/dwcp-v3.json', 'proto/dwcp/v3/dwcp.proto']) {
      expect(page).toContain(`/downloads/api/${file}"`);
      expect(readFileSync(`dist/downloads/api/${file}`, 'utf8')).toBe(
        readFileSync(`examples/${file}`, 'utf8'),
      );
    }
  });
});

describe('section 2 of the developer manual', () => {
  test('names every call of the reference', () => {
    const named = new Set(
      document.components.map(({ name, attributes }) => name === 'Endpoint' && attributes['name']),
    );
    const calls = api.endpoints.map(({ method, path }) => `${method} ${path}`);
    expect(calls.filter((call) => !named.has(call))).toEqual([]);
  });

  test('prints answers as the training cluster gives them', { timeout: 60_000 }, () => {
    const answers = printedAnswers(document);
    expect(answers.length).toBeGreaterThan(15);
    const given = answersOfPage();
    for (const { console, status, printed } of answers) {
      const answer = given.get(console.line);
      expect({ line: console.line, answer: printed }).toEqual({ line: console.line, answer });
      expect({ line: console.line, status }).toEqual({ line: console.line, status: statusOf(answer) });
    }
  });

  test('gives every code its statuses, and says as the reference does whether a repetition can help', () => {
    const [, ...rows] = tableWith('Code', 'REST', 'gRPC', 'As is').rows;
    expect(rows.map(([code, http, grpc, asIs]) => [code, Number(http), grpc, asIs])).toEqual(
      errors.map(({ code, http, grpc, retry }) => [code, http, grpc, retry ? 'yes' : 'no']),
    );
  });

  test('has the mapping of statuses with the codes of each', () => {
    const [, ...rows] = tableWith('gRPC', 'REST', 'Codes under it').rows;
    expect(rows).toEqual(
      api.statusMapping.map(({ grpc, http }) => {
        const codes = errors.filter((error) => error.grpc === grpc && error.http === http);
        return [grpc, String(http), codes.map(({ code }) => code).join(', ') || '–'];
      }),
    );
  });

  test('has the methods of the services', () => {
    const [, ...rows] = tableWith('Method', 'Request', 'Answer').rows;
    expect(rows.map((row) => row.slice(0, 3))).toEqual(
      api.services.flatMap(({ name, methods }) =>
        methods.map((method) => [
          `${name}.${method.name}`,
          method.request,
          method.streams ? `stream of ${method.response}` : method.response,
        ]),
      ),
    );
  });

  test('quotes the proto file to the letter', () => {
    const quoted = document.codeBlocks.filter(({ language }) => language === 'proto');
    expect(quoted.length).toBeGreaterThan(0);
    for (const { value } of quoted) expect(proto).toContain(value);
  });

  test('names no field that neither interface has', () => {
    const known = new Set(
      [
        ...api.endpoints.flatMap(({ query, request, response }) => [...query, ...request, ...response]),
        ...api.messages.flatMap(({ fields }) => fields),
      ].flatMap(({ name }) => name.split(/[.[\]]+/)),
    );
    // Fields of the error body and words that look like fields.
    for (const name of ['details', 'request_id', 'retry_after_seconds', 'in_progress']) known.add(name);
    const named = document.inlineCode
      .flatMap(({ value }) => /^([a-z][\w.]*?)(?:: .*)?$/.exec(value)?.[1] ?? [])
      .filter((value) => /[a-z]_[a-z]/.test(value))
      .flatMap((value) => value.split('.'));
    expect(named.length).toBeGreaterThan(50);
    expect([...new Set(named)].filter((name) => !known.has(name) && !/^_/.test(name))).toEqual([]);
  });

  test('prints the refusal of a limit as the server gives it', async () => {
    const server = await testServer({ requestsPerSecond: 3 });
    try {
      const headers = { authorization: `Bearer ${await server.token('viewer')}` };
      const answers = [];
      for (let count = 0; count < 7; count += 1)
        answers.push(await server.app.inject({ url: '/v3/cluster/status', headers }));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 200, 429]);
      const last = answers.at(-1);
      const printed = blockTitled('retry-after: 2');
      expect(last?.headers['retry-after']).toBe('2');
      expect(withoutRequestId(last?.json())).toEqual(withoutRequestId(JSON.parse(printed.value)));
    } finally {
      await server.app.close();
    }
  });
});

describe('the stream of a migration in section 2', () => {
  let server: TestServer;
  let live: LiveCluster;
  let grpc: Server;
  let port: number;

  beforeAll(async () => {
    server = await testServer();
    // The cluster that "npm run cluster" starts with.
    live = new LiveCluster(await startState({ stateFile: null, scenario: null, seed: 1 }), 'step');
    const { tokens } = server;
    grpc = await buildGrpcServer({
      live,
      tokens,
      gate: new RateGate(1_000),
      log: (line) => expect(line).toBe(''),
    });
    port = await listenGrpc(grpc, '127.0.0.1', 0);
  }, 60_000);

  afterAll(async () => {
    await closeGrpc(grpc);
    await server.app.close();
  });

  test('has the messages that the server sends', async () => {
    const definition = await load('dwcp/v3/dwcp.proto', {
      includeDirs: ['examples/proto'],
      keepCase: true,
      longs: Number,
      defaults: true,
    });
    interface VmClient {
      CreateVM(
        request: object,
        metadata: Metadata,
        done: (error: Error | null, answer: object) => void,
      ): void;
      MigrateVM(request: object, metadata: Metadata): ClientReadableStream<object>;
      close(): void;
    }
    const loaded = loadPackageDefinition(definition) as unknown as {
      dwcp: { v3: { VMService: new (address: string, security: object) => VmClient } };
    };
    const client = new loaded.dwcp.v3.VMService(`127.0.0.1:${port}`, credentials.createInsecure());
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${await server.token('operator')}`);
    const printed = (title: string): object => JSON.parse(blockTitled(title).value) as object;
    const created = await new Promise<object>((resolve, reject) => {
      client.CreateVM(printed('VMService.CreateVM: the request'), metadata, (error, answer) =>
        error === null ? resolve(answer) : reject(error),
      );
    });
    expect(created).toEqual(printed('VMService.CreateVM: the answer'));
    live.advance(10_000);
    const messages: object[] = [];
    const stream = client.MigrateVM(printed('VMService.MigrateVM: the request'), metadata);
    await new Promise<void>((resolve, reject) => {
      stream.on('data', (message: object) => {
        messages.push(message);
        live.advance(1_000);
      });
      stream.on('error', reject);
      stream.on('end', resolve);
    });
    client.close();
    expect(messages).toEqual(printed('VMService.MigrateVM: the stream'));
  });
});

/** The answers that are printed as JSON: each belongs to the last command of the `console` block before it. */
function printedAnswers({
  codeBlocks,
}: MeasuredDocument): { console: CodeBlock; status: number; printed: unknown }[] {
  return codeBlocks.flatMap((block, index) => {
    const console = codeBlocks[index - 1];
    const status = /title="(\d{3}) /.exec(block.meta)?.[1];
    if (block.language !== 'json' || status === undefined || console?.language !== 'console') return [];
    return [{ console, status: Number(status), printed: JSON.parse(block.value) as unknown }];
  });
}

/** What the last command of each block of the manual prints, as JSON where it is some, by the line of the block. */
function answersOfPage(): Map<number, unknown> {
  const page = consolePages(program).find(({ file }) => file === manual);
  if (page === undefined) throw new Error(`${manual} types nothing.`);
  const commands = program.reference.commands.data;
  const measured = runPage(page, {
    open: openSession,
    execute: (session, line) => execute(session, line, commands),
  });
  return new Map(
    measured.map((block, index) => {
      const output = block.type === 'ran' ? (block.results.at(-1)?.output ?? '') : '';
      return [page.blocks[index]?.line ?? 0, output.startsWith('{') ? readJson(output) : undefined];
    }),
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function statusOf(answer: unknown): number {
  const { error } = answer as { error?: { code?: Code } };
  return error?.code === undefined ? 200 : ERRORS[error.code].http;
}

function tableWith(...columns: string[]): Table {
  const found = document.tables.find(({ rows: [head = []] }) =>
    columns.every((column) => head.includes(column)),
  );
  if (found === undefined) throw new Error(`${manual} has no table with the columns ${columns.join(', ')}.`);
  return found;
}

function blockTitled(title: string): CodeBlock {
  const found = document.codeBlocks.find(({ meta }) => meta.includes(`title="${title}"`));
  if (found === undefined) throw new Error(`${manual} has no block with the title "${title}".`);
  return found;
}

function withoutRequestId(body: unknown): object {
  const { error } = body as { error: Record<string, unknown> };
  return { ...error, request_id: '' };
}
