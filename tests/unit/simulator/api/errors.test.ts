import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { errorCodesSchema } from '../../../../src/schemas/reference/errors.ts';
import { ERRORS } from '../../../../src/simulator/api/errors.ts';

test('every code has the statuses of the error reference', () => {
  const { errors } = errorCodesSchema.parse(parse(readFileSync('content/reference/errors.yaml', 'utf8')));
  const reference = new Map(errors.map(({ code, http, grpc }) => [code, { http, grpc }]));
  for (const [code, statuses] of Object.entries(ERRORS)) expect(statuses).toEqual(reference.get(code));
});
