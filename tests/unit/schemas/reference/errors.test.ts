import { describe, expect, test } from 'vitest';
import { errorCodesSchema } from '../../../../src/schemas/reference/errors.ts';
import { buildReference } from '../../reference-builder.ts';
import { looseObjects, refusals } from '../refusals.ts';

const example = buildReference().errors.data;

describe('errorCodesSchema', () => {
  test('takes a sound example as it is', () => {
    expect(errorCodesSchema.parse(example)).toEqual(example);
  });

  test('refuses fields that it does not know', () => {
    expect(looseObjects(errorCodesSchema, example)).toEqual([]);
  });

  test('wants codes in capitals, statuses of errors and a cause', () => {
    expect(
      refusals(errorCodesSchema, {
        errors: [{ ...example.errors[0], code: 'vmNotFound', http: 200, grpc: 'NotFound', causes: [] }],
      }),
    ).toMatchInlineSnapshot(`
      [
        "errors[vmNotFound].code: found "vmNotFound", expected upper-case words joined by underscores",
        "errors[vmNotFound].http: found 200, expected at least 400",
        "errors[vmNotFound].grpc: found "NotFound"; write a gRPC status in capitals, e.g. "NOT_FOUND"",
        "errors[vmNotFound].causes: found an empty list, expected at least 1 entry",
      ]
    `);
  });
});
