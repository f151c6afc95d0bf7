import { defineConfig } from 'rolldown';

const shared = {
  platform: 'node' as const,
  external: [
    /^node:/,
    'fastify',
    /^@fastify\//,
    /^@grpc\//,
    'kysely',
    /^kysely\//,
    'nodemailer',
    'pg',
    'prom-client',
    /^@opentelemetry\//,
    'yaml',
    /^typebox/,
  ],
};

/**
 * The command line: each command is a chunk of its own, so that a start loads only what it uses. `mint` has a second
 * bundle, CommonJS: scripts call it once a request, and Node loads that a twentieth faster.
 */
export default defineConfig([
  {
    ...shared,
    // The others are threads and processes, found beside the chunk that starts them.
    input: {
      mintmark: 'dist/cli/main.js',
      'check-whole': 'dist/adapters/sql/check-whole.js',
      'explain-thread': 'dist/compose/explain-thread.js',
      'log-worker': 'dist/adapters/sql/log-worker.js',
      'worker-process': 'dist/compose/worker-process.js',
    },
    output: {
      dir: 'dist/bundle',
      cleanDir: true,
      entryFileNames: '[name].mjs',
      chunkFileNames: 'chunk-[name]-[hash].mjs',
      format: 'esm',
      sourcemap: true,
    },
  },
  {
    ...shared,
    input: { mint: 'dist/cli/mint-main.js' },
    output: {
      dir: 'dist/bundle/mint',
      cleanDir: true,
      entryFileNames: '[name].cjs',
      chunkFileNames: 'chunk-[name]-[hash].cjs',
      format: 'cjs',
      minify: true,
      sourcemap: true,
    },
  },
]);
