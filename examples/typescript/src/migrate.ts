/** node src/migrate.ts VM TARGET: moves a VM over gRPC and shows the progress. Ctrl-C stops showing, not moving. */
import { readEnvironment } from './dwcp/environment.ts';
import { isDwcpError } from './dwcp/errors.ts';
import { DwcpGrpcClient, type MigrationProgress } from './dwcp/grpc-client.ts';
import { signalOfProcess } from './dwcp/loop.ts';
import { DwcpClient } from './dwcp/rest-client.ts';

const [vm, target] = process.argv.slice(2);
if (vm === undefined || target === undefined) {
  console.error('Usage: node src/migrate.ts VM TARGET');
  process.exit(2);
}
const environment = readEnvironment(process.env);
const rest = new DwcpClient(environment);
const grpc = new DwcpGrpcClient({ address: environment.grpcAddress, token: rest.token });
const signal = signalOfProcess();

function lineOf({ progress_percent, bandwidth_mbps, elapsed_seconds }: MigrationProgress): string {
  return `${progress_percent.toFixed(1).padStart(5)} %  ${bandwidth_mbps.toFixed(0).padStart(5)} Mbps  ${elapsed_seconds.toFixed(1)} s`;
}

try {
  for await (const progress of grpc.migrate({ vm_id: vm, target_node: target }, { signal }))
    console.log(lineOf(progress));
} catch (error) {
  if (signal.aborted) console.error('The migration goes on; ask for it with GET /v3/migrations.');
  else if (isDwcpError(error)) console.error(error.message);
  else throw error;
  process.exitCode = 1;
} finally {
  grpc.close();
}
