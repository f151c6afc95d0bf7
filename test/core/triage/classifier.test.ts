import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CAUSES } from '../../../src/core/causes/index.ts';
import { vonage } from '../../../src/core/claims/profiles/vonage.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { RequestReading } from '../../../src/core/request/reading.ts';
import { Classifier } from '../../../src/core/triage/classifier.ts';
import { kit } from '../../support/kit.ts';

const base64url = {
  decode: (segment: string) => Buffer.from(segment, 'base64url').toString('latin1'),
  sizeOf: (segment: string) => Buffer.from(segment, 'base64url').length,
};
const open = () => new Classifier({ profile: vonage, skewSeconds: 30, base64url });
/** One for all: what one request leaves behind must not colour the next. */
const shared = open();

function sameAsDiagnose(reading: RequestReading, classifier = shared): void {
  const expected = diagnose(classifier.inputOf(reading)).rootCause;
  expect(classifier.classify(reading).cause).toBe(expected);
  // The second time it is remembered.
  expect(classifier.classify(reading).cause).toBe(expected);
}

describe('the root is that of the whole diagnosis', () => {
  test.each(CAUSES.map((cause) => [cause.id, cause] as const))('for the example of %s', (_, cause) => {
    const { token, authorization, request, response, now } = cause.example(kit);
    const { method, target, fields } = request ?? {};
    const line: RequestReading = {
      form: 'json',
      line: 1,
      ...(method !== undefined && { method }),
      ...(target !== undefined && { target }),
      ...(fields !== undefined && { fields }),
      ...(fields === undefined && token !== undefined && { token }),
      ...(authorization !== undefined && { authorization }),
      ...(now !== undefined && { sentAt: now }),
    };
    sameAsDiagnose(line);
    sameAsDiagnose({ ...line, response: { fields: [], ...response } });
    sameAsDiagnose({ ...line, response: { status: 401, fields: [] } });
  });

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
    jti: fc.constantFrom<unknown>('a', '', undefined, 7, 'your-jti', 'é', 'a"b'),
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
  const token = fc.oneof(
    { weight: 8, arbitrary: fc.record({ header, claims }).map((parts) => unsigned(parts.header, parts.claims)) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('{"iat" :1,"iat":2}', '{"a":":","a":1}', '{"exp":1e400}', '[]', '{', '"x"')
        .map((text) => encoded({}, text)),
    },
  );
  const damaged = fc
    .tuple(token, fc.nat(), fc.constantFrom('', '', '', '', '', 'cut', 'plus', 'dot', 'blank', 'pad'))
    .map(damage);
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST'),
    target: fc.constantFrom('/v1/calls', '/v1/messages', '/v1/users?page=2', '/v1/../x', '/v1/calls?api_key=a', '/'),
    scheme: fc.constantFrom('Bearer ', 'Bearer ', 'Bearer ', 'Bearer ', 'bearer ', 'Token ', 'Bearer  ', 'Basic ', ''),
    how: fc.constantFrom('authorization', 'fields', 'fields', 'token', 'none', 'twice', 'other', 'unknown'),
    status: fc.constantFrom(401, 401, 403, 404, undefined),
    sentAt: fc.constantFrom<number | undefined>(kit.now, kit.now, kit.now + 0.5, undefined),
  });

  test('for whatever a log may hold', () => {
    fc.assert(
      fc.property(damaged, request, (text, shape) => sameAsDiagnose(readingOf(text, shape))),
      { numRuns: 1500 },
    );
  });

  test('for one log, line by line', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(damaged, request), { minLength: 5, maxLength: 30 }), (lines) => {
        const own = open();
        for (const [text, shape] of lines) sameAsDiagnose(readingOf(text, shape), own);
      }),
      { numRuns: 25 },
    );
  });
});

type Shape = {
  method: string;
  target: string;
  scheme: string;
  how: string;
  status: number | undefined;
  sentAt: number | undefined;
};

function readingOf(text: string, { method, target, scheme, how, status, sentAt }: Shape): RequestReading {
  const field = ['Authorization', scheme + text] as const;
  const host = ['Host', 'api.nexmo.com'] as const;
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
    ...(how === 'authorization' && { authorization: scheme + text }),
    ...(how === 'token' && { token: text }),
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
