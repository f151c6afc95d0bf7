import type { PeopleRefusal } from '../../actions/person-refusal.ts';
import type { Role } from '../../ports/role.ts';
import { ownProblem, type Problem } from './problem.ts';
import { invalidPayload } from './vonage-problems.ts';

/** A challenge that no browser knows, so that none asks for a user name in a window of its own. */
const SESSION_CHALLENGE = { headers: { 'www-authenticate': 'Session' } };

type PeopleDrawings = {
  readonly [Kind in PeopleRefusal['kind']]: (refusal: Extract<PeopleRefusal, { kind: Kind }>) => Problem;
};

/** The problem for each refusal of an action about people. */
export const peopleDrawings: PeopleDrawings = {
  invalid: ({ parameters }) => invalidPayload(parameters),
  'sign-in-refused': () =>
    ownProblem(
      401,
      'sign-in-refused',
      'Not signed in',
      'The e-mail address or the password is wrong.',
      SESSION_CHALLENGE,
    ),
  'second-factor-required': () =>
    ownProblem(
      401,
      'second-factor-required',
      'Second factor required',
      'Send the same request with code: the 6 digits that your authenticator app shows, or a backup code.',
      SESSION_CHALLENGE,
    ),
  'second-factor-refused': () =>
    ownProblem(
      401,
      'second-factor-refused',
      'Code not accepted',
      'The code is wrong, has ended, or was used before. Wait for the next one, or take a backup code.',
      SESSION_CHALLENGE,
    ),
  'second-factor-unavailable': () =>
    ownProblem(
      409,
      'second-factor-unavailable',
      'No second factor on this server',
      'This server has no secret file to keep second factors with. Who runs it can name one: secret-file.',
    ),
  'second-factor-already-on': () =>
    ownProblem(
      409,
      'second-factor-state',
      'Second factor is on',
      'You have a second factor. Turn it off before you set up another one.',
    ),
  'second-factor-not-started': () =>
    ownProblem(
      409,
      'second-factor-state',
      'No second factor to confirm',
      'There is none that waits for its first code. Begin again with a new secret.',
    ),
  'password-wrong': ({ parameter }) => invalidPayload([{ name: parameter, reason: 'is not your password' }]),
  'code-wrong': ({ parameter }) =>
    invalidPayload([{ name: parameter, reason: 'is wrong, has ended, or was used before; wait for the next one' }]),
  'link-unknown': () =>
    ownProblem(
      404,
      'link-unknown',
      'Link not known',
      'There is no such link: it was withdrawn, replaced by a newer one, or not copied whole.',
    ),
  'link-used': () =>
    ownProblem(409, 'link-used', 'Link already used', 'A link is good for one use, and this one was used. Sign in.'),
  'link-expired': () =>
    ownProblem(410, 'link-expired', 'Link has ended', 'The time for this link is over. Ask for a new one.'),
  'sign-in-to-accept': () =>
    ownProblem(
      409,
      'sign-in-to-accept',
      'Sign in to accept',
      'The invited address is known here. Sign in with it, then open the invitation again.',
    ),
  'email-taken': ({ parameter }) =>
    invalidPayload([{ name: parameter, reason: 'belongs to somebody who is known here already' }]),
  'already-member': () =>
    ownProblem(409, 'already-member', 'Already a member', 'This person is a member of the account already.'),
  'last-owner': () =>
    ownProblem(
      409,
      'last-owner',
      'The only owner',
      'An account has one owner or more. Make somebody else an owner first.',
    ),
};

export function secondFactorUnreadable(): Problem {
  return ownProblem(
    503,
    'second-factor-unreadable',
    'Code cannot be checked',
    'The server cannot check the codes of your authenticator app. Take a backup code, or ask who runs the server; ' +
      'where you were setting the app up, begin again.',
  );
}

export function signedOut(): Problem {
  return ownProblem(
    401,
    'signed-out',
    'Signed out',
    'Sign in: there is no session, or it has ended.',
    SESSION_CHALLENGE,
  );
}

export function otherOrigin(): Problem {
  return ownProblem(
    403,
    'other-origin',
    'Request from another site',
    'Changes are taken from the pages of this server alone: Sec-Fetch-Site or Origin does not say that it is one of them.',
  );
}

export function roleTooLow(role: Role, needed: Role): Problem {
  return ownProblem(
    403,
    'role-too-low',
    'Not allowed for your role',
    `You are ${role} in this account; this takes ${needed}. An owner of the account can change your role.`,
    { members: { role, needed } },
  );
}

export function accountNotChosen(): Problem {
  return ownProblem(
    400,
    'account-not-chosen',
    'No account chosen',
    'Send the field X-Mintmark-Account-Id with the API key of one of your accounts.',
  );
}
