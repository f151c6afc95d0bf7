import { nearestOf } from '../claims/difference.ts';
import { ENTRA_VERSION_STEP, ENTRA_VERSIONS, entraVersionOf } from '../claims/issuers/entra-version.ts';
import { issuerOf } from '../claims/issuers/index.ts';
import type { JsonObject } from '../encoding/json.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { excerpt } from '../observe/excerpt.ts';

interface AudienceFacts extends Facts {
  readonly kind: keyof typeof TITLES;
  readonly received: string;
  readonly expected: string;
  /** Whose message states what is expected, where nobody handed it over. */
  readonly statedBy: string | null;
  /** The value in the token that means the same as the expected one, where there is one. */
  readonly meant: string | null;
  /** Name of the issuer, where it is known. */
  readonly issuer: string | null;
  /** Of Microsoft Entra, where the two audiences are of the form that its two versions have. */
  readonly version: '1.0' | '2.0' | null;
}

const TITLES = {
  absent: 'The token has no audience (aud), and one is expected.',
  'absent-by-design':
    'The token has no audience (aud): access tokens of this issuer name the client in client_id instead.',
  spelling: 'The audience (aud) is the expected one, but is spelled differently.',
  'application-uri': 'The audience (aud) is the same application in its other form: its id, and api:// before it.',
  client: 'The audience (aud) is the client that asked for the token, as in an ID token, not the API.',
  'client-expected':
    'The API expects the client id as the audience (aud), which ID tokens have; this access token names the API.',
  graph: 'The token is for Microsoft Graph, and no other API can use it.',
  'issuer-default': 'The audience (aud) is the default one of the issuer, because no other was requested.',
  other: 'The token is not for the expected audience (aud).',
} as const;

const SAME: readonly AudienceFacts['kind'][] = ['spelling', 'application-uri'];
const GRAPH = /^(?:00000003-0000-0000-c000-000000000000|https:\/\/graph\.microsoft\.com\/?)$/;

export const audienceNotExpected = defineCause<AudienceFacts>({
  id: 'audience-not-expected',
  stage: 'claims',
  party: ({ kind }) =>
    SAME.includes(kind) || kind === 'absent-by-design' || kind === 'client-expected' ? 'verifier' : 'requester',
  cites: [rfc(7519, '4.1.3'), rfc(8725, '3.9')],
  needs: ['token', 'expected'],
  title: 'Invalid audience (aud): not the expected one',
  searchedAs: [
    'wrong audience',
    'audience mismatch',
    'aud does not match',
    'token for another API',
    'api:// application id URI',
    'client id as audience',
  ],
  related: ['issuer-not-expected', 'token-of-other-kind'],
  appliesTo: ['Identity providers', 'JSON Web Token (JWT)'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'The signature is right, and the API responds with 401: `jwt audience invalid`, `IDX10214`, `Incorrect token audience`, `invalid audience (aud) claim`.',
        ),
      ),
    ],
    cause: [
      paragraph('The token names who it is meant for, and the API that rejects it is not among them:'),
      list(
        'the token was requested without an audience, so the issuer set its default;',
        'the ID token was sent, whose audience is the client, instead of the access token;',
        marked('the same application is written in two forms, such as `api://` and its id alone;'),
        marked('the issuer sets no `aud` at all: Amazon Cognito names the client in `client_id`.'),
      ),
    ],
    resolution: [
      steps(
        'Ask the issuer for a token for this API: its audience, resource or scope parameter.',
        'If the token means the same API in a different spelling, add that spelling to the audiences of the API.',
      ),
    ],
  },
  find({ token, expected }) {
    const audiences = expected?.audiences;
    const claims = token?.payload.members;
    if (audiences === undefined || audiences.length === 0 || claims === undefined) return undefined;
    const values = [claims['aud']].flat().filter((value) => typeof value === 'string');
    if (values.some((value) => audiences.includes(value))) return undefined;
    const { kind, meant } = kindOf(values, audiences, claims);
    return {
      facts: {
        kind,
        received: excerpt(claims['aud']),
        expected: audiences.slice(0, 3).join(' or ').slice(0, 200),
        statedBy: expected?.statedBy?.product ?? null,
        meant,
        issuer: issuerOf(claims)?.name ?? null,
        version: kind === 'other' ? versionBetween(values, audiences, claims) : null,
      },
      at: { in: 'token', part: 'payload', ...(claims['aud'] !== undefined && { pointer: '/aud' }) },
    };
  },
  explain: ({ kind, received, expected, statedBy, issuer, version }) => ({
    title: TITLES[kind],
    detail: [
      pairs(
        [statedBy === null ? 'expected' : `expected, by the message of ${statedBy}`, expected],
        ['received', received],
        ...(issuer === null ? [] : ([['issued by', issuer]] as const)),
        ...(version === null ? [] : ([['perhaps', ENTRA_VERSIONS[version].aud]] as const)),
        ...(kind === 'absent-by-design' ? ([['instead', 'client_id, and token_use']] as const) : []),
      ),
    ],
  }),
  fix: ({ kind, meant, expected, version }) => ({
    applicability: SAME.includes(kind) ? 'certain' : 'likely',
    steps: [
      ...stepsFor(kind, meant, expected),
      ...(version === null
        ? []
        : ['If both mean the same API, add the aud of the token to its audiences.', ENTRA_VERSION_STEP]),
    ],
  }),
  mend: (input, { kind, meant }) =>
    SAME.includes(kind) && meant !== null
      ? { ...input, expected: { ...input.expected, audiences: [...(input.expected?.audiences ?? []), meant] } }
      : undefined,
  example: (kit) => {
    const claims = { application_id: undefined, iss: 'https://id.lamp.example/', aud: 'orders/', exp: kit.now + 600 };
    return {
      profile: 'jwt',
      now: kit.now,
      token: kit.mint({ claims }),
      publicKey: kit.publicKey('active'),
      expected: { audiences: ['orders'] },
    };
  },
});

function kindOf(values: readonly string[], audiences: readonly string[], claims: JsonObject) {
  const none = (kind: AudienceFacts['kind']) => ({ kind, meant: null });
  if (values.length === 0) {
    return none(claims['client_id'] !== undefined || claims['token_use'] === 'access' ? 'absent-by-design' : 'absent');
  }
  for (const value of values) {
    const [nearest = '', difference] = nearestOf(audiences, value) ?? [];
    if (isApi(nearest) !== isApi(value) && withoutApi(nearest) === withoutApi(value))
      return { kind: 'application-uri' as const, meant: value };
    const isSpelling = difference !== undefined && !['other', 'path', 'tenant', 'host'].includes(difference);
    if (isSpelling) return { kind: 'spelling' as const, meant: value };
  }
  if (values.some((value) => GRAPH.test(value))) return none('graph');
  const clients = [claims['azp'], claims['client_id'], claims['appid']];
  if (audiences.some((one) => clients.includes(one))) return none('client-expected');
  const isIdToken = ['nonce', 'at_hash', 'c_hash'].some((name) => claims[name] !== undefined);
  if (isIdToken || (values.length === 1 && values[0] === claims['azp'])) return none('client');
  return none(isDefault(values, claims) ? 'issuer-default' : 'other');
}

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The version that explains why an API is named by its client id in one place and by its URI in the other. */
function versionBetween(values: readonly string[], audiences: readonly string[], claims: JsonObject) {
  const version = entraVersionOf(claims);
  const [ids, uris] = version === '2.0' ? [values, audiences] : [audiences, values];
  const isUri = (value: string) => value.includes('://');
  return version !== undefined && ids.some((id) => GUID.test(id)) && uris.some(isUri) ? version : null;
}

const isApi = (value: string) => value.startsWith('api://');

function withoutApi(value: string): string {
  return value.replace(/^api:\/\//, '').replace(/\/$/, '');
}

/** What Keycloak, GitHub and Kubernetes put into `aud` where nobody asks for another one. */
function isDefault(values: readonly string[], claims: JsonObject): boolean {
  const issuer = issuerOf(claims)?.id;
  if (issuer === 'keycloak') return values.includes('account');
  if (issuer === 'github-actions') return values.every((value) => value.startsWith('https://github.com/'));
  return issuer === 'kubernetes';
}

function stepsFor(kind: AudienceFacts['kind'], meant: string | null, expected: string): readonly string[] {
  switch (kind) {
    case 'spelling':
    case 'application-uri':
      return [`Add ${JSON.stringify(meant)} to the audiences that the API accepts, exactly.`];
    case 'absent-by-design':
      return ['Let the API check client_id and token_use instead of aud: access tokens of this issuer have no aud.'];
    case 'client-expected':
      return [
        'Let the API expect the audience that the access token has.',
        'Or send the ID token, where it is meant for this client (azp) itself: a proxy that logs people in.',
      ];
    case 'client':
      return [`Send the access token, not the ID token: ask for one with the audience ${expected}.`];
    case 'graph':
      return ['Ask for a scope of your own API (api://ID/.default) instead of one of Microsoft Graph.'];
    case 'issuer-default':
      return [
        `Ask the issuer for a token with the audience ${expected} (Keycloak: an Audience mapper; GitHub Actions: audience; Kubernetes: a projected token with an audience).`,
        'Or let the API accept the audience that the token has.',
      ];
    default:
      return [`Ask the issuer for a token with the audience ${expected}.`];
  }
}
