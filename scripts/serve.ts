import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createSiteServer } from '../src/node/site-server.ts';
import { readSiteSettings } from '../src/node/site-settings.ts';

const folder = 'dist';
const help = `Usage: npm run serve -- [options]

Serves ${folder}/ on loopback with the headers it is published with. BASE_PATH is the path it was built for.

  --port N  port to listen on; that of the variable PORT, or 4321
  --help    print this
`;

const options = readOptions();

if (options === 'help') {
  process.stdout.write(help);
} else if ('problem' in options) {
  console.error(`${options.problem}\n\n${help}`);
  process.exitCode = 2;
} else if (!existsSync(folder)) {
  console.error(`There is no ${folder}/ yet; run "npm run build" first.`);
  process.exitCode = 1;
} else {
  const { port } = options;
  const { base } = readSiteSettings();
  const server = createSiteServer(folder, base);
  server.once('error', (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is taken; choose another one: npm run serve -- --port ${port === 4321 ? 4322 : 4321}.`
        : error.message,
    );
    process.exitCode = 1;
  });
  server.listen(port, '127.0.0.1', () =>
    console.log(`The site is at http://localhost:${port}${base}. Stop it with Ctrl-C.`),
  );
}

function readOptions(): { port: number } | { problem: string } | 'help' {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: process.env['PORT'] ?? '4321' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return 'help';
    if (/^\d{1,5}$/.test(values.port) && Number(values.port) <= 65_535) return { port: Number(values.port) };
    return { problem: `The port is "${values.port}"; write a whole number from 0 to 65535.` };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
