import { describe, expect, test } from 'vitest';
import { checkErrors } from '../../../../../src/domain/checks/facts/errors.ts';
import { printed } from '../program-with.ts';
import { checkOne, fence } from './check-one.ts';

describe('checkErrors', () => {
  test('accepts known codes, gRPC statuses, environment variables and text outside inline code', () => {
    const body = `\`VM_NOT_FOUND\`, \`NOT_FOUND\`, \`DWCP_TOKEN\`, \`KVM\`, \`$SOME_VALUE\`, <ErrorCode name="VM_NOT_FOUND" />\n\n${fence('bash', 'SOME_NAME=1')}`;
    expect(checkOne(checkErrors, body)).toEqual([]);
  });

  test('reports unknown codes', () => {
    expect(printed(checkOne(checkErrors, 'It answers `VM_NOT_FOND` or <ErrorCode name="GONE" />.')))
      .toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:1 unknown-error
      The error code "VM_NOT_FOND" is not in the reference.
      The nearest one is "VM_NOT_FOUND"; use it, or add the code to content/reference/errors.yaml.",
        "content/manuals/operations/01-overview.mdx:1 unknown-error
      The error code "GONE" is not in the reference.
      Add the code to content/reference/errors.yaml.",
      ]
    `);
  });
});
