/** Bearer tokens of the server: JSON Web Tokens (RFC 7519) with HMAC-SHA-256. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Account, Caller } from '../simulator/api/accounts.ts';

const AUDIENCE = 'dwcp-api';

const CHECKED_LIMIT = 1_000;

export interface TokenOptions {
  accounts: readonly Account[];
  /** The cluster that the tokens are for: their issuer. */
  clusterId: string;
  /** Life of a token in milliseconds. */
  lifeMs: number;
  /** A new random one for every start of the server, unless a test gives one. */
  key?: Uint8Array;
  /** Milliseconds of the calendar. */
  now?: () => number;
}

export class Tokens {
  readonly #options: TokenOptions;
  readonly #key: Uint8Array;
  readonly #now: () => number;
  /** Tokens whose signature has been checked: it stays right, and only the end has to be looked at again. */
  readonly #checked = new Map<string, { caller: Caller; endMs: number }>();

  constructor(options: TokenOptions) {
    this.#options = options;
    this.#key = options.key ?? randomBytes(32);
    this.#now = options.now ?? Date.now;
  }

  /** A token and its end, or `null` for a wrong user name or password. */
  async login(username: string, password: string): Promise<{ token: string; expiresAt: Date } | null> {
    const account = this.#options.accounts.find((item) => item.username === username);
    // An unknown name takes as long as a wrong password.
    if (!isSame(password, account?.password ?? '') || account === undefined) return null;
    const issuedAt = Math.floor(this.#now() / 1000);
    const end = issuedAt + Math.floor(this.#options.lifeMs / 1000);
    const token = await new SignJWT({ role: account.role })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(account.username)
      .setIssuer(this.#options.clusterId)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(end)
      .sign(this.#key);
    return { token, expiresAt: new Date(end * 1000) };
  }

  /** Who the token is for; `expired` after its end; `null` if it is none of ours. */
  async read(token: string): Promise<Caller | 'expired' | null> {
    const known = this.#checked.get(token);
    if (known !== undefined) return known.endMs <= this.#now() ? 'expired' : known.caller;
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ['HS256'],
        issuer: this.#options.clusterId,
        audience: AUDIENCE,
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(this.#now()),
      });
      const role = payload['role'];
      if (payload.sub === undefined || (role !== 'viewer' && role !== 'operator')) return null;
      const caller: Caller = { name: payload.sub, role };
      if (this.#checked.size >= CHECKED_LIMIT) this.#checked.clear();
      this.#checked.set(token, { caller, endMs: (payload.exp ?? 0) * 1000 });
      return caller;
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'expired';
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }
}

function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  // Buffers of different lengths cannot be compared, so the shorter is padded and the lengths are compared apart.
  const length = Math.max(left.length, right.length, 1);
  const isEqual = timingSafeEqual(Buffer.concat([left], length), Buffer.concat([right], length));
  return isEqual && left.length === right.length;
}
