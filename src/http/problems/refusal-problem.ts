import type { Refusal } from '../../actions/outcome.ts';
import type { CauseId } from '../../core/evidence/cause-id.ts';
import { CAUSE_OF_KEY_FAULT } from '../../core/evidence/key-fault-cause.ts';
import { keyFaultReason } from './key-fault-problem.ts';
import { peopleDrawings } from './people-problems.ts';
import { API_ERRORS, ownProblem, Problem } from './problem.ts';
import { invalidApiKey, invalidPayload, notFound } from './vonage-problems.ts';

type Drawings = { readonly [Kind in Refusal['kind']]: (refusal: Extract<Refusal, { kind: Kind }>) => Problem };

const drawings: Drawings = {
  ...peopleDrawings,
  'not-found': ({ id }) => notFound(id),
  'private-key-posted': ({ parameter }) =>
    invalidPayload(
      [
        {
          name: parameter,
          reason:
            'is a private key, where a public key belongs. It was neither stored nor logged, but it has left its ' +
            'place: treat it as burned, generate a new key pair, and send the public key of that one ' +
            '(openssl rsa -pubout -in private.key)',
        },
      ],
      { cause: 'private-key-posted' },
    ),
  'key-unreadable': ({ parameter, fault }) =>
    invalidPayload([{ name: parameter, reason: keyFaultReason(fault) }], causeMembers(CAUSE_OF_KEY_FAULT[fault.kind])),
  'key-too-weak': ({ parameter, weaknesses }) =>
    invalidPayload(
      weaknesses.map(({ name, title }) => ({ name: parameter, reason: `is too weak (${name}). ${title}` })),
      causeMembers('key-too-weak'),
    ),
  'key-registered-elsewhere': ({ parameter, applicationId }) =>
    ownProblem(
      409,
      'key-registered-elsewhere',
      'Public key already registered',
      `${parameter} is registered for ${applicationId === null ? 'another application' : `application ${applicationId}`} ` +
        'already. Each application has a key pair of its own: generate a new one, or leave the key out to have one made.',
      { members: { cause: 'key-registered-elsewhere' } },
    ),
  'key-revoked': ({ fingerprint }) =>
    ownProblem(
      409,
      'key-revoked',
      'Key revoked',
      `The key SHA256:${fingerprint} was revoked and does not come back. Generate a new key pair.`,
      { members: { cause: 'key-revoked' } },
    ),
  'too-many-keys': ({ limit }) =>
    ownProblem(
      409,
      'too-many-keys',
      'Too many keys',
      `The application has ${limit} keys that are not revoked, which is the limit. Revoke one that is not used.`,
      { members: { limit } },
    ),
  'privacy-setting-unset': ({ applicationId }) =>
    invalidPayload(
      [
        {
          name: 'privacy.improve_ai',
          reason:
            'must be chosen: this application is older than the privacy setting and has none yet. Send ' +
            `PUT /v2/applications/${applicationId} with "privacy": {"improve_ai": false} or true; until then nothing ` +
            'is saved, a new key pair included',
        },
      ],
      causeMembers('privacy-setting-unset'),
    ),
  'revision-changed': ({ revision }) =>
    ownProblem(
      412,
      'revision-changed',
      'Changed meanwhile',
      `The application is at revision ${revision}, which is not the one that If-Match names. Read it again, then repeat the change.`,
    ),
  'changed-meanwhile': () =>
    ownProblem(
      409,
      'changed-meanwhile',
      'Changed meanwhile',
      'Other changes of the application kept getting in between. Nothing was changed: send the same request again.',
    ),
  'account-unknown': () => invalidApiKey(),
  'secret-too-simple': () =>
    new Problem(
      400,
      `${API_ERRORS}/account/secret-management#validation`,
      'Bad Request',
      'The request failed due to validation errors',
      {
        members: {
          invalid_parameters: [{ name: 'secret', reason: 'Does not meet complexity requirements' }],
          rules: '8 to 25 visible ASCII characters, with a lower-case letter, an upper-case letter and a digit',
        },
      },
    ),
  'too-many-secrets': ({ limit }) =>
    new Problem(
      403,
      `${API_ERRORS}/account/secret-management#maximum-secrets-allowed`,
      // Spelled as Vonage spells it.
      'Maxmimum number of secrets already met',
      `This account has reached maximum number of '${limit}' allowed secrets`,
    ),
  'last-secret': () =>
    new Problem(
      403,
      `${API_ERRORS}/account/secret-management#delete-last-secret`,
      'Secret Deletion Forbidden',
      'Can not delete the last secret. The account must always have at least 1 secret active at any time',
    ),
};

/** The cause that tells more, and its article. */
function causeMembers(cause: CauseId): { readonly [member: string]: string } {
  return { cause, help: `/causes/${cause}` };
}

/** The problem that tells of a refusal. */
export function problemOf(refusal: Refusal): Problem {
  return (drawings[refusal.kind] as (refusal: Refusal) => Problem)(refusal);
}
