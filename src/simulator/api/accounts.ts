import type { Role } from './routes.ts';

export interface Account {
  username: string;
  password: string;
  role: Role;
}

/** Who asks, once a token has been read. */
export interface Caller {
  name: string;
  role: Role;
}

/** Accounts of the training cluster. They are printed in the course, so a server takes them on loopback only. */
export const TRAINING_ACCOUNTS: readonly Account[] = [
  { username: 'operator', password: 'training-operator', role: 'operator' },
  { username: 'viewer', password: 'training-viewer', role: 'viewer' },
];

/** Life of a token at the reference value of `api.auth.token_ttl`: 24 h. */
export const TOKEN_LIFE_MS = 86_400_000;
