import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { KnownNames } from '../../../../src/domain/api-call/examples.ts';
import { apiSchema } from '../../../../src/schemas/reference/api.ts';

/** The endpoints as the site publishes them. */
export const { endpoints, baseUrl } = apiSchema.parse(
  parse(readFileSync('content/reference/api.yaml', 'utf8')),
);

export function endpointNamed(name: string) {
  const endpoint = endpoints.find(({ method, path }) => `${method} ${path}` === name);
  if (endpoint === undefined) throw new Error(`${name} is not in the reference.`);
  return endpoint;
}

/** Names as a cluster with one VM would give them. */
export const names: KnownNames = {
  vms: ['vm-shop-1'],
  migrations: [],
  workers: ['worker-1', 'worker-2'],
  workerOf: () => 'worker-1',
  metrics: ['dwcp_vm_count_total'],
  account: { username: 'operator', password: 'training-operator' },
};
