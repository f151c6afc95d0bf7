import fc from 'fast-check';
import type { RequestReading } from '../../../src/core/request/captures/reading.ts';
import { kit } from '../../support/kit.ts';

const near = (offset: number) => kit.now + offset;
const time = fc.oneof(
  fc.integer({ min: -200_000, max: 200_000 }).map(near),
  fc.constantFrom(-3600, 3600, 7200, -930, -900, -30, -31, 0, 30, 31, 16, 86_400, 86_401).map(near),
  fc.integer({ min: -5000, max: 5000 }).map((offset) => near(offset) * 1000),
  fc.constantFrom<unknown>(0, -1, 900, 3600, 1e12, 1.5, near(0.25), '1790000000', null, true, [], {}, undefined),
);
const claims = fc.record({
  iat: time,
  exp: fc.oneof(time, fc.constant(undefined)),
  nbf: fc.option(time, { nil: undefined, freq: 4 }),
  jti: fc.constantFrom<unknown>(
    '0f8fad5b-d9cb-469f-a165-70867728950e',
    '9f86d081884c7d65',
    'a',
    '',
    undefined,
    7,
    'your-jti',
    'é',
    'a"b',
  ),
  application_id: fc.constantFrom<unknown>(
    kit.applicationId,
    kit.applicationId.toUpperCase(),
    'your-app',
    '',
    undefined,
    5,
    ' x',
  ),
  sub: fc.constantFrom<unknown>(undefined, undefined, 'alice', 'a b', '', 5),
  acl: fc.constantFrom<unknown>(
    undefined,
    undefined,
    undefined,
    { paths: {} },
    { paths: { '/*/calls': {} } },
    '{}',
    {},
  ),
  applicationId: fc.constantFrom<unknown>(undefined, undefined, undefined, kit.applicationId, 'x'),
  extra: fc.constantFrom<unknown>(undefined, undefined, 1, 'x', true, near(0), { a: [1, { b: 2 }] }),
});
const header = fc.constantFrom<{ [name: string]: unknown }>(
  {},
  {},
  {},
  { typ: undefined },
  { alg: 'HS256' },
  { kid: 'x' },
  { crit: ['x'] },
  { typ: 'at+jwt' },
  { alg: undefined },
);
/** Of other providers, by what their claims or their host tell. */
const otherClaims = fc.record({
  iat: time,
  exp: time,
  iss: fc.constantFrom<unknown>(
    '123456',
    'Iv1.0123456789abcdef',
    '69a6de7f-0000-47e3-e053-5b8c7c11a4d1',
    'me@x.iam',
    7,
    undefined,
  ),
  sub: fc.constantFrom<unknown>('me@x.iam', '69a6de7f-0000-47e3-e053-5b8c7c11a4d1', 'alice', undefined),
  aud: fc.constantFrom<unknown>(
    'appstoreconnect-v1',
    'https://oauth2.googleapis.com/token',
    ['https://appleid.apple.com'],
    'account-d.docusign.com',
    undefined,
  ),
  scope: fc.constantFrom<unknown>(
    'https://www.googleapis.com/auth/cloud-platform',
    'signature impersonation',
    undefined,
  ),
  bid: fc.constantFrom<unknown>('com.example.app', undefined),
  jti: fc.constantFrom<unknown>('0f8fad5b-d9cb-469f-a165-70867728950e', '9f86d081884c7d65', undefined),
});
const token = fc.oneof(
  { weight: 8, arbitrary: fc.record({ header, claims }).map((parts) => unsigned(parts.header, parts.claims)) },
  {
    weight: 3,
    arbitrary: fc.record({ header, claims: otherClaims }).map((parts) => unsigned(parts.header, parts.claims)),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('{"iat" :1,"iat":2}', '{"a":":","a":1}', '{"exp":1e400}', '[]', '{', '"x"')
      .map((text) => encoded({}, text)),
  },
);
/** A token as a log may hold it, whole or damaged. */
export const damaged = fc
  .tuple(token, fc.nat(), fc.constantFrom('', '', '', '', '', 'cut', 'plus', 'dot', 'blank', 'pad'))
  .map(damage);
/** How a request is logged. */
export const request = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  target: fc.constantFrom('/v1/calls', '/v1/messages', '/v1/users?page=2', '/v1/../x', '/v1/calls?api_key=a', '/'),
  scheme: fc.constantFrom(
    'Bearer ',
    'Bearer ',
    'Bearer ',
    'Bearer ',
    'bearer ',
    'Token ',
    'Bearer  ',
    'Basic ',
    '',
    'JWT:',
    'bearer: ',
    'Bearer',
    'eyJ',
  ),
  how: fc.constantFrom('authorization', 'fields', 'fields', 'token', 'none', 'twice', 'other', 'both', 'unknown'),
  host: fc.constantFrom(
    'api.nexmo.com',
    'api.nexmo.com',
    'api.github.com',
    'api.appstoreconnect.apple.com',
    'x.example',
  ),
  status: fc.constantFrom(401, 401, 403, 404, undefined),
  sentAt: fc.constantFrom<number | undefined>(kit.now, kit.now, kit.now + 0.5, undefined),
});

export type Shape = {
  method: string;
  target: string;
  scheme: string;
  how: string;
  host: string;
  status: number | undefined;
  sentAt: number | undefined;
};

export function readingOf(
  text: string,
  { method, target, scheme, how, host: name, status, sentAt }: Shape,
): RequestReading {
  const field = ['Authorization', scheme + text] as const;
  const host = ['Host', name] as const;
  const fields = {
    fields: [host, field],
    twice: [field, field],
    other: [field, ['X-Api-Key', 'a'] as const],
    none: [host],
  }[how];
  return {
    form: 'json',
    line: 1,
    method,
    target,
    ...(fields !== undefined && { fields }),
    ...((how === 'authorization' || how === 'both') && { authorization: scheme + text }),
    ...((how === 'token' || how === 'both') && { token: how === 'both' ? text.slice(0, -2) : text }),
    ...(status !== undefined && { response: { status, fields: [] } }),
    ...(sentAt !== undefined && { sentAt }),
  };
}

/** The signature is not looked at where there is no key: its length is. */
function unsigned(header: object, claims: object): string {
  return encoded(header, JSON.stringify(claims));
}

function encoded(header: object, payload: string): string {
  const parts = [JSON.stringify({ alg: 'RS256', typ: 'JWT', ...header }), payload, Buffer.alloc(256, 7)];
  return parts.map((part) => Buffer.from(part as string).toString('base64url')).join('.');
}

function damage([text, seed, kind]: [string, number, string]): string {
  const at = seed % text.length;
  const insert = { plus: '+', dot: '.', blank: ' ', pad: '=' }[kind];
  if (insert !== undefined) return text.slice(0, at) + insert + text.slice(at);
  return kind === 'cut' ? text.slice(0, at) : text;
}
