import { describe, expect, test } from 'vitest';
import { checkPorts } from '../../../../../src/domain/checks/facts/ports.ts';
import { dataEntry } from '../../../program-builder.ts';
import { buildReference } from '../../../reference-builder.ts';
import { printed } from '../program-with.ts';
import { checkOne, fence } from './check-one.ts';

const port = {
  protocol: 'TCP',
  service: 'Streams',
  listens: 'workers',
  connects: 'workers',
  meaning: 'Data.',
  tls: 'mTLS',
} as const;
const reference = buildReference({
  ports: dataEntry('content/reference/ports.yaml', {
    ports: [
      { ...port, port: 8080 },
      { ...port, port: 8085, lastPort: 8100 },
    ],
  }),
});
const found = (body: string) => checkOne(checkPorts, body, { reference }).map(({ subject }) => subject);

describe('checkPorts', () => {
  test.each([
    'Port 8080, ports 8085–8100 and 10.0.0.1:8090.',
    'From 09:00 to 10:30, a ratio of 1:1000, in 2026.',
    'The path is [2001:db8::1234]:8080 or fe80::1000.',
    '`controller-1:8080`',
    '<Port number={8090} />',
    fence('json', '{"size":4096,"list":[1024]}'),
    fence('go', 'part := data[:1024] // main.go:1234'),
    fence('text', '10.0.0.5:51234'),
    fence('go title="client_test.go"', 'listen(":12345")'),
    fence('yaml', 'bind: ":8080"'),
  ])('accepts %j', (body) => {
    expect(found(body)).toEqual([]);
  });

  test.each([
    ['Open port 9999.', ['port 9999']],
    ['Ports 8080 and 9998, then ports 8085–8200.', ['port 9998', 'port 8200']],
    ['`worker-1:9999`', ['port 9999']],
    ['<Port number={60000} />', ['port 60000']],
    [
      fence('bash', 'ufw allow 9999/tcp\niptables --dport 9998\ncurl http://10.0.0.1:9997/metrics'),
      ['port 9997', 'port 9998', 'port 9999'],
    ],
    [fence('yaml', 'bind: ":9999"\nport: 9998'), ['port 9999', 'port 9998']],
  ])('reports %j', (body, expected) => {
    expect(found(body)).toEqual(expected);
  });

  test('says what to do', () => {
    expect(printed(checkOne(checkPorts, 'Open port 9999.', { reference }))).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:1 unknown-port
      The port 9999 is not in the reference.
      Use a port of content/reference/ports.yaml, or add port 9999 there.",
      ]
    `);
  });
});
