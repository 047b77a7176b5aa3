import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** Preloaded into a measured process: says at its end how much processor time and memory it took. */
const file = process.env['BENCH_USAGE_FILE'];

if (file !== undefined && isMainThread) {
  // A process that this one starts inherits the environment, but is not the one that is measured.
  delete process.env['BENCH_USAGE_FILE'];
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeFileSync(
      file,
      JSON.stringify({ cpuMs: (user + system) / 1000, memoryMb: process.resourceUsage().maxRSS / 1024 }),
    );
  });
}
