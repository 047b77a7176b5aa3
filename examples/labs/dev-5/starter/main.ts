/** Profiles a transfer. It measures the first one; what holds it back, and what helps, is yours to find out. */
import { login, migrate } from './api.ts';

await login();
const baseline = await migrate('vm-app-1', 'worker-5', {}, async ({ stats }) => {
  console.log(`${stats.elapsed_seconds} s: ${stats.bandwidth_mbps} Mbps on the link`);
});
console.log(`The baseline took ${baseline.stats.elapsed_seconds} s.`);

// 1. Which of link, streams and encoder is busy while it runs, and which waits?
// 2. Change one setting, and send the same VM back over the same path.
// 3. Write report.txt with the line "bottleneck: …, improvement: N %".
