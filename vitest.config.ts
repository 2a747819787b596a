import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './tools/plain-reporter.ts'],
    testTimeout: 30_000,
  },
});
