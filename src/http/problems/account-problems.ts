import { entry, type Refused } from './entry.ts';

/** The header of a 401 that asks for an API key and secret (RFC 7617). */
const basicChallenge = ({ realm }: { readonly realm: string }) => ({
  'www-authenticate': `Basic realm="${realm}", charset="UTF-8"`,
});

/** Problems of API keys, accounts and API secrets; all but the words of some details are Vonage's. */
export const accountProblems = {
  unauthorized: entry<{ readonly realm: string }>({
    status: 401,
    vonage: '#unauthorized',
    title: 'Invalid credentials supplied',
    detail: 'You did not provide correct credentials.',
    headers: basicChallenge,
  }),
  'multiple-credentials': entry<{ readonly realm: string }>({
    status: 401,
    vonage: '#multiple-auth-methods',
    title: 'Multiple authentication methods provided',
    detail: 'The request has more than one Authorization header. Send one.',
    headers: basicChallenge,
  }),
  'rate-limited': entry<{ readonly waitSeconds: number }>({
    status: 429,
    vonage: '#rate-limited',
    title: 'Rate Limited',
    detail: ({ waitSeconds }) => `Too many failed attempts to authenticate. You can try again in ${waitSeconds} s`,
    headers: ({ waitSeconds }) => ({ 'retry-after': String(waitSeconds) }),
  }),
  'account-suspended': entry({
    status: 403,
    vonage: '#account-suspended',
    title: 'Account suspended',
    detail: 'This account has been suspended. Its primary account can lift the suspension.',
  }),
  'only-first-account': entry({
    status: 403,
    vonage: '#forbidden',
    title: 'Forbidden',
    detail: 'Only the first account of this server manages accounts',
  }),
  'no-subaccounts-below': entry({
    status: 403,
    vonage: '#forbidden',
    title: 'Forbidden',
    detail: 'A subaccount has no subaccounts',
  }),
  'too-many-shares': entry<Refused<'too-many-shares'>>({
    status: 409,
    title: 'Too many shared links',
    detail: ({ limit }) =>
      `This account has ${limit} shared links. Take back those that nobody needs, then repeat this.`,
    members: ({ limit }) => ({ limit }),
    page: 'An account can share only so many reports at once; limit says how many. Take back the links that nobody needs: DELETE /shares/{id}. Links that expire make room by themselves.',
  }),
  'account-unknown': entry({
    status: 404,
    vonage: '#invalid-api-key',
    title: 'Invalid API Key',
    detail: 'There is no such API key, or you do not have access to it',
  }),
  'secret-too-simple': entry<Refused<'secret-too-simple'>>({
    status: 400,
    vonage: '/account/secret-management#validation',
    title: 'Bad Request',
    detail: 'The request failed due to validation errors',
    members: {
      invalid_parameters: [{ name: 'secret', reason: 'Does not meet complexity requirements' }],
      rules: '8 to 25 visible ASCII characters, with a lower-case letter, an upper-case letter and a digit',
    },
  }),
  'too-many-secrets': entry<Refused<'too-many-secrets'>>({
    status: 403,
    vonage: '/account/secret-management#maximum-secrets-allowed',
    // Spelled as Vonage spells it.
    title: 'Maxmimum number of secrets already met',
    detail: ({ limit }) => `This account has reached maximum number of '${limit}' allowed secrets`,
  }),
  'last-secret': entry<Refused<'last-secret'>>({
    status: 403,
    vonage: '/account/secret-management#delete-last-secret',
    title: 'Secret Deletion Forbidden',
    detail: 'Can not delete the last secret. The account must always have at least 1 secret active at any time',
  }),
};
