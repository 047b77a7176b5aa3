/** The reference files that the server repeats to its clients. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { apiSchema, type Api } from '../schemas/reference/api.ts';
import { errorCodesSchema, type ErrorCode } from '../schemas/reference/errors.ts';

export async function readApiReference(
  contentFolder = 'content',
): Promise<{ api: Api; errors: ErrorCode[] }> {
  const read = async (name: string): Promise<unknown> =>
    parse(await readFile(`${contentFolder}/reference/${name}.yaml`, 'utf8'));
  const { errors } = errorCodesSchema.parse(await read('errors'));
  return { api: apiSchema.parse(await read('api')), errors };
}
