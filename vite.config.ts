import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** Of some twenty pages. */
const SHARED_BY_PAGES = 10;

const out = fileURLToPath(new URL('dist/dashboard', import.meta.url));

/** Puts a `.br` and a `.gz` beside every asset: the server compresses nothing while it runs. */
const compressed: Plugin = {
  name: 'compressed',
  closeBundle() {
    const assets = join(out, 'assets');
    for (const name of readdirSync(assets)) {
      const body = readFileSync(join(assets, name));
      writeFileSync(join(assets, `${name}.br`), brotliCompressSync(body));
      writeFileSync(join(assets, `${name}.gz`), gzipSync(body, { level: 9 }));
    }
  },
};

/** Nothing inline and nothing from elsewhere: the Content-Security-Policy of the page allows neither. */
export default defineConfig({
  root: fileURLToPath(new URL('src/dashboard', import.meta.url)),
  logLevel: 'warn',
  plugins: [compressed],
  build: {
    outDir: out,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The causes and the messages of other products are one chunk, loaded by the pages that diagnose and by no other.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        // What most pages share comes in one file: each file of a first load costs more than its bytes.
        codeSplitting: { groups: [{ name: 'shared', minShareCount: SHARED_BY_PAGES }] },
      },
    },
  },
});
