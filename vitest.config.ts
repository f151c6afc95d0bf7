import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 15)) {
  console.error(
    `The tests run on Node 24.15 or later; this is ${process.versions.node}. The project brings its own: npm run vitest -- PATH`,
  );
  process.exit(1);
}

/** Tests of code that has no state: they share their modules, which take longer to load than most tests to run. */
const PURE = ['test/{core,help}/**/*.test.ts', 'test/law/{canary,causes*}.test.ts', 'test/vectors/**/*.test.ts'];

/** Minutes each, one after the other: `npm run long`. A short form of each is among the others. */
const LONG = {
  extends: true as const,
  test: {
    name: 'long',
    include: ['test/**/*.long.ts'],
    pool: 'forks' as const,
    fileParallelism: false,
    testTimeout: 1_800_000,
  },
};

export default defineConfig({
  resolve: {
    alias: {
      '@mintmark/jwt/gate': `${import.meta.dirname}/src/gate.ts`,
      '@mintmark/jwt': `${import.meta.dirname}/src/jwt.ts`,
    },
  },
  test: {
    environment: 'node',
    // Many wait for programs that they started, so one more than there are cores.
    maxWorkers: availableParallelism() + 1,
    // Room for a machine that is busy with other work: a limit ends what hangs, it measures nothing.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    restoreMocks: true,
    reporters: ['default', './scripts/plain-reporter.mjs'],
    projects: [
      { extends: true, test: { name: 'parts', include: ['test/**/*.test.ts'], exclude: PURE, pool: 'forks' } },
      ...(process.env['LONG_TESTS'] === undefined ? [] : [LONG]),
      { extends: true, test: { name: 'pure', include: PURE, pool: 'threads', isolate: false } },
    ],
  },
});
