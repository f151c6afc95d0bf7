import { randomBytes, randomUUID } from 'node:crypto';
import { pick, randomFrom } from './row.ts';

const START = 1_790_000_000;
const APPLICATIONS = 200;
const ENDPOINTS = ['/v1/calls', '/v1/messages', '/v1/calls/', '/v0.3/users/', '/v2/verify', '/v1/conversations/'];
const AGENTS = ['axios/1.6.8', 'python-requests/2.32.3', 'okhttp/4.12.0', 'Go-http-client/2.0', 'vonage-ruby/8.1'];

/** One line of a log: what was asked, when, and with what. */
interface Entry {
  readonly now: number;
  readonly method: string;
  readonly path: string;
  readonly agent: string;
  readonly authorization: string | undefined;
}

/** Ways in which programs log, each a line from an entry. */
const FORMS = {
  flat: ({ now, method, path, authorization }: Entry) =>
    JSON.stringify({ time: iso(now), method, path, status: 401, authorization }),
  pino: ({ now, method, path, agent, authorization }: Entry) =>
    JSON.stringify({
      level: 40,
      time: Math.round(now * 1000),
      pid: 4711,
      hostname: 'gate-7f9c',
      req: {
        id: `req-${Math.round(now * 1000).toString(36)}`,
        method,
        url: path,
        headers: { host: 'api.nexmo.com', 'user-agent': agent, accept: '*/*', authorization },
        remoteAddress: '10.1.2.3',
      },
      res: { statusCode: 401 },
      responseTime: Math.round((now % 1) * 10_000) / 1000,
      msg: 'request completed',
    }),
  access: ({ now, method, path, agent, authorization }: Entry) =>
    `10.1.2.3 - - [${clf(now)}] "${method} ${path} HTTP/1.1" 401 57 "-" "${agent}" "${authorization ?? '-'}"`,
};

export type LogName = keyof typeof FORMS | 'mixed';

/**
 * A log of rejected requests, each with a token of its own. `mixed`: the three forms after one another, 200
 * applications, endpoints with ids in them, and one in ten with a header, a claim or a scheme that is wrong.
 */
export function makeLog(name: LogName, lines: number): string {
  const random = randomFrom(7);
  const applications = Array.from({ length: APPLICATIONS }, () => randomUUID());
  const text: string[] = [];
  for (let index = 0; index < lines; index++) {
    const isMixed = name === 'mixed';
    const now = START + index * 0.037;
    const endpoint = pick(random, ENDPOINTS);
    const entry: Entry = {
      now,
      method: endpoint.endsWith('/') ? 'GET' : 'POST',
      path: isMixed && endpoint.endsWith('/') ? `${endpoint}${randomUUID()}` : isMixed ? endpoint : '/v1/calls',
      agent: isMixed ? pick(random, AGENTS) : (AGENTS[0] as string),
      authorization: authorizationOf(now, index, pick(random, applications), isMixed && random() < 0.1 ? random() : 1),
    };
    const form = isMixed ? pick(random, ['flat', 'pino', 'access'] as const) : name;
    text.push(FORMS[form](entry));
  }
  return `${text.join('\n')}\n`;
}

/** The signature is not looked at without a key: only its length is. @param fault below 1: which of four */
function authorizationOf(now: number, index: number, application: string, fault: number): string | undefined {
  if (fault < 0.25) return undefined;
  const iat = Math.floor(now) - ((index * 7919) % 20_000);
  const claims = {
    application_id: application,
    iat,
    exp: iat + 900,
    ...(fault >= 0.5 && { jti: randomUUID() }),
  };
  const header = fault < 0.75 && fault >= 0.5 ? { alg: 'HS256', typ: 'JWT' } : { alg: 'RS256', typ: 'JWT' };
  const parts = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const scheme = fault < 1 && fault >= 0.75 ? 'Token' : 'Bearer';
  return `${scheme} ${parts.join('.')}.${randomBytes(256).toString('base64url')}`;
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function clf(seconds: number): string {
  const [, day, month, year, clock] = /(\d\d) (\w+) (\d+) (\S+) GMT/.exec(new Date(seconds * 1000).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${clock} +0000`;
}
