import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../../src/compose/compose.ts';
import type { OpenapiDocument } from '../../src/http/pages/reference.ts';
import { DEFAULT_SETTINGS } from '../../src/options/options.ts';

/** The OpenAPI document as a running server gives it. */
export async function openapiDocument(): Promise<OpenapiDocument> {
  const data = mkdtempSync(join(tmpdir(), 'mintmark-docs-'));
  const bootstrapAccount = { key: 'abcd1234', secret: 'Documentation1' };
  const server = await compose({ ...DEFAULT_SETTINGS, port: 0, data, bootstrapAccount }, { version: '0.0.0' });
  try {
    const answer = await fetch(`${server.url}/openapi.json`);
    return (await answer.json()) as OpenapiDocument;
  } finally {
    await server.close();
    rmSync(data, { recursive: true });
  }
}
