import type { Difference } from '../claims/difference.ts';
import { nearestOf } from '../claims/difference.ts';
import { ENTRA_VERSION_STEP } from '../claims/issuers/entra-version.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Kit } from '../evidence/kit.ts';
import { rfc } from '../evidence/sources.ts';
import { excerpt } from '../observe/excerpt.ts';

interface IssuerFacts extends Facts {
  readonly received: string;
  readonly expected: string;
  /** Whose message states what is expected, where nobody handed it over. */
  readonly statedBy: string | null;
  /** `absent`: the token names no issuer. */
  readonly difference: Difference | 'absent';
  /** The value itself, where the token has one: what the verifier would have to accept. */
  readonly iss: string | null;
}

const TITLES: { readonly [difference in IssuerFacts['difference']]: string } = {
  slash: 'The issuer (iss) differs from the expected one only by its trailing slash.',
  case: 'The issuer (iss) differs from the expected one only in upper and lower case.',
  blank: 'The expected issuer has a space or a line break around it.',
  scheme: 'The issuer (iss) differs from the expected one by its scheme (http, https or none).',
  port: 'The issuer (iss) differs from the expected one by its port.',
  host: 'The issuer (iss) is the expected one with a different host name.',
  version: 'The issuer (iss) is the same Entra tenant in its other version (v1.0 and v2.0 have different issuers).',
  tenant: 'The issuer (iss) is not the expected Entra tenant.',
  'every-tenant':
    'The expected issuer is the endpoint of Entra for every tenant, which issues no token: each token names its own tenant in iss.',
  'base-path': 'The issuer (iss) is the same realm of Keycloak with another path before /realms.',
  path: 'The issuer (iss) is another path of the same host: another realm, tenant or authorization server.',
  other: 'The issuer (iss) is not the expected one.',
  absent: 'The token names no issuer (iss), and one is expected.',
};

/** Differences of spelling: the token is meant for this verifier, and the configuration has to say what is issued. */
const SPELLING: readonly IssuerFacts['difference'][] = [
  'slash',
  'case',
  'blank',
  'scheme',
  'port',
  'host',
  'version',
  'every-tenant',
  'base-path',
];

/** The keys are the same for every tenant; who is let in is decided by tid. */
const EVERY_TENANT_STEPS = [
  'For more tenants than one: compare iss with https://login.microsoftonline.com/TID/v2.0, with the tid of the token for TID, and tid with the tenants that you let in.',
  'ASP.NET: AddMicrosoftIdentityWebApi with TenantId organizations does it; others set TokenValidationParameters.IssuerValidator. Spring: a JwtDecoder from jwk-set-uri with a validator of its own. express: issuer takes a list.',
] as const;

export const issuerNotExpected = defineCause<IssuerFacts>({
  id: 'issuer-not-expected',
  stage: 'claims',
  party: ({ difference }) => (SPELLING.includes(difference) ? 'verifier' : 'requester'),
  cites: [rfc(7519, '4.1.1'), rfc(8725, '3.8')],
  needs: ['token', 'expected'],
  title: 'Invalid issuer (iss)',
  searchedAs: [
    'wrong issuer',
    'trailing slash in iss',
    'issuer mismatch',
    'tenant or realm differs',
    'http or https issuer',
    'localhost or container name in the issuer',
    'v1 and v2 token of Entra, sts.windows.net',
  ],
  related: ['audience-not-expected', 'key-not-in-set'],
  appliesTo: ['Identity providers', 'JSON Web Token (JWT)'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'The signature is right, and the API responds with 401: `jwt issuer invalid`, `IDX10205`, `The iss claim is not valid`, `Jwt issuer is not configured`.',
        ),
      ),
    ],
    cause: [
      paragraph(...marked('`iss` has to equal the issuer that is configured in the API exactly, and differs:')),
      list(
        'by a trailing slash: Auth0 issues with one, most others without;',
        'by the host name: the name inside a container or cluster, and the public one;',
        'by the version of Entra: sts.windows.net issues v1.0, login.microsoftonline.com/…/v2.0 issues v2.0;',
        'by the realm, tenant or authorization server: the token was requested somewhere else.',
      ),
    ],
    resolution: [
      steps(
        marked('Look up `issuer` in the discovery document: `/.well-known/openid-configuration` below the issuer.'),
        'Configure exactly that text in the API, with or without the slash.',
      ),
    ],
  },
  find({ token, expected }) {
    const issuers = expected?.issuers;
    const claims = token?.payload.members;
    if (issuers === undefined || issuers.length === 0 || claims === undefined) return undefined;
    const { iss } = claims;
    const statedBy = expected?.statedBy?.product ?? null;
    if (typeof iss !== 'string') {
      const facts = {
        received: excerpt(iss),
        expected: issuers.join(' or '),
        statedBy,
        difference: 'absent',
        iss: null,
      } as const;
      return { facts, at: { in: 'token', part: 'payload' } };
    }
    if (issuers.includes(iss)) return undefined;
    const [nearest = '', difference = 'other'] = nearestOf(issuers, iss) ?? [];
    return {
      facts: {
        received: excerpt(iss),
        expected: JSON.stringify(nearest.slice(0, 200)),
        statedBy,
        difference,
        iss: iss.slice(0, 512),
      },
      at: { in: 'token', part: 'payload', pointer: '/iss' },
    };
  },
  explain: ({ received, expected, statedBy, difference }) => ({
    title: TITLES[difference],
    detail: [
      pairs(
        [statedBy === null ? 'expected' : `expected, by the message of ${statedBy}`, expected],
        ['received', received],
      ),
    ],
  }),
  fix: ({ difference, iss }) => {
    if (difference === 'absent') {
      return { applicability: 'likely', steps: ['Ask the issuer for a token that names it in iss.'] };
    }
    const configure = `Set the issuer in the configuration of the API to ${JSON.stringify(iss)}, exactly.`;
    if (!SPELLING.includes(difference)) {
      return {
        applicability: 'likely',
        steps: [
          'Ask the issuer that the API trusts for the token.',
          `Or, if this issuer is to be trusted: ${configure}`,
        ],
      };
    }
    const also = {
      host: ['Or give the issuer one host name, inside and outside (Keycloak: hostname).'],
      version: [ENTRA_VERSION_STEP],
      'every-tenant': EVERY_TENANT_STEPS,
      'base-path': ['Keycloak 17 and later have no /auth, unless it is started with --http-relative-path=/auth.'],
    }[difference as 'host' | 'version' | 'every-tenant' | 'base-path'];
    return { applicability: 'certain', steps: [configure, ...(also ?? [])] };
  },
  mend: (input, { difference, iss }) =>
    SPELLING.includes(difference) && iss !== null
      ? { ...input, expected: { ...input.expected, issuers: [iss] } }
      : undefined,
  example: (kit) => ({ ...expectedOf(kit), expected: { issuers: ['https://id.lamp.example'] } }),
});

/** A token of an identity provider, sound but for what is expected of it. */
function expectedOf(kit: Kit) {
  const claims = { application_id: undefined, iss: 'https://id.lamp.example/', aud: 'orders', exp: kit.now + 600 };
  return { profile: 'jwt', now: kit.now, token: kit.mint({ claims }), publicKey: kit.publicKey('active') };
}
