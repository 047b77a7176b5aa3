/** Who may call what; every refusal goes to the error handler of the server as one kind of error. */
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../simulator/api/accounts.ts';
import {
  bearerToken,
  expiredToken,
  missingRole,
  missingToken,
  uselessToken,
} from '../simulator/api/authority.ts';
import type { ApiError } from '../simulator/api/errors.ts';
import { mayCall, type Route } from '../simulator/api/routes.ts';
import type { Tokens } from './tokens.ts';

/** A refusal on its way to the error handler. */
export class Refusal extends Error {
  readonly apiError: ApiError;
  readonly headers: Record<string, string>;

  constructor(error: ApiError, headers: Record<string, string> = {}) {
    super(error.message);
    this.apiError = error;
    this.headers = headers;
  }
}

/** Refuses a request without the token or the role that it needs; else says who asks, if that matters. */
export async function authorise(
  request: FastifyRequest,
  access: Route['access'],
  tokens: Tokens,
): Promise<Caller | null> {
  if (access === 'public') return null;
  const token = bearerToken(request.headers.authorization);
  const headers = { 'www-authenticate': 'Bearer realm="dwcp"' };
  if (token === null) throw new Refusal(missingToken(), headers);
  const caller = await tokens.read(token);
  if (caller === null) throw new Refusal(uselessToken(), headers);
  if (caller === 'expired') throw new Refusal(expiredToken(), headers);
  if (!mayCall(caller.role, access)) throw new Refusal(missingRole(caller));
  return caller;
}
