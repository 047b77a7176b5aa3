/** Tokens of a cluster that lives in a page. Its key follows from the seed, so the same run gives the same tokens. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Cluster } from '../cluster.ts';
import { TOKEN_LIFE_MS, TRAINING_ACCOUNTS } from './accounts.ts';
import type { Authority } from './authority.ts';

/**
 * A token is name, end and keyed digest. It shows what an expired or altered token does; it protects nothing, since
 * whoever holds the page holds the key.
 */
export function pageAuthority(cluster: Pick<Cluster, 'id' | 'seed'>): Authority {
  const key = utf8ToBytes(`${cluster.id}/${cluster.seed}`);
  const sign = (text: string): string => bytesToHex(hmac(sha256, key, utf8ToBytes(text)));
  return {
    login(username, password, nowMs) {
      const account = TRAINING_ACCOUNTS.find((item) => item.username === username);
      if (account?.password !== password) return null;
      const expiresAtMs = nowMs + TOKEN_LIFE_MS;
      const claims = `${username}.${expiresAtMs}`;
      return { token: `${claims}.${sign(claims)}`, expiresAtMs };
    },
    read(token, nowMs) {
      const [username = '', end = '', digest] = token.split('.');
      const account = TRAINING_ACCOUNTS.find((item) => item.username === username);
      if (account === undefined || digest !== sign(`${username}.${end}`)) return null;
      return Number(end) <= nowMs ? 'expired' : { name: username, role: account.role };
    },
  };
}
