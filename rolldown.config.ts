import { defineConfig } from 'rolldown';

/** One bundle for the command line: each command is a chunk of its own, so that a start loads only what it uses. */
export default defineConfig({
  platform: 'node',
  input: { mintmark: 'dist/cli/main.js' },
  external: [/^node:/, 'fastify', /^@fastify\//, 'kysely', /^kysely\//, 'pg', 'prom-client', /^typebox/],
  output: {
    dir: 'dist/bundle',
    cleanDir: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: 'chunk-[name]-[hash].mjs',
    format: 'esm',
    sourcemap: true,
  },
});
