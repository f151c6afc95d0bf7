import { createPrivateKey, createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseChallenge } from '../../src/core/request/challenge.ts';
import { checkRequest, type ExtAuthzClient, extAuthzClient } from '../support/ext-authz-client.ts';
import { rawRequest } from '../support/raw-http.ts';
import { sharedSystem, type TestApplication } from '../support/system.ts';
import { ATTACKS } from './attacks.ts';
import { type Forge, makeForge } from './forge.ts';

const system = sharedSystem({ extAuthzGrpc: 0 });
let forgeNow: () => Forge;
let envoy: ExtAuthzClient;

beforeAll(async () => {
  envoy = extAuthzClient(system().extAuthzGrpcPort as number);
  const [mine, other]: TestApplication[] = [await system().createApplication(), await system().createApplication()];
  if (!mine || !other) throw new Error('no applications');
  const ids = { applicationId: mine.id, otherApplicationId: other.id };
  const keys = { privateKey: createPrivateKey(mine.privateKey), publicKey: createPublicKey(mine.publicKey) };
  forgeNow = () => makeForge({ ...ids, ...keys, now: Math.floor(Date.now() / 1000) });
});
afterAll(() => envoy.close());

/** Text beyond ASCII goes out as UTF-8, which is what clients send where they send it at all. */
const bytesOf = (token: string) => Buffer.from(token).toString('latin1');

const TARGETS = {
  gate: { line: 'GET /gate HTTP/1.1', accepted: 204 },
  sandbox: { line: 'GET /v1/calls/c0ffee00-0000-4000-8000-000000000000 HTTP/1.1', accepted: 404 },
};

describe.each(Object.entries(ATTACKS))('%s', (_group, attacks) => {
  test.each(attacks)('$name', async ({ token, causes }) => {
    const text = bytesOf(token(forgeNow()));
    for (const { line, accepted } of Object.values(TARGETS)) {
      const answer = await rawRequest(system().port, [
        line,
        'Host: localhost',
        `Authorization: Bearer ${text}`,
        'X-Original-Method: GET',
        'X-Original-URI: /v1/calls',
      ]);
      if (causes === undefined) {
        expect(answer.status, answer.body).toBe(accepted);
        continue;
      }
      // A field that no HTTP message may hold is refused before anybody reads it.
      const isField = !/[^\t\x20-\x7e\x80-\xff]/.test(text);
      expect([400, 401, 403, 413], answer.head).toContain(answer.status);
      if (!isField) continue;
      expect(causes, answer.body).toContain(JSON.parse(answer.body).cause);
      const challenge = /^www-authenticate: (.*)$/im.exec(answer.head)?.[1] ?? '';
      if (answer.status === 401) expect(parseChallenge(challenge)?.error).toMatch(/^invalid_(token|request)$/);
      const signature = text.slice(text.lastIndexOf('.') + 1);
      if (signature.length > 300) expect(answer.body + answer.head).not.toContain(signature.slice(0, 24));
    }
  });

  test.each(attacks)('$name, asked about over gRPC', async ({ token, causes }) => {
    const text = token(forgeNow());
    // Envoy reads UTF-8 where it joins lines of one name, and leaves the bytes alone where it does not.
    for (const [value, raw] of [
      [text, false],
      [bytesOf(text), true],
    ] as const) {
      const request = checkRequest('GET', '/v1/calls', [['Authorization', `Bearer ${value}`]], { raw });
      const { http_response, denied_response } = await envoy.check(request);
      expect(http_response).toBe(causes === undefined ? 'ok_response' : 'denied_response');
      if (causes !== undefined) expect(causes).toContain(JSON.parse(denied_response?.body ?? '').cause);
    }
  });
});
