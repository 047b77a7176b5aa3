import { describe, expect, test } from 'vitest';
import { portsSchema } from '../../../../src/schemas/reference/ports.ts';
import { buildReference } from '../../reference-builder.ts';
import { looseObjects, refusals } from '../refusals.ts';

const example = buildReference().ports.data;

describe('portsSchema', () => {
  test('takes a sound example as it is', () => {
    expect(portsSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(portsSchema, example)).toEqual([]);
  });

  test('wants ports that exist, a protocol and its protection', () => {
    expect(
      refusals(portsSchema, {
        ports: [{ ...example.ports[0], port: 0, lastPort: 65536, protocol: 'QUIC', tls: 'yes' }],
      }),
    ).toMatchInlineSnapshot(`
      [
        "ports[1].port: found 0, expected at least 1",
        "ports[1].lastPort: found 65536, expected at most 65535",
        "ports[1].protocol: found "QUIC", expected "TCP" or "UDP"",
        "ports[1].tls: found "yes", expected "mTLS", "TLS" or "none"",
      ]
    `);
  });
});
