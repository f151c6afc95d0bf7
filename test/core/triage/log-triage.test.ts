import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatUtc } from '../../../src/core/claims/numeric-date.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { RecordReader } from '../../../src/core/request/captures/record.ts';
import { readLogLine } from '../../../src/core/triage/log-line.ts';
import { LogTriage } from '../../../src/core/triage/log-triage.ts';
import { Classifier } from '../../../src/core/triage/quick/classifier.ts';
import { kit } from '../../support/kit.ts';
import { damaged, request, type Shape } from './requests.ts';

type Form = (token: string, shape: Shape) => string;

const time = (seconds: number | undefined) =>
  seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();

/** As programs log: flat, nested, with header lines, with blanks, in the formats of web servers, tokens alone. */
const FORMS: { readonly [name: string]: Form } = {
  flat: (token, { method, target, status, sentAt, scheme }) =>
    JSON.stringify({ time: time(sentAt), method, path: target, status, authorization: scheme + token }),
  nested: (token, { method, target, status, sentAt, scheme, host }) =>
    JSON.stringify({
      level: 30,
      time: sentAt === undefined ? null : sentAt * 1000,
      pid: 7,
      req: { id: token.length, method, url: target, headers: { host, authorization: scheme + token, accept: '*/*' } },
      res: { statusCode: status },
      responseTime: 0.25,
    }),
  lists: (token, { method, target, sentAt, scheme, host }) =>
    JSON.stringify({ ts: sentAt, method, uri: target, headers: { Host: [host], Authorization: [scheme + token] } }),
  pairs: (token, { method, target, host }) =>
    JSON.stringify({
      method,
      target,
      fields: [
        ['Host', host],
        ['Authorization', `Bearer ${token}`],
      ],
    }),
  spaced: (token, { sentAt, status }) =>
    `{"at": "${time(sentAt)}", "ok": false, "jwt": "${token}", "code": ${status ?? 401}}`,
  both: (token, { scheme }) =>
    JSON.stringify({ token: token.slice(0, -2), authorization: scheme + token, method: 'GET' }),
  without: (_, { method, target, host, status, sentAt }) =>
    JSON.stringify({ time: time(sentAt), method, url: `https://${host}${target}`, headers: { host }, status }),
  access: (token, { method, target, status, sentAt, scheme }) =>
    `10.0.0.1 - - [${clf(sentAt ?? kit.now)}] "${method} ${target} HTTP/1.1" ${status ?? 401} 57 "-" "axios/1.6" "${scheme}${token}"`,
  accessWithout: (token, { method, target, status, sentAt, how }) =>
    `::1 - ada [${clf(sentAt ?? kit.now)}] "${method} ${how === 'token' ? `/v1?jwt=${token}` : target} HTTP/2" ${status ?? 200} - "-" "curl/8"`,
  bare: (token) => token,
  value: (token, { scheme }) => scheme + token,
  crlf: (token, shape) => `${FORMS['flat']?.(token, shape)}\r`,
  escaped: (token, shape) => `${FORMS['flat']?.(token, shape).replace('"method":"', '"method":"\\u0050')}`,
};

function clf(seconds: number): string {
  const [, month, day, year, clock] = /^(\w+) (\d+) (\d+) (\S+)/.exec(
    new Date(seconds * 1000).toUTCString().replace(/^\w+, (\d+) (\w+)/, '$2 $1'),
  ) as RegExpExecArray;
  return `${day?.padStart(2, '0')}/${month}/${year}:${clock} +0000`;
}

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

interface Told {
  count: number;
  times: number[];
  applications: { [id: string]: number };
}

/** What the lines come to when each is parsed and diagnosed by itself. */
function diagnosed(lines: readonly string[]) {
  const classifier = new Classifier({});
  const known = new Map<string, string>();
  const accepted = new Map<string, number>();
  const reusing = new Set<string | undefined>();
  const causes: { [cause: string]: Told } = {};
  const left = { notRefused: 0, unread: 0, blank: 0 };
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') {
      left.blank++;
      continue;
    }
    const { requests, skipped } = readLogLine(text, index + 1, new RecordReader());
    if (skipped !== undefined) left.unread++;
    for (const one of requests) {
      const input = classifier.inputOf(one);
      const { application, jti } = classifier.namesOf(one);
      const name = application === undefined || jti === undefined ? undefined : JSON.stringify([application, jti]);
      if ((one.response?.status ?? 400) < 400) {
        left.notRefused++;
        if (name === undefined || one.sentAt === undefined) continue;
        if (accepted.has(name)) reusing.add(application);
        else accepted.set(name, one.sentAt);
        continue;
      }
      const alone = known.get(text) ?? String(diagnose(input).rootCause);
      known.set(text, alone);
      const firstSeenAt = accepted.get(name ?? '') ?? Number.POSITIVE_INFINITY;
      const isReplay = [undefined, 401].includes(one.response?.status) && firstSeenAt <= (one.sentAt ?? 0);
      const cause =
        alone === 'null' && isReplay && !reusing.has(application)
          ? String(diagnose(classifier.inputOf(one, { firstSeenAt })).rootCause)
          : alone;
      const told = causes[cause] ?? { count: 0, times: [], applications: {} };
      causes[cause] = told;
      told.count++;
      if (one.sentAt !== undefined) told.times.push(one.sentAt);
      const { token, profile } = observe(input);
      const id = token?.payload.members?.[profile.identityClaim];
      if (typeof id === 'string') told.applications[id] = (told.applications[id] ?? 0) + 1;
    }
  }
  const groups = Object.entries(causes).map(([cause, { count, times, applications }]) => {
    const [first = null, last = first] = times.length === 0 ? [] : [Math.min(...times), Math.max(...times)];
    return [cause, { count, firstSeen: timeText(first), lastSeen: timeText(last), applications }] as const;
  });
  return { ...left, causes: Object.fromEntries(groups) };
}

function triaged(lines: readonly string[]) {
  let parsed = 0;
  const log = new LogTriage({
    decode(bytes) {
      parsed++;
      return Buffer.from(bytes).toString('utf8');
    },
  });
  log.open('x');
  log.take(new Uint8Array(Buffer.from(lines.map((one) => `${one}\n`).join(''))));
  const { causes, notRefused, unread, blank } = log.summary();
  const groups = causes.map(({ cause, count, firstSeen, lastSeen, applications }) => {
    const counts = Object.fromEntries(applications.map(({ id, count: own }) => [id, own]));
    return [String(cause), { count, firstSeen, lastSeen, applications: counts }] as const;
  });
  return { parsed, told: { notRefused, unread: unread.lines, blank, causes: Object.fromEntries(groups) } };
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

function timeText(seconds: number | null): string | null {
  return seconds === null ? null : formatUtc(seconds).replace(' UTC', 'Z').replace(' ', 'T');
}
