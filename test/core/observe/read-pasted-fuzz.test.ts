import { describe, expect, test } from 'vitest';
import { keyInYamlText } from '../../../src/cli/input/yaml-key.ts';
import { heldKey } from '../../../src/core/keys/held-key.ts';
import { readWholeKeySet } from '../../../src/core/keys/key-set.ts';
import { readPasted } from '../../../src/core/observe/read-pasted.ts';
import { readAnswer } from '../../../src/core/request/captures/answer.ts';
import { readConfig } from '../../../src/core/request/captures/config.ts';
import { ENV_READERS } from '../../../src/core/request/captures/env-readers.ts';
import { RecordReader } from '../../../src/core/request/captures/record.ts';
import { readSaid } from '../../../src/core/said/read-said.ts';
import { readLogLine } from '../../../src/core/triage/log-line.ts';
import { kit } from '../../support/kit.ts';
import { leastWork } from '../../support/work.ts';

const token = kit.mint();
const bearer = `Bearer ${token}`;

/** One of each form that is read; parts of them are what the fuzzer puts together. */
const CORPUS: readonly string[] = [
  bearer,
  `Authorization: ${bearer}`,
  `curl -X POST https://api.nexmo.com/v1/calls -H "Authorization: ${bearer}" --digest -u a:b`,
  `Invoke-RestMethod https://api.nexmo.com/v1/calls -Headers @{ Authorization = "${bearer}" }`,
  `At line:1 char:1\n+ Invoke-RestMethod -Uri "https://a" ...\n+ ~~~\n    + CategoryInfo : x\n`,
  `GET /v1/calls HTTP/1.1\r\nHost: a\r\nAuthorization: ${bearer}\r\n\r\n{}`,
  `> GET / HTTP/1.1\n> Host: a\n>\n< HTTP/1.1 401 Unauthorized\n< Date: x\n<\n`,
  `AxiosError: 401\n  config: { headers: Object [AxiosHeaders] { Accept: '*/*' }, url: 'https://a/b', method: 'get' },\n response: { status: 401 }`,
  `net/http: invalid header field value "${bearer}\\n" for key Authorization`,
  JSON.stringify({
    log: { entries: [{ request: { url: 'https://a/b', method: 'GET', headers: [] }, response: { status: 401 } }] },
  }),
  JSON.stringify({
    time: '2026-11-24T10:00:00Z',
    request: { headers: { authorization: bearer } },
    response: { status: 401 },
  }),
  `127.0.0.1 - - [10/Oct/2025:13:55:36 +0000] "GET /a?token=${token} HTTP/1.1" 401 12 "${bearer}"`,
  '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
  JSON.stringify({ keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: 'x', use: 'enc' }] }),
  JSON.stringify({ issuer: 'https://a', jwks_uri: 'https://a/jwks' }),
  JSON.stringify({
    status: 401,
    instance: '3f6b2a1d58c44e0b',
    cause: 'x',
    report: 'http://a/reports/3f6b2a1d58c44e0b',
  }),
  'apiVersion: v1\nkind: Secret\ndata:\n  key: |\n    -----BEGIN PRIVATE KEY-----\n    AAAA\n',
  'export KEY="-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----"\nA=\'b\'\n',
  `Subject: 401\nContent-Transfer-Encoding: quoted-printable\n\n> ${bearer}=\n> &#46;&period;<wbr>`,
  `fetch(u, { headers: { Authorization: 'Bearer ' + token, b: f"Bearer {token}" } })`,
  "const key = [\n  '-----BEGIN PRIVATE KEY-----',\n  \"AAAA\",\n].join('\\n');",
  'curl -H "Authorization: Bearer $TOKEN" -H "Authorization: Bearer $(cat a)" https://a',
  '```\n&quot;\u201c\u00a0\ufeff\0=\r\n"\'`{[(',
];

const READERS: { readonly [name: string]: (text: string) => unknown } = {
  readPasted,
  readAnswer,
  readConfig,
  readSaid,
  heldKey,
  keyInYamlText,
  readWholeKeySet,
  readLogLine: (text) => text.split('\n').map((line, at) => readLogLine(line, at, new RecordReader())),
  env: (text) => ENV_READERS.map(({ read }) => read(text, 'KEY')),
};

describe.each(Object.keys(READERS))('%s', (name) => {
  const read = READERS[name] as (text: string) => unknown;

  test('throws for nothing that is made of what it reads', () => {
    const bits = randomBits(7);
    const upTo = (limit: number) => Math.floor(bits() * limit);
    for (let round = 0; round < 400; round++) {
      let text = '';
      for (let part = 0; part < 1 + upTo(4); part++) {
        const source = CORPUS[upTo(CORPUS.length)] as string;
        const start = upTo(source.length);
        text += bits() < 0.3 ? source : source.slice(start, start + upTo(80));
        if (bits() < 0.2) text += String.fromCharCode(upTo(256));
      }
      expect(() => read(text)).not.toThrow();
    }
  });

  test('does no more than linear work', () => {
    for (const source of CORPUS) {
      for (const part of [source, source.slice(0, 9), source.slice(-9)]) {
        const [small, large] = [16_384, 131_072].map((size) =>
          leastWork(() => void read(part.repeat(size / part.length)), 2),
        );
        // Eight times the text; quadratic work would be 64 times as much.
        expect(large, JSON.stringify(part.slice(0, 40))).toBeLessThan(Math.max(small ?? 0, 4) * 28);
      }
    }
  }, 120_000);
});

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function randomBits(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
