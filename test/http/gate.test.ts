import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseChallenge } from '../../src/core/request/challenge.ts';
import { mint } from '../../src/jwt.ts';
import { rawRequest } from '../support/raw-http.ts';
import { askGate, sharedSystem, startSystem, tokenOf } from '../support/system.ts';

const STRANGER = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const system = sharedSystem();
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000001';

describe('an accepted request', () => {
  test('is answered 204 with every identity header set', async () => {
    const running = system();
    const application = await running.createApplication();
    const answer = await askGate(running, tokenOf(application, { sub: 'ada', jti: 'one' }));
    expect(answer.status).toBe(204);
    expect(answer.headers.get('x-mintmark-application-id')).toBe(application.id);
    expect(answer.headers.get('x-mintmark-account')).toBe('abcd1234');
    expect(answer.headers.get('x-mintmark-subject')).toBe('ada');
    expect(answer.headers.get('x-mintmark-jti')).toBe('one');
    expect(answer.headers.get('x-mintmark-acl')).toBe('not-checked');
  });

  test('sets identity headers that are empty too, and encodes bytes that a header cannot hold', async () => {
    const running = system();
    const application = await running.createApplication();
    const answer = await askGate(running, tokenOf(application, { jti: 'a\r\nX-Evil: 1 é' }));
    expect(answer.status).toBe(204);
    expect(answer.headers.get('x-mintmark-subject')).toBe('');
    expect(answer.headers.get('x-mintmark-jti')).toBe('a%0D%0AX-Evil:%201%20%C3%A9');
    expect(answer.headers.get('x-evil')).toBeNull();
  });

  test.each(['bearer', 'BEARER', 'Bearer '])('takes the scheme spelled %j', async (scheme) => {
    const running = system();
    const token = tokenOf(await running.createApplication());
    const answer = await fetch(`${running.url}/gate`, { headers: { authorization: `${scheme} ${token}` } });
    expect(answer.status).toBe(204);
  });
});

describe('what an anonymous caller learns', () => {
  test('is the same for an unknown application and for a wrong key', async () => {
    const running = system();
    const application = await running.createApplication();
    const bodies = [];
    for (const id of [application.id, UNKNOWN_ID]) {
      const token = mint({ application_id: id, jti: 'x', iat: Math.floor(Date.now() / 1000) }, STRANGER.privateKey);
      const { status, body, headers } = await askGate(running, token);
      expect(status).toBe(401);
      bodies.push(
        JSON.stringify({ body, challenge: headers.get('www-authenticate'), names: [...headers.keys()] })
          .replaceAll(id, '<id>')
          .replaceAll(body.instance, '<report>'),
      );
    }
    expect(bodies[0]).toBe(bodies[1]);
    expect(bodies[0]).toContain('signed-by-unknown-key');
  });

  test('is only that for a pair that was generated and not saved, and the owner reads the proof', async () => {
    const running = system();
    const application = await running.createApplication();
    await running.api('POST', `/v2/applications/${application.id}/keys`, {
      public_key: STRANGER.publicKey,
      state: 'draft',
    });
    const { status, body } = await askGate(running, mint({ application_id: application.id }, STRANGER.privateKey));
    expect(status).toBe(401);
    expect(body.cause).toBe('signed-by-unknown-key');
    expect(JSON.stringify(body)).not.toContain('not-saved');
    await expect.poll(async () => (await running.api('GET', `/reports/${body.instance}`)).status).toBe(200);
    const report = (await running.api('GET', `/reports/${body.instance}`)).body;
    expect(report).toMatchObject({ voice: 'owner', verdict: 'rejected', rootCause: 'key-pair-not-saved' });
    expect(report).toMatchObject({
      findings: [{ cause: 'key-pair-not-saved', certainty: 'proved' }, { cause: 'signed-by-unknown-key' }],
    });
  });

  test('is everything with --explain=full', async () => {
    const system = await startSystem({ explain: 'full' });
    const [one, two] = [await system.createApplication('one'), await system.createApplication('two')];
    const { body } = await askGate(system, mint({ application_id: one.id }, two.privateKey));
    expect(body).toMatchObject({ cause: 'signed-by-other-application', status: 401 });
    expect(JSON.stringify(body)).toContain(two.id);
  });

  test('never holds the token, and the log neither', async () => {
    const running = system();
    const token = mint({ application_id: (await running.createApplication()).id }, STRANGER.privateKey);
    const { body } = await askGate(running, token);
    const signature = token.slice(token.lastIndexOf('.') + 1);
    expect(JSON.stringify(body)).not.toContain(signature.slice(0, 24));
    expect(running.log()).not.toContain(signature.slice(0, 24));
  });
});

describe('a rejected request', () => {
  test('without credentials gets a challenge without an error code', async () => {
    const running = system();
    const response = await fetch(`${running.url}/gate`);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('date')).toBeTruthy();
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="mintmark"');
    expect(await response.json()).toMatchObject({ cause: 'authorization-missing', status: 401 });
  });

  test('has a challenge that parses, and a type that opens', async () => {
    const running = system();
    const application = await running.createApplication();
    const { headers, body } = await askGate(running, tokenOf(application, { iat: 1_000_000_000, exp: 1_000_000_900 }));
    expect(parseChallenge(headers.get('www-authenticate') ?? '')).toMatchObject({
      realm: 'mintmark',
      error: 'invalid_token',
    });
    const article = await fetch(body.type, { headers: { accept: 'text/html' } });
    expect(article.status).toBe(200);
    expect(await article.text()).toContain('Resolution');
  });

  test('reports the bad signature of an expired token first', async () => {
    const running = system();
    const application = await running.createApplication();
    const { body } = await askGate(
      running,
      mint({ application_id: application.id, iat: 1_000_000_000, exp: 1_000_000_900 }, STRANGER.privateKey),
    );
    expect(body.cause).toBe('signed-by-unknown-key');
  });

  test('after its application is deleted', async () => {
    const running = system();
    const application = await running.createApplication();
    const token = tokenOf(application);
    expect((await askGate(running, token)).status).toBe(204);
    expect((await running.api('DELETE', `/v2/applications/${application.id}`)).status).toBe(204);
    expect((await askGate(running, token)).status).toBe(401);
  });

  test('with two Authorization lines, in either order', async () => {
    const running = system();
    const token = tokenOf(await running.createApplication());
    for (const lines of [
      [`Authorization: Bearer ${token}`, 'authorization: Bearer x'],
      ['AUTHORIZATION: Bearer x', `Authorization: Bearer ${token}`],
    ]) {
      const answer = await rawRequest(running.port, [
        'GET /gate HTTP/1.1',
        'Host: localhost',
        ...lines,
        'Connection: close',
      ]);
      expect(answer.status).toBe(401);
      expect(answer.body).toContain('multiple-credentials');
    }
  });
});

describe('a single-use token', () => {
  test('is accepted once out of 50 at a time', async () => {
    const running = system();
    const application = await running.createApplication('once', { single_use: true });
    const token = tokenOf(application);
    const answers = await Promise.all(Array.from({ length: 50 }, () => askGate(running, token)));
    expect(answers.filter((answer) => answer.status === 204)).toHaveLength(1);
    expect(new Set(answers.filter((answer) => answer.status !== 204).map((answer) => answer.body.cause))).toEqual(
      new Set(['token-replayed']),
    );
  });
});
