import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Account } from '../simulator/api/accounts.ts';

const accountsSchema = z
  .array(
    z.strictObject({
      username: z.string().min(1).max(64),
      password: z.string().min(12, 'a password has at least 12 characters').max(256),
      role: z.enum(['viewer', 'operator']),
    }),
  )
  .min(1);

/** The accounts in a JSON file. Throws a sentence for the user that never holds a password. */
export async function readAccounts(file: string): Promise<Account[]> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message;
    throw new Error(`The accounts in ${file} cannot be read: ${reason}.`, { cause: error });
  }
  const parsed = accountsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`The accounts in ${file} cannot be used: ${issue?.path.join('.')}: ${issue?.message}.`);
}
