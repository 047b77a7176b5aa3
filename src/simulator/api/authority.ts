import type { Caller } from './accounts.ts';
import { apiError, type ApiError } from './errors.ts';

/** Gives and reads the tokens of one cluster; each face brings its own. */
export interface Authority {
  /** A token for an account, or `null` for a wrong user name or password. Times are simulated milliseconds. */
  login(username: string, password: string, nowMs: number): { token: string; expiresAtMs: number } | null;
  read(token: string, nowMs: number): Caller | 'expired' | null;
}

export function missingToken(): ApiError {
  return apiError(
    'UNAUTHENTICATED',
    'The call carries no bearer token. Log in with POST /v3/auth/login and send the token as "Authorization: Bearer …".',
  );
}

export function uselessToken(): ApiError {
  return apiError(
    'UNAUTHENTICATED',
    'The token is not one of this cluster. Log in with POST /v3/auth/login.',
  );
}

export function expiredToken(): ApiError {
  return apiError('TOKEN_EXPIRED', 'The life of the token has ended. Log in again.');
}

export function wrongPassword(): ApiError {
  return apiError('UNAUTHENTICATED', 'The user name or the password is wrong.');
}

export function missingRole(caller: Caller): ApiError {
  return apiError(
    'PERMISSION_DENIED',
    `${caller.name} has the role ${caller.role}, which may only read. Use an account with the role operator.`,
    { role: caller.role },
  );
}

/** The token of the header, or `null` when the word Bearer or the token is missing. */
export function bearerToken(authorization: string | undefined): string | null {
  return /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(authorization ?? '')?.[1] ?? null;
}
