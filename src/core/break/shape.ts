import { encodeBase64 } from '../encoding/base64.ts';
import { encodeBase64url } from '../encoding/base64url.ts';
import { corrected, type Misreading } from '../encoding/misread.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';
import type { Kit } from '../evidence/kit.ts';
import type { Variants } from './variants-of.ts';

const inBase64 = (text: string) => encodeBase64(encodeUtf8(text));
const inBase64url = (text: string) => encodeBase64url(encodeUtf8(text));
const SECRET = 'Tq8vLw2nRb5xZk1P';

/** Faults of the text of the token, before anything in it is believed. */
export const SHAPE: Variants = {
  'character-misread': (kit) => {
    const token = kit.mint();
    const misread = (one: Misreading) => {
      const text = corrected(token, { at: one.at, found: one.meant, meant: one.found });
      return kit.input({ token: text, misread: { in: 'token', ...one } });
    };
    const at = token.search(/[A-Z]/);
    const meant = token.charAt(at);
    return [
      misread({ at, found: meant.toLowerCase(), meant }),
      misread({ at: token.length - 1, found: '', meant: token.slice(-1) }),
      misread({ at: 30, found: token.charAt(30).repeat(2), meant: token.charAt(30) }),
    ];
  },
  'token-too-large': (kit) => [
    kit.input({ token: kit.mint({ claims: { note: 'x'.repeat(20_000) } }) }),
    kit.input({ token: kit.mint({ header: { x5c: Array.from({ length: 8 }, () => 'MIIC'.repeat(500)) } }) }),
    kit.input({ token: kit.mint({ claims: { groups: Array.from({ length: 1500 }, (_, i) => `group-${i}`) } }) }),
  ],
  'token-encoded-twice': (kit) =>
    [
      inBase64(kit.mint()),
      inBase64url(inBase64url(kit.mint())),
      kit.mint().replaceAll('.', '%2E'),
      inBase64(`${kit.mint()}\n`),
    ].map((token) => kit.input({ token })),
  'duplicate-member': (kit) => {
    const claims = JSON.stringify(kit.claims());
    return [
      kit.input({ token: kit.mint({ payloadText: `${claims.slice(0, -1)},"jti":"again"}` }) }),
      kit.input({ token: kit.mint({ headerText: '{"alg":"RS256","typ":"JWT","alg":"RS256"}' }) }),
      kit.input({
        token: kit.mint({ payloadText: `${claims.slice(0, -1)},"acl":{"paths":{"/*/calls/**":{},"/*/calls/**":{}}}}` }),
      }),
    ];
  },
  'token-of-other-kind': (kit) => [
    kit.input({
      token: kit.mint({
        claims: { application_id: undefined, iss: 'Vonage', payload_hash: 'a'.repeat(64), api_key: 'abcd1234' },
      }),
    }),
    kit.input({ token: kit.mint({ claims: { application_id: undefined, iss: '46123456', ist: 'project' } }) }),
    kit.input({
      token: kit.mint({
        claims: {
          application_id: undefined,
          iss: 'https://accounts.example.com',
          aud: 'web-client',
          sub: '1107',
          nonce: 'n-0S6_WzA2Mj',
          email: 'alice@example.com',
        },
      }),
    }),
    kit.input({
      token: kit.mint({
        claims: {
          application_id: undefined,
          iss: 'https://login.example.com/',
          aud: 'api',
          sub: '1107',
          scope: 'read',
        },
      }),
    }),
    kit.input({ token: kit.mint({ header: { typ: 'client-authentication+jwt' } }) }),
    kit.input({ token: kit.mint({ header: { typ: 'Jwt ' } }) }),
  ],
  'secret-in-place-of-private-key': (kit) => [
    kit.input({ token: kit.mintHmac(kit.publicKey('active')), secrets: { 'the public key': kit.publicKey('active') } }),
    kit.input({ token: kit.mintHmac('./private.key'), secrets: { 'the path of the key': './private.key' } }),
    { profile: 'vonage', now: kit.now, key: SECRET },
    kit.input({
      token: kit.mintHmac(kit.privateKey('active')),
      secrets: { 'the text of the key': kit.privateKey('active') },
    }),
  ],
  'algorithm-not-allowed': (kit) => [
    kit.input({ token: `${kit.mint({ header: { alg: 'none' } }).replace(/[^.]*$/, '')}AA` }),
    kit.input({ token: kit.mint({ header: { alg: 'RS512' }, hash: 'SHA-512' }) }),
    kit.input({ token: kit.mint({ header: { alg: 'rs256' } }) }),
    kit.input({ token: kit.mint({ header: { alg: undefined } }) }),
    kit.input({ token: kit.mint({ header: { alg: undefined }, claims: { alg: 'RS256' } }) }),
    kit.input({ token: kit.mint({ header: { alg: 'ES256' } }) }),
    kit.input({ token: kit.mint({ header: { alg: ['RS256'] } }) }),
    kit.input({ token: kit.mintHmac('anExampleSecret1', { alg: 'HS512' }) }),
  ],
  'token-truncated': (kit) => {
    const token = kit.mint();
    return [
      token.slice(0, 255),
      token.slice(0, token.lastIndexOf('.')),
      token.slice(0, token.lastIndexOf('.') + 1),
      token.slice(0, token.indexOf('.')),
      `${token.slice(0, 40)}...${token.slice(-40)}`,
      `${token.slice(0, 60)}…`,
      token.slice(1),
      token.slice(3),
    ].map((text) => kit.input({ token: text }));
  },
  'not-a-jwt': (kit) =>
    [
      'null',
      '$(cat token.jwt)',
      '${VONAGE_JWT}',
      '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>',
      'YOUR_JWT',
      '[object Promise]',
      kit.applicationId,
      './token.jwt',
      '{"token":"abc"}',
      'anExampleSecret1',
    ].map((text) => kit.input({ authorization: `Bearer ${text}` })),
  'base64-not-url-safe': (kit) => {
    const parts = kit.mint().split('.');
    const [header = '', payload = '', signature = ''] = parts;
    const padded = (part: string) => part + '='.repeat((4 - (part.length % 4)) % 4);
    return [
      kit.input({ token: parts.map(padded).join('.') }),
      kit.input({ token: [header, payload, `${padded(signature)}`].join('.') }),
      kit.input({ token: inStandardBase64(kit) }),
      kit.input({ token: `${header}.${payload}.${signature.slice(0, 64)}\\n${signature.slice(64)}` }),
    ];
  },
  'token-json-malformed': (kit) => {
    const claims = JSON.stringify(kit.claims());
    return [
      claims.replaceAll('"', "'"),
      `${claims.slice(0, -1)},}`,
      `[${claims}]`,
      `\ufeff${claims}`,
      `${claims}\n// made by a script`,
      claims.replace(/"iat":\d+/, '"iat":NaN'),
      JSON.stringify(claims),
      claims.replace(/\}$/, ',"name":"line\nbreak"}'),
    ].map((payloadText) => kit.input({ token: kit.mint({ payloadText }) }));
  },
};

/** Encoded and signed in standard base64; the payload has characters that base64url has not. */
function inStandardBase64(kit: Kit): string {
  const standard = (text: string) => text.replaceAll('-', '+').replaceAll('_', '/');
  const token = kit.mint({ claims: { note: 'what?>>>~~~???' }, signInput: standard });
  const [header = '', payload = '', signature = ''] = token.split('.');
  return [standard(header), standard(payload), signature].join('.');
}
