import { runDwcp } from '../src/cluster-server/dwcp-program.ts';

process.exitCode = await runDwcp(process.argv.slice(2), {
  environment: process.env,
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
  // npm runs scripts in the folder of the project; files belong where the person is.
  folder: process.env['INIT_CWD'] ?? process.cwd(),
});
