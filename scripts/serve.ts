import { existsSync } from 'node:fs';
import { createSiteServer } from '../src/node/site-server.ts';
import { readSiteSettings } from '../src/node/site-settings.ts';

const folder = 'dist';
const port = Number(process.env['PORT'] ?? 4321);
const { base } = readSiteSettings();

if (!existsSync(folder)) {
  console.error(`There is no ${folder}/ yet; run "npm run build" first.`);
  process.exitCode = 1;
} else {
  const server = createSiteServer(folder, base);
  server.once('error', (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is taken; choose another one: PORT=4322 npm run serve.`
        : error.message,
    );
    process.exitCode = 1;
  });
  server.listen(port, '127.0.0.1', () =>
    console.log(`The site is at http://localhost:${port}${base}. Stop it with Ctrl-C.`),
  );
}
