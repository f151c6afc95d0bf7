import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatUtc } from '../../../src/core/claims/numeric-date.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { observe } from '../../../src/core/diagnosis/observe.ts';
import { RecordReader } from '../../../src/core/request/record.ts';
import { Classifier } from '../../../src/core/triage/classifier.ts';
import { readLogLine } from '../../../src/core/triage/log-line.ts';
import { LogTriage } from '../../../src/core/triage/log-triage.ts';
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
      if ((one.response?.status ?? 400) < 400) {
        left.notRefused++;
        continue;
      }
      const input = classifier.inputOf(one);
      const cause = known.get(text) ?? String(diagnose(input).rootCause);
      known.set(text, cause);
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

function timeText(seconds: number | null): string | null {
  return seconds === null ? null : formatUtc(seconds).replace(' UTC', 'Z').replace(' ', 'T');
}
