import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Every processor: nothing else runs beside the tests.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          environment: 'node',
          // Files share what they import: loading it 200 times over takes longer than the tests themselves.
          isolate: false,
          // Generous, for machines that do other things at the same time; nothing waits that long when all is well.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'content',
          include: ['tests/content/**/*.test.ts'],
          environment: 'node',
          // Generous, for machines that do other things at the same time; nothing waits that long when all is well.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          environment: 'node',
          // These wait for servers and programs most of the time.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
          // Generous, for machines that do other things at the same time; nothing waits that long when all is well.
          testTimeout: 60_000,
        },
      },
      './tests/components/vitest.config.ts',
    ],
  },
});
