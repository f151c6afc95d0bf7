import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LogTriage } from '../../../src/core/triage/log-triage.ts';
import { kit } from '../../support/kit.ts';
import { damaged, request } from './requests.ts';
import { diagnosed, FORMS, type Form, triaged } from './told.ts';

const line = fc
  .tuple(damaged, request, fc.constantFrom(...Object.keys(FORMS)))
  .map(([token, shape, form]) => (FORMS[form] as Form)(token, shape).replaceAll('\n', ' '));

/** A character put in, taken out, or put in the place of another. */
const mutation = fc.record({
  line: fc.nat(),
  at: fc.nat(),
  how: fc.constantFrom('in', 'out', 'over'),
  character: fc.constantFrom(...'"\\{}[]:,./ 0A9e+-_é\t'),
});

function mutate(text: string, { at, how, character }: { at: number; how: string; character: string }): string {
  const index = at % (text.length + 1);
  return text.slice(0, index) + (how === 'out' ? '' : character) + text.slice(how === 'in' ? index : index + 1);
}

test('lines read by their bytes come to the same as lines that are parsed and diagnosed', { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 5 }),
      fc.array(mutation, { maxLength: 8 }),
      (some, changes) => {
        // The first time a line is parsed, then its form is known, then its kind; then come lines that are nearly like it.
        const mutated = changes.map((change) => mutate(some[change.line % some.length] as string, change));
        const lines = [...some, ...some, ...some, ...mutated, ...some];
        expect(triaged(lines).told).toEqual(diagnosed(lines));
      },
    ),
    { numRuns: 250 },
  );
});

test('times in any order come to the same, read by their bytes or diagnosed', { timeout: 300_000 }, () => {
  const offset = fc.oneof(
    fc.integer({ min: -160, max: 160 }).map((quarters) => quarters / 4),
    fc.constantFrom(undefined, 900, -900, 86_400, 900.5),
  );
  const times = fc.tuple(offset, offset, offset, offset);
  const lineOf = ([iat, nbf, exp, sent]: readonly (number | undefined)[]) => {
    const at = (seconds: number | undefined) => (seconds === undefined ? undefined : kit.now + seconds);
    const shape = {
      method: 'GET',
      target: '/v1/calls',
      scheme: 'Bearer ',
      how: '',
      host: 'api.nexmo.com',
      status: 401,
    };
    const token = kit.mint({ claims: { iat: at(iat), nbf: at(nbf), exp: at(exp) } });
    return (FORMS['flat'] as Form)(token, { ...shape, sentAt: kit.now + (sent ?? 0) });
  };
  fc.assert(
    fc.property(fc.array(times, { minLength: 2, maxLength: 4 }), (all) => {
      const lines = [0, 1, 2].flatMap(() => all.map(lineOf));
      expect(triaged(lines).told).toEqual(diagnosed(lines));
    }),
    { numRuns: 400 },
  );
});

test.each(['flat', 'nested', 'lists', 'spaced', 'access', 'bare', 'value', 'crlf', 'without'])(
  'a log of a known form (%s) is hardly parsed at all, whatever its tokens are',
  (form) => {
    const shape = {
      method: 'GET',
      target: '/v1/calls',
      scheme: 'Bearer ',
      how: '',
      host: 'api.nexmo.com',
      status: 401,
    };
    const lines = Array.from({ length: 200 }, (_, index) => {
      const iat = kit.now - index * 60;
      const token = kit.mint({
        claims: { iat, exp: iat + 900, jti: `0f8fad5b-d9cb-469f-a165-${100_000_000_000 + index}` },
      });
      return (FORMS[form] as Form)(token, { ...shape, target: `/v1/calls/${index}`, sentAt: kit.now + index / 8 });
    });
    const { parsed, told } = triaged(lines);
    expect(parsed).toBeLessThan(10);
    expect(told).toEqual(diagnosed(lines));
  },
);

describe('a token that the log has twice', () => {
  const jtiOf = (index: number) => `0f8fad5b-d9cb-469f-a165-${100_000_000_000 + index}`;
  const entry = (jti: string, status: number, sentAt: number, form = 'flat', claims = {}) => {
    const token = kit.mint({ claims: { iat: kit.now, exp: kit.now + 900, jti, ...claims } });
    const shape = {
      method: 'GET',
      target: '/v1/calls',
      scheme: 'Bearer ',
      how: '',
      host: 'api.nexmo.com',
      status,
      sentAt,
    };
    return (FORMS[form] as Form)(token, shape);
  };
  const causesOf = (lines: readonly string[]) => {
    const { told } = triaged(lines);
    expect(told).toEqual(diagnosed(lines));
    return Object.fromEntries(Object.entries(told.causes).map(([cause, { count }]) => [cause, count]));
  };
  const at = kit.now + 10;

  test.each(['flat', 'nested', 'access', 'crlf', 'escaped'])('accepted, then refused, was used again (%s)', (form) => {
    const pairs = Array.from({ length: 50 }, (_, index) => [
      entry(jtiOf(index), 200, at + index, form),
      entry(jtiOf(index), 401, at + index + 2, form),
    ]);
    const lines = pairs.flat();
    expect(causesOf(lines)).toEqual({ 'token-replayed': 50 });
    if (form !== 'escaped') expect(triaged(lines).parsed).toBeLessThan(10);
  });

  test('is told with the time of its first use, and as a guess: nobody knows whether single use is asked for', () => {
    const log = new LogTriage({ decode: (bytes) => Buffer.from(bytes).toString('utf8') });
    log.open('x');
    const lines = [entry(jtiOf(1), 201, at), entry(jtiOf(1), 401, at + 8)];
    log.take(new Uint8Array(Buffer.from(lines.map((one) => `${one}\n`).join(''))));
    const [group] = log.summary().causes;
    expect(group).toMatchObject({ cause: 'token-replayed', count: 1, example: { line: 2, status: 401 } });
    expect(group?.example.finding).toBe(
      'The token was already used 8 s before, and the application accepts each jti once.',
    );
    expect(group?.example.next).toMatch(/^Mint a token with a new jti/);
  });

  test.each([
    [true, 'token-replayed'],
    [false, null],
  ])('where the registry says whether single use is asked for (%s), that counts', (singleUse, cause) => {
    const { registry } = kit.input();
    if (!registry?.application) throw new Error('the kit has an application');
    const log = new LogTriage({
      decode: (bytes) => Buffer.from(bytes).toString('utf8'),
      keys: {
        registry: { ...registry, application: { ...registry.application, singleUse } },
        verify: () => registry.keys[0]?.fingerprint ?? null,
        counts: { checked: 0, notChecked: 0 },
      },
    });
    log.open('x');
    const lines = [entry(jtiOf(1), 200, at), entry(jtiOf(1), 401, at + 8)];
    log.take(new Uint8Array(Buffer.from(lines.map((one) => `${one}\n`).join(''))));
    expect(log.summary().causes.map((one) => one.cause)).toEqual([cause]);
  });

  test.each<[why: string, lines: readonly string[], causes: { readonly [cause: string]: number }]>([
    ['its first use was refused too', [entry(jtiOf(1), 401, at), entry(jtiOf(1), 401, at + 1)], { null: 2 }],
    ['its other use was later', [entry(jtiOf(1), 200, at + 5), entry(jtiOf(1), 401, at)], { null: 1 }],
    ['the refusal is another one', [entry(jtiOf(1), 200, at), entry(jtiOf(1), 404, at + 1)], { null: 1 }],
    ['another token was accepted', [entry(jtiOf(1), 200, at), entry(jtiOf(2), 401, at + 1)], { null: 1 }],
    [
      'another application has the same jti',
      [entry(jtiOf(1), 200, at, 'flat', { application_id: jtiOf(7) }), entry(jtiOf(1), 401, at + 1)],
      { null: 1 },
    ],
    [
      'the application uses tokens again, and may',
      [entry(jtiOf(1), 200, at), entry(jtiOf(1), 200, at + 1), entry(jtiOf(2), 200, at), entry(jtiOf(2), 401, at + 2)],
      { null: 1 },
    ],
    [
      'something else is found',
      [entry(jtiOf(1), 200, at), entry(jtiOf(1), 401, kit.now + 1000)],
      { 'token-expired': 1 },
    ],
  ])('is not told where %s', (_, lines, causes) => {
    // The second time their forms are known, and they are read by their bytes.
    const before = [entry(jtiOf(90), 401, at), entry(jtiOf(91), 404, at)];
    expect(causesOf(lines)).toEqual(causes);
    const { null: none = 0, ...rest } = causes;
    expect(causesOf([...before, ...lines])).toEqual({ ...rest, null: none + 2 });
  });
});
