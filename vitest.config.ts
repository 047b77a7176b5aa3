import { defineConfig } from 'vitest/config';

// Generous, for machines that do other things at the same time; nothing waits that long when all is well.
const patient = { environment: 'node', testTimeout: 60_000 } as const;

export default defineConfig({
  test: {
    // Every processor: nothing else runs beside the tests.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          ...patient,
          // Files share what they import: loading it 200 times over takes longer than the tests themselves.
          isolate: false,
        },
      },
      {
        test: {
          name: 'content',
          include: ['tests/content/**/*.test.ts'],
          ...patient,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          ...patient,
          // These wait for servers and programs most of the time.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      './tests/components/vitest.config.ts',
    ],
  },
});
