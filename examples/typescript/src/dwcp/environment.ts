import type { ClientOptions } from './rest-client.ts';

/**
 * What the environment says about the cluster and the account. The password has no default: a program that logs in
 * with one it was born with will do so in production, too.
 */
export function readEnvironment(
  environment: NodeJS.ProcessEnv,
): Pick<ClientOptions, 'baseUrl' | 'username' | 'password'> & { readonly grpcAddress: string } {
  const username = environment['DWCP_USERNAME'];
  const password = environment['DWCP_PASSWORD'];
  if (username === undefined || password === undefined)
    throw new Error('Set DWCP_USERNAME and DWCP_PASSWORD to an account of the cluster.');
  return {
    baseUrl: environment['DWCP_URL'] ?? 'http://localhost:8080',
    grpcAddress: environment['DWCP_GRPC'] ?? 'localhost:8081',
    username,
    password,
  };
}
