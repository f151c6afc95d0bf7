import type { FastifyRequest } from 'fastify';
import { senderOf } from '../../actions/parts/sender.ts';
import type { SignedIn } from '../../actions/people/session.ts';
import type { Actor } from '../../core/audit/entry.ts';
import type { Account, Origin } from '../../ports/index.ts';

const NOBODY: Actor = { kind: 'anonymous', id: null, name: null, secret_id: null };

/**
 * Who asks for a change, and from where, as the audit log tells it: the person who is signed in, or the account whose API
 * secret was given. @param person who that is, where it is known only now
 */
export function originOf(
  request: FastifyRequest,
  person: SignedIn['person'] | undefined = signedInOf(request),
): Origin {
  const userAgent = request.headers['user-agent'];
  // mutants: a header that is undefined is none to who reads it, but no text to the compiler
  const fields = userAgent === undefined ? [] : [['user-agent', userAgent] as const];
  const sender = senderOf({ client: request.ip, fields });
  return { by: actorOf(request, person), address: sender.clientAddress, userAgent: sender.userAgent };
}

function actorOf(request: FastifyRequest, person: SignedIn['person'] | undefined): Actor {
  if (person) return { kind: 'person', id: person.id, name: person.name, secret_id: null };
  // Before anybody is known there is no account.
  const account: Account | undefined = request.account;
  if (!account) return NOBODY;
  return { kind: 'api-key', id: account.id, name: account.name, secret_id: request.secretId };
}

const signedInOf = (request: FastifyRequest): SignedIn['person'] | undefined =>
  (request.signedIn as SignedIn | undefined)?.person;
