import { formatUtc } from '../../../src/core/claims/numeric-date.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import { RecordReader } from '../../../src/core/request/captures/record.ts';
import { readLogLine } from '../../../src/core/triage/log-line.ts';
import { LogTriage } from '../../../src/core/triage/log-triage.ts';
import { Classifier } from '../../../src/core/triage/quick/classifier.ts';
import { kit } from '../../support/kit.ts';
import type { Shape } from './requests.ts';

export type Form = (token: string, shape: Shape) => string;

const time = (seconds: number | undefined) =>
  seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();

/** As programs log: flat, nested, with header lines, with blanks, in the formats of web servers, tokens alone. */
export const FORMS: { readonly [name: string]: Form } = {
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

interface Told {
  count: number;
  times: number[];
  applications: { [id: string]: number };
}

/** What the lines come to when each is parsed and diagnosed by itself. */
export function diagnosed(lines: readonly string[]) {
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

export function triaged(lines: readonly string[]) {
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

function timeText(seconds: number | null): string | null {
  return seconds === null ? null : formatUtc(seconds).replace(' UTC', 'Z').replace(' ', 'T');
}
