import type { CauseId } from '../../core/evidence/cause-id.ts';
import { CAUSE_OF_KEY_FAULT } from '../../core/evidence/key-fault-cause.ts';
import { entry, invalidBody, type Refused } from './entry.ts';
import { keyFaultReason } from './key-fault-problem.ts';

/** Problems of applications and their keys. */
export const applicationProblems = {
  'not-found': entry<Pick<Refused<'not-found'>, 'id'>>({
    status: 404,
    vonage: '#not-found',
    title: 'Not Found',
    detail: ({ id }) => {
      // An id is repeated only where it looks like one, so that a secret in the wrong place is not echoed.
      const what = /^[A-Za-z0-9-]{1,36}$/.test(id) ? `ID '${id}'` : 'This ID';
      return `${what} does not exist, or you do not have access`;
    },
  }),
  'private-key-posted': invalidBody<Refused<'private-key-posted'>>(
    ({ parameter }) => [
      {
        name: parameter,
        reason:
          'is a private key, and must be a public one. It was neither stored nor logged, but it has left your machine: ' +
          'consider it compromised, generate a new key pair, and send the public key of that one ' +
          '(openssl rsa -pubout -in private.key)',
      },
    ],
    () => ({ cause: 'private-key-posted' }),
  ),
  'key-unreadable': invalidBody<Refused<'key-unreadable'>>(
    ({ parameter, fault }) => [{ name: parameter, reason: keyFaultReason(fault) }],
    ({ fault }) => causeMembers(CAUSE_OF_KEY_FAULT[fault.kind]),
  ),
  'key-too-weak': invalidBody<Refused<'key-too-weak'>>(
    ({ parameter, weaknesses }) =>
      weaknesses.map(({ name, title }) => ({ name: parameter, reason: `is too weak (${name}). ${title}` })),
    () => causeMembers('key-too-weak'),
  ),
  'privacy-setting-unset': invalidBody<Refused<'privacy-setting-unset'>>(
    ({ applicationId }) => [
      {
        name: 'privacy.improve_ai',
        reason:
          'must be chosen first: this application is older than the privacy setting and has none yet. Send ' +
          `PUT /v2/applications/${applicationId} with "privacy": {"improve_ai": false} or true; until then no change ` +
          'is saved, not even a new key pair',
      },
    ],
    () => causeMembers('privacy-setting-unset'),
  ),
  'key-registered-elsewhere': entry<Refused<'key-registered-elsewhere'>>({
    status: 409,
    title: 'Public key already registered',
    detail: ({ parameter }) =>
      `${parameter} is already registered by another account. Generate a new key pair, or leave the key out and one is made for you.`,
    members: { cause: 'key-registered-elsewhere' },
    page: 'A public key belongs to one account: whoever has its private half could otherwise sign for both. Applications of one account may share a key; a token is of the application that it claims.',
  }),
  'key-revoked': entry<Refused<'key-revoked'>>({
    status: 409,
    title: 'Key revoked',
    detail: ({ fingerprint }) =>
      `The key SHA256:${fingerprint} was revoked and cannot be used again. Generate a new key pair.`,
    members: { cause: 'key-revoked' },
    page: 'A revoked key may have leaked, so it never becomes active again. Generate a new key pair.',
  }),
  'too-many-keys': entry<Refused<'too-many-keys'>>({
    status: 409,
    title: 'Too many keys',
    detail: ({ limit }) =>
      `The application has ${limit} keys that are not revoked, which is the limit. Revoke one that is not in use.`,
    members: ({ limit }) => ({ limit }),
    page: 'An application can have only so many keys at once; limit says how many. Revoke those that are not in use.',
  }),
  'revision-changed': entry<Refused<'revision-changed'>>({
    status: 412,
    title: 'Changed meanwhile',
    detail: ({ revision }) =>
      `The application is at revision ${revision}, which If-Match does not name. Read it again, then repeat the change.`,
    page: 'The application has changed since you read it: If-Match names an older revision. Read it again, look at what changed, and repeat your change.',
  }),
  'changed-meanwhile': entry<Refused<'changed-meanwhile'>>({
    status: 409,
    title: 'Changed meanwhile',
    detail:
      'The application kept changing while your change was made. Nothing was changed: send the same request again.',
    page: 'Other changes of the application kept getting in first. Nothing was changed, so the same request can be sent again.',
  }),
};

/** What a public key that is sent can be refused for. */
export const NEW_KEY_PROBLEMS = [
  'private-key-posted',
  'key-unreadable',
  'key-too-weak',
  'key-registered-elsewhere',
] as const;

/** The cause that tells more, and its article. */
function causeMembers(cause: CauseId): { readonly [member: string]: string } {
  return { cause, help: `/causes/${cause}` };
}
