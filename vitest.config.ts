import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      '@mintmark/jwt/gate': `${import.meta.dirname}/src/gate.ts`,
      '@mintmark/jwt': `${import.meta.dirname}/src/jwt.ts`,
    },
  },
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 90_000,
    restoreMocks: true,
    reporters: ['default', './scripts/plain-reporter.mjs'],
  },
});
