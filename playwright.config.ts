import { defineConfig } from 'playwright/test';
import { chooseBrowser } from './src/node/browser.ts';

// Chosen here, before the workers start, so that none of them meets a browser that is still being unpacked.
const browser = await chooseBrowser();

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/sites.ts',
  outputDir: '.cache/e2e-results',
  reporter: [['list']],
  // Three take a sixth less time on two processors, but what depends on when a font arrives is then no longer certain.
  workers: 2,
  // Generous, for machines that do other things at the same time; nothing waits that long when all is well.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  use: {
    launchOptions: browser,
    viewport: { width: 1440, height: 900 },
    // Tests that look at motion ask for it; the others need not wait for scrolling to end.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
  },
});
