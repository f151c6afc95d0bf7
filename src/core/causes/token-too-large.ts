import { defineCause } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { readToken } from '../jws/read-token.ts';

type Facts = {
  readonly length: number;
  readonly limit: number;
  /** The member of the payload or the header that takes most of it, and its length as JSON, in characters. */
  readonly largest: { readonly name: string; readonly length: number } | null;
};

export const tokenTooLarge = defineCause<Facts>({
  id: 'token-too-large',
  stage: 'shape',
  party: 'verifier',
  cites: [rfc(6585, '5'), rfc(7515, '7.1')],
  needs: ['token'],
  certainty: 'proved',
  title: 'Token too large',
  searchedAs: [
    '431 request headers too large',
    '413 payload too large',
    'header too big, cookie too large',
    'token with many groups or roles',
    '400 request header or cookie too large',
  ],
  related: ['acl-malformed', 'token-truncated', 'not-a-jwt'],
  article: {
    symptom: [
      paragraph('The request is rejected at once, before the token is decoded. Small tokens of the same client work.'),
    ],
    cause: [
      paragraph(
        'The token is longer than the server accepts. A token is sent with each request, in a header whose size is limited by every server on the way:',
      ),
      list(
        'an acl that lists hundreds of paths instead of a few patterns;',
        'data of a user or a session carried as claims;',
        'a certificate or a key in the header of the token;',
        'a file or a page sent instead of the token.',
      ),
    ],
    resolution: [
      steps(
        'Find the large claim: decode the token and measure each claim.',
        ...[marked('In an acl, use patterns: `/*/users/**` covers what would take hundreds of lines.')],
        'Keep data on the server, and only its id in the token.',
      ),
    ],
    additional: [paragraph('A typical token of an application is between 500 and 1,000 characters long.')],
  },
  find({ token, chosenBy }) {
    const fault = token?.faults[0];
    if (fault?.kind !== 'too-large') return undefined;
    // Whoever floods a gate with large tokens has none of them read.
    const largest = token === undefined || chosenBy === undefined ? null : largestIn(token.text);
    return { facts: { length: fault.length, limit: fault.limit, largest }, at: { in: 'token' } };
  },
  explain: ({ length, limit, largest }) => ({
    title: 'The token is longer than the limit.',
    detail: [
      pairs(
        ['expected', `at most ${limit} characters`],
        ['received', `${length} characters, ${length - limit} too many`],
        ...(largest === null ? [] : [['largest', `${largest.name}, ${largest.length} characters of JSON`] as const]),
      ),
    ],
  }),
  fix: ({ largest }) => ({
    applicability: 'likely',
    steps:
      largest === null
        ? ['Decode the token, find the largest claim, and make it smaller.']
        : [
            SMALLER[largest.name] ??
              `Make ${largest.name} smaller: keep the data on the server, and only its id in the token.`,
          ],
    command: 'mintmark inspect -',
  }),
  example: (kit) => {
    const users = Array.from({ length: 400 }, (_, i) => [`/*/users/USR-${1000 + i}`, {}]);
    return kit.input({ token: kit.mint({ claims: { acl: { paths: Object.fromEntries(users) } } }) });
  },
});

/** No token is longer that anything sends in a header. */
const LONGEST = 1_048_576;

/** The largest member of the payload or the header. */
function largestIn(text: string): Facts['largest'] {
  const { header, payload } = readToken(text, LONGEST);
  const members = [...Object.entries(payload.members ?? {}), ...Object.entries(header.members ?? {})];
  const sized = members.map(([name, value]) => ({ name: name.slice(0, 80), length: JSON.stringify(value).length }));
  return sized.reduce<Facts['largest']>((most, one) => (most === null || one.length > most.length ? one : most), null);
}

const KEYCLOAK =
  'Keycloak: turn off "Full scope allowed" in the dedicated scope of the client, so that only its own roles are in it.';

/** How the claims that grow are made smaller where they come from. */
const SMALLER: { readonly [claim: string]: string } = {
  groups:
    'Make groups smaller. Entra: "Groups assigned to the application", or app roles instead; Keycloak: remove the Group Membership mapper; Okta: a filter on the groups claim.',
  wids: 'Entra: remove the optional claim wids, which lists the directory roles of the user.',
  roles:
    'Make roles smaller: only those of this API. Entra: assign fewer app roles; Keycloak: limit the scope of the client.',
  realm_access: KEYCLOAK,
  resource_access: KEYCLOAK,
  permissions: 'Auth0: leave the permissions out of the token (RBAC settings of the API), or ask for fewer.',
  scope: 'Ask for only the scopes that this API needs.',
  scp: 'Ask for only the scopes that this API needs.',
  acl: 'Use patterns in the acl: /*/users/** covers what would take hundreds of lines.',
  x5c: 'Leave the certificate chain (x5c) out of the header: kid names the key.',
};
