import type { FastifyRequest } from 'fastify';
import { authenticateAccount } from '../../actions/authenticate-account.ts';
import type { Parts } from '../../actions/parts/parts.ts';
import { decodeBase64 } from '../../core/encoding/base64.ts';
import { decodeUtf8 } from '../../core/encoding/utf8.ts';
import type { Account } from '../../ports/index.ts';
import { problem } from '../problems/catalogue.ts';
import type { Attempt, FailureLimit } from './failure-limit.ts';
import { network } from './network.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The account that asks, behind `requireAccount`. */
    account: Account;
  }
}

export interface BasicAuthentication {
  readonly parts: Pick<Parts, 'accounts' | 'secretHashes'>;
  readonly failures: FailureLimit;
  readonly realm: string;
}

/** An `onRequest` hook: sets `request.account`, or answers 401 (RFC 7617), 403 or 429. Bearer is not taken here. */
export function requireBasic({ parts, failures, realm }: BasicAuthentication) {
  /** What is judged now, by key and secret: the same ones sent many times at once are one guess, or one proof. */
  const underWay = new Map<string, Promise<Account | undefined>>();

  /** @throws Problem 429, or what storage and the queue throw */
  function judge(attempt: Attempt, secret: string): Promise<Account | undefined> {
    const credentials = JSON.stringify([attempt.apiKey, secret]);
    const known = underWay.get(credentials);
    const waitSeconds = known === undefined ? failures.begin(attempt) : failures.waitSeconds(attempt);
    if (waitSeconds > 0) throw problem('rate-limited', { waitSeconds });
    if (known !== undefined) return known;
    const asker = { network: network(attempt.client), name: attempt.apiKey };
    const judging = authenticateAccount(parts, attempt.apiKey, secret, asker)
      .then(
        (account) => {
          if (account) failures.takeBack(attempt);
          return account;
        },
        (error) => {
          failures.takeBack(attempt);
          throw error;
        },
      )
      .finally(() => underWay.delete(credentials));
    underWay.set(credentials, judging);
    return judging;
  }

  return async (request: FastifyRequest): Promise<void> => {
    if (countLines(request, 'authorization') > 1) throw problem('multiple-credentials', { realm });
    const credentials = readBasic(request.headers.authorization);
    if (!credentials) throw problem('unauthorized', { realm });
    const { apiKey, secret } = credentials;
    const attempt = { apiKey, client: request.ip, peer: request.socket.remoteAddress ?? 'unknown' };
    const account = await judge(attempt, secret);
    if (!account) throw problem('unauthorized', { realm });
    failures.succeeded(attempt);
    if (account.suspended) throw problem('account-suspended');
    request.account = account;
  };
}

/** The user-id and password of Basic credentials (RFC 7617 §2); `undefined` for anything else. */
export function readBasic(field: string | undefined): { readonly apiKey: string; readonly secret: string } | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+=*) *$/i.exec(field ?? '')?.[1];
  const reading = encoded === undefined ? undefined : decodeBase64(encoded);
  const text = reading?.ok ? decodeUtf8(reading.bytes) : undefined;
  if (typeof text !== 'string') return undefined;
  const colon = text.indexOf(':');
  return colon > 0 ? { apiKey: text.slice(0, colon), secret: text.slice(colon + 1) } : undefined;
}

/** Header lines with this name, in lower case: Node keeps only the first one of some. */
function countLines(request: FastifyRequest, name: string): number {
  return request.raw.rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === name).length;
}
