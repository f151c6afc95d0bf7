import type { FastifyReply, FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { sessionCookie } from '../../src/http/who/session-cookie.ts';

const asking = (protocol: 'http' | 'https', cookie?: string) =>
  ({ protocol, headers: cookie === undefined ? {} : { cookie } }) as FastifyRequest;
const TOKEN = 'A-token_43';

/** The Set-Cookie lines that an answer gets. */
function answered(work: (reply: FastifyReply) => void): readonly [name: string, value: string][] {
  const fields: [string, string][] = [];
  work({ header: (name: string, value: string) => fields.push([name, value]) } as unknown as FastifyReply);
  return fields;
}

// RFC 6265bis §4.1.3.2: with the prefix a cookie is Secure, of the whole host, and set by no other.
describe.each([
  ['https', undefined, '__Host-mintmark-session', '; Secure'],
  ['http', 'https://mintmark.example', '__Host-mintmark-session', '; Secure'],
  ['http', 'http://127.0.0.1:4401', 'mintmark-session', ''],
  ['http', undefined, 'mintmark-session', ''],
  ['https', 'http://127.0.0.1:4401', '__Host-mintmark-session', '; Secure'],
] as const)('over %s, public as %s', (protocol, publicUrl, name, secure) => {
  const cookie = sessionCookie(publicUrl);

  test('it is set for a week, for this site alone, out of reach of scripts', () => {
    const line = `${name}=${TOKEN}; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict${secure}`;
    expect(answered((reply) => cookie.set(asking(protocol), reply, TOKEN))).toEqual([['set-cookie', line]]);
  });

  test('it is taken away under the same name and path', () => {
    const line = `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict${secure}`;
    expect(answered((reply) => cookie.clear(asking(protocol), reply))).toEqual([['set-cookie', line]]);
  });

  test.each([
    ['alone', `${name}=${TOKEN}`, TOKEN],
    ['among others', `a=b; ${name}=${TOKEN}; c=d`, TOKEN],
    ['without blanks', `a=b;${name}=${TOKEN};c=d`, TOKEN],
    ['with an = in another', `a==; ${name}=${TOKEN}`, TOKEN],
    ['none', 'a=b', undefined],
    ['no value', `${name}=`, undefined],
    ['no =', name, undefined],
    ['an empty one beside it', `${name}=; ${name}=${TOKEN}`, TOKEN],
    ['two of them', `${name}=${TOKEN}; ${name}=other`, undefined],
    ['the same twice', `${name}=${TOKEN}; ${name}=${TOKEN}`, undefined],
    ['a longer name', `x${name}=${TOKEN}`, undefined],
  ])('is read: %s', (_, header, expected) => {
    expect(cookie.read(asking(protocol, header))).toBe(expected);
  });

  test('the one of the other scheme is none', () => {
    const other = secure === '' ? '__Host-mintmark-session' : 'mintmark-session';
    expect(cookie.read(asking(protocol, `${other}=${TOKEN}`))).toBeUndefined();
    expect(cookie.read(asking(protocol))).toBeUndefined();
  });
});
