import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KEY, type Served, serve } from '../http/serving.ts';
import { rawRequest } from '../support/raw-http.ts';

/** What a page of another site can make the browser of somebody send, with the credentials that browsers add. */

describe('Basic credentials that a browser holds', () => {
  let server: Served;
  beforeAll(async () => {
    server = await serve();
  });
  afterAll(() => server.close());

  const evil = { 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' };

  test('change nothing from another site, by every route that takes them', async () => {
    let asked = 0;
    for (const { url, methods } of server.routes) {
      if (!/^\/(v2|accounts)\b/.test(url)) continue;
      for (const method of methods) {
        if (!['POST', 'PUT', 'PATCH', 'DELETE'].includes(method)) continue;
        asked++;
        const path = url.replace(/:\w+/g, KEY);
        const { status } = await server.send(method, path, undefined, evil);
        // The sandbox has addresses for tokens alone.
        expect([401, 403], `${method} ${path}`).toContain(status);
      }
    }
    expect(asked).toBeGreaterThan(10);
  });

  test('a key is not activated so, and is by a client or a page of this server', async () => {
    const { json: application } = await server.send('POST', '/v2/applications', { name: 'Attacked' });
    const keys = `/v2/applications/${application.id}/keys`;
    const draft = async () => (await server.send('POST', keys, { state: 'draft' })).json.id as string;
    const activate = async (headers?: Record<string, string>) =>
      server.send('POST', `${keys}/${await draft()}/activate`, undefined, headers);
    const refused = await activate(evil);
    expect([refused.status, refused.json.type]).toEqual([403, '/docs#problem-other-origin']);
    for (const headers of [undefined, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }]) {
      expect((await activate(headers)).status).toBe(200);
    }
    expect((await server.send('GET', keys, undefined, evil)).status).toBe(200);
  });
});

test('with --public-url, the Host header of a request says nothing about where a page is', async () => {
  const server = await serve({ publicUrl: 'http://dash.example:8080' });
  try {
    const ask = async (origin: string) => {
      const { port } = server;
      const body = '{"link":"none"}';
      const answer = await rawRequest(
        port,
        [
          'POST /dashboard-api/link HTTP/1.1',
          'Host: evil.example',
          `Origin: ${origin}`,
          'Content-Type: application/json',
          `Content-Length: ${body.length}`,
          'Connection: close',
        ],
        body,
      );
      return [answer.status, /problem-[\w-]+/.exec(answer.body)?.[0]];
    };
    expect(await ask('http://evil.example')).toEqual([403, 'problem-other-origin']);
    expect(await ask('http://dash.example:8080')).toEqual([404, 'problem-link-unknown']);
  } finally {
    await server.close();
  }
});
