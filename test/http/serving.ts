import { generateKeyPairSync } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { createFirstAccount } from '../../src/actions/create-account.ts';
import type { Parts } from '../../src/actions/parts.ts';
import { memoryDatabase } from '../../src/adapters/memory/index.ts';
import { systemClock, systemEntropy } from '../../src/adapters/system/index.ts';
import { failureLimit } from '../../src/http/failure-limit.ts';
import { idempotency } from '../../src/http/idempotency.ts';
import { accountRoutes, subaccountRoutes } from '../../src/http/routes/accounts.ts';
import { applicationKeyRoutes } from '../../src/http/routes/application-keys.ts';
import { applicationRoutes } from '../../src/http/routes/applications.ts';
import { causeRoutes } from '../../src/http/routes/causes.ts';
import { docsRoutes } from '../../src/http/routes/docs.ts';
import { healthRoutes } from '../../src/http/routes/health.ts';
import { jwksRoutes } from '../../src/http/routes/jwks.ts';
import { openapiRoutes } from '../../src/http/routes/openapi.ts';
import { secretRoutes } from '../../src/http/routes/secrets.ts';
import { createServer } from '../../src/http/server.ts';

export const KEY = 'abcd1234';
export const SECRET = 'Abcdefg12345';
export const BASIC = `Basic ${Buffer.from(`${KEY}:${SECRET}`).toString('base64')}`;

/** A server on the memory adapter, on a free port, with one account; closed when the test ends. */
export async function serve() {
  const clock = systemClock();
  const entropy = systemEntropy();
  const database = memoryDatabase(clock, { limit: 100, maxAgeSeconds: 60 });
  const parts: Parts = {
    ...database,
    clock,
    entropy,
    keyPairs: {
      async generate() {
        return generateKeyPairSync('rsa', {
          modulusLength: 2048,
          publicKeyEncoding: { type: 'spki', format: 'pem' },
          privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        });
      },
    },
    secretHashes: {
      async hash(secret) {
        return `plain$${secret}`;
      },
      async verify(secret, stored) {
        return stored.includes(`plain$${secret}`);
      },
    },
    directory: { forget: () => undefined },
  };
  await createFirstAccount(parts, { key: KEY, secret: SECRET });
  const log = new PassThrough();
  const lines: string[] = [];
  log.on('data', (chunk) => lines.push(String(chunk)));
  const authentication = { parts, failures: failureLimit(clock, 30), realm: 'mintmark' };
  const repeats = idempotency(clock);
  const app = await createServer(
    {
      bodyLimitBytes: 1_048_576,
      trustedProxies: ['loopback'],
      logLevel: 'debug',
      version: '0.0.0-test',
      logStream: log,
    },
    [
      applicationRoutes(parts, authentication, repeats),
      applicationKeyRoutes(parts, authentication, repeats),
      secretRoutes(parts, authentication),
      subaccountRoutes(parts, authentication),
      accountRoutes(parts, authentication, KEY),
      jwksRoutes(parts),
      healthRoutes({ database, isDraining: () => false }),
      openapiRoutes(),
      docsRoutes(),
      causeRoutes(),
    ],
  );
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => app.close());
  return { url, app, parts, database, log: () => lines.join('') };
}
