import { readFileSync } from 'node:fs';

/** Version of Mintmark. This module is bundled to dist/bundle, two folders below package.json. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(text) as { version: unknown }).version);
}
