import type { FastifyRequest } from 'fastify';
import { type AuthenticatedAccount, authenticateAccount } from '../../actions/authenticate-account.ts';
import type { Parts } from '../../actions/parts/parts.ts';
import { decodeBase64 } from '../../core/encoding/base64.ts';
import { decodeUtf8 } from '../../core/encoding/utf8.ts';
import type { Account, AttemptNames } from '../../ports/index.ts';
import { problem } from '../problems/catalogue.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import { type Attempt, secretAttempt } from './failure-limit.ts';
import { network } from './network.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The account that asks, behind `requireAccount`. */
    account: Account;
    /** Which API secret of it was given, where one was. */
    secretId: string | null;
  }
}

export interface BasicAuthentication {
  readonly parts: Pick<Parts, 'accounts' | 'secretHashes'>;
  readonly failures: AttemptLimit;
  readonly failuresPerMinute: number;
  readonly realm: string;
}

/** An `onRequest` hook: sets `request.account`, or answers 401 (RFC 7617), 403 or 429. Bearer is not taken here. */
export function requireBasic({ parts, failures, failuresPerMinute, realm }: BasicAuthentication) {
  /** What is judged now, by key and secret: the same ones sent many times at once are one guess, or one proof. */
  const underWay = new Map<string, Promise<AuthenticatedAccount | undefined | number>>();

  /** @throws Problem 429, or what storage and the queue throw */
  async function judge(attempt: Attempt, secret: string): Promise<AuthenticatedAccount | undefined> {
    const names = secretAttempt(attempt, failuresPerMinute);
    const credentials = JSON.stringify([attempt.apiKey, secret]);
    for (let other = underWay.get(credentials); other; other = underWay.get(credentials)) {
      refuseWhere(await failures.wait(names));
      const told = await other;
      if (typeof told !== 'number') return told;
      // The other one has to wait, which says nothing about this one.
    }
    const judging = judgeNow(names, attempt, secret).finally(() => underWay.delete(credentials));
    underWay.set(credentials, judging);
    const told = await judging;
    if (typeof told !== 'number') return told;
    refuseWhere(told);
    return undefined;
  }

  /** @returns seconds, where the attempt has to wait */
  async function judgeNow(names: AttemptNames, { apiKey, client }: Attempt, secret: string) {
    const begun = await failures.begin(names);
    if (typeof begun === 'number') return begun;
    let account: AuthenticatedAccount | undefined;
    try {
      account = await authenticateAccount(parts, apiKey, secret, { network: network(client), name: apiKey });
    } catch (error) {
      begun.undecided();
      throw error;
    }
    if (account) begun.right();
    else begun.wrong();
    return account;
  }

  return async (request: FastifyRequest): Promise<void> => {
    if (countLines(request, 'authorization') > 1) throw problem('multiple-credentials', { realm });
    const credentials = readBasic(request.headers.authorization);
    if (!credentials) throw problem('unauthorized', { realm });
    const { apiKey, secret } = credentials;
    const attempt = { apiKey, client: request.ip, peer: request.socket.remoteAddress ?? 'unknown' };
    const authenticated = await judge(attempt, secret);
    if (!authenticated) throw problem('unauthorized', { realm });
    const { account, secretId } = authenticated;
    if (account.suspended) throw problem('account-suspended');
    request.account = account;
    request.secretId = secretId;
  };
}

function refuseWhere(waitSeconds: number): void {
  if (waitSeconds > 0) throw problem('rate-limited', { waitSeconds });
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
