import type { Role } from '../../ports/role.ts';
import { entry, invalidBody, type Refused } from './entry.ts';

/** A challenge that no browser knows, so that none asks for a user name in a window of its own. */
const SESSION_CHALLENGE = { 'www-authenticate': 'Session' };

/** Problems of people: signing in, second factors, links, roles and members. */
export const peopleProblems = {
  invalid: invalidBody<Pick<Refused<'invalid'>, 'parameters'>>(({ parameters }) => parameters),
  'password-wrong': invalidBody<Refused<'password-wrong'>>(({ parameter }) => [
    { name: parameter, reason: 'is not your password' },
  ]),
  'password-needed': invalidBody(() => [
    { name: 'password', reason: 'is needed for this: a session alone is not enough, send your own password' },
  ]),
  'code-wrong': invalidBody<Refused<'code-wrong'>>(({ parameter }) => [
    { name: parameter, reason: 'is wrong, expired, or already used; wait for the next one' },
  ]),
  'email-taken': invalidBody<Refused<'email-taken'>>(({ parameter }) => [
    { name: parameter, reason: 'is already used by somebody on this server' },
  ]),
  'sign-in-refused': entry<Refused<'sign-in-refused'>>({
    status: 401,
    title: 'Not signed in',
    detail: 'The e-mail address or the password is wrong.',
    headers: SESSION_CHALLENGE,
    page: 'The e-mail address or the password is wrong. The answer does not say which, so that nobody learns who has an account here. After several failures, further attempts have to wait.',
  }),
  'second-factor-required': entry<Refused<'second-factor-required'>>({
    status: 401,
    title: 'Second factor required',
    detail: 'Send the same request with code: the 6 digits in your authenticator app, or a backup code.',
    headers: SESSION_CHALLENGE,
    page: 'The e-mail address and the password are right, and this person has a second factor, so the request needs a code as well.',
  }),
  'second-factor-refused': entry<Refused<'second-factor-refused'>>({
    status: 401,
    title: 'Code not accepted',
    detail: 'The code is wrong, expired, or already used. Wait for the next one, or use a backup code.',
    headers: SESSION_CHALLENGE,
    page: 'A code of an authenticator app works once and expires after about a minute; a backup code works once. The app needs the right time: let the device set its clock automatically.',
  }),
  'second-factor-unavailable': entry<Refused<'second-factor-unavailable'>>({
    status: 409,
    title: 'No second factors on this server',
    detail: 'This server has no secret file to encrypt second factors with. Its operator can set one: secret-file.',
    page: 'The secrets of authenticator apps are stored encrypted, and this server has nothing to encrypt them with. With PostgreSQL, the secret file is an option of the server: secret-file.',
  }),
  'second-factor-state': entry<Refused<'second-factor-state'>>({
    status: 409,
    title: 'Second factor in another state',
    detail: ({ state }) =>
      ({
        on: 'You already have a second factor. Turn it off before you set up another one.',
        'not-started': 'No setup is in progress. Start again to get a new secret.',
        off: 'You have no second factor. Set one up first.',
      })[state],
    page: 'A second factor is off, being set up, or on. Setting one up gives a secret, and its first code turns it on; one that is on has to be turned off before another can be set up.',
  }),
  'second-factor-unreadable': entry({
    status: 503,
    title: 'Code cannot be checked',
    detail:
      "The server cannot check the codes of your authenticator app. Use a backup code or ask the server's operator. " +
      'If you were setting up the app, start over.',
    page: "The secret of the authenticator app is damaged, or was encrypted with another server's secret file; the log says which, under the id that instance gives. A backup code still works, and the operator can turn the second factor off: mintmark recover.",
  }),
  'signed-out': entry({
    status: 401,
    title: 'Signed out',
    detail: 'You are not signed in, or your session has expired. Sign in.',
    headers: SESSION_CHALLENGE,
    page: 'A session expires after a day without use and a week after it began. It also ends when the password changes, and when somebody ends it.',
  }),
  'other-origin': entry({
    status: 403,
    title: 'Request from another site',
    detail:
      'Changes are accepted only from the pages of this server, and neither Sec-Fetch-Site nor Origin says that this one is.',
    page: 'A page of another site could make the browser of somebody who is signed in here send a request. Such requests are rejected: Sec-Fetch-Site must be same-origin, or Origin must be the origin of this server: of --public-url, where it is set. With an API key and secret, only what the browser marks as cross-site is rejected.',
  }),
  'role-too-low': entry<{ readonly role: Role; readonly needed: Role }>({
    status: 403,
    title: 'Not allowed for your role',
    detail: ({ role, needed }) =>
      `Your role in this account is ${role}, and this needs ${needed}. An owner of the account can change your role.`,
    members: ({ role, needed }) => ({ role, needed }),
    page: 'A viewer reads. A developer also changes applications and keys. An owner also manages people, secrets, subaccounts and the company, and deletes applications.',
  }),
  'account-not-chosen': entry({
    status: 400,
    title: 'No account chosen',
    detail: 'Send the header X-Mintmark-Account-Id with the API key of one of your accounts.',
    page: 'A person can be a member of several accounts. The header X-Mintmark-Account-Id says which one the request is for; members of a single account can leave it out.',
  }),
  'link-unknown': entry<Refused<'link-unknown'>>({
    status: 404,
    title: 'Unknown link',
    detail: 'This link does not work: it was withdrawn, replaced by a newer one, or not copied completely.',
    page: 'A link stops working when it is withdrawn, and when a newer one replaces it. Check that it was copied completely, or ask for a new one.',
  }),
  'link-used': entry<Refused<'link-used'>>({
    status: 409,
    title: 'Link already used',
    detail: 'This link has been used, and it works only once. Sign in.',
    page: 'Every link works once.',
  }),
  'link-expired': entry<Refused<'link-expired'>>({
    status: 410,
    title: 'Link expired',
    detail: 'This link has expired. Ask for a new one.',
    page: 'An invitation expires after a week; any other link, for a first start, a password or an e-mail address, after an hour. Restarting a server that has no users prints a new link.',
  }),
  'sign-in-to-accept': entry<Refused<'sign-in-to-accept'>>({
    status: 409,
    title: 'Sign in to accept',
    detail: 'You already have an account. Sign in to accept the invitation.',
    page: 'The invited person already has an account on this server. They sign in with their own password, and open the invitation again.',
  }),
  'already-member': entry<Refused<'already-member'>>({
    status: 409,
    title: 'Already a member',
    detail: 'This person is already a member of the account.',
    page: 'The person is already a member of the account. Their role can be changed in the list of members.',
  }),
  'last-owner': entry<Refused<'last-owner'>>({
    status: 409,
    title: 'The only owner',
    detail: 'An account needs at least one owner. Make somebody else an owner first.',
    page: 'An account needs at least one owner, because only owners manage it.',
  }),
};

/** What a link can be refused for. */
export const LINK_PROBLEMS = ['link-unknown', 'link-used', 'link-expired'] as const;
