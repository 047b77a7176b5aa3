import { openApiDocument } from '../src/cluster-server/openapi.ts';
import { readApiReference } from '../src/cluster-server/read-reference.ts';
import { parseServerOptions, serverHelp } from '../src/cluster-server/server-options.ts';
import { runServer } from '../src/cluster-server/run-server.ts';

const options = parseServerOptions(process.argv.slice(2));

if (options === 'help') {
  console.log(serverHelp);
} else if (options === 'print-openapi') {
  const { api, errors } = await readApiReference();
  console.log(JSON.stringify(openApiDocument(api, errors), null, 2));
} else if ('problem' in options) {
  console.error(`${options.problem}\n\n${serverHelp}`);
  process.exitCode = 2;
} else {
  try {
    const server = await runServer(options, (line) => console.error(line));
    console.log(`REST     http://${options.host}:${server.restPort}/v3   (OpenAPI: /v3/openapi.json)`);
    console.log(`gRPC     ${options.host}:${server.grpcPort}   (package dwcp.v3, with reflection)`);
    console.log(`Metrics  http://${options.host}:${server.metricsPort}/metrics`);
    console.log('Stop it with Ctrl-C.');
    const stop = (): void => {
      // A second signal finds no handler and ends the process at once.
      process.off('SIGINT', stop).off('SIGTERM', stop);
      void server.close().then(() => process.exit(0));
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
