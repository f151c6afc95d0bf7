import { issuerOf, kindOf } from '../claims/issuers/index.ts';
import { OTHER_KINDS, type OtherKindId, otherKindOf, type TokenUse } from '../claims/other-kinds.ts';
import type { Profile } from '../claims/profile.ts';
import type { JsonObject } from '../encoding/json.ts';
import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { rfc, VONAGE_AUTHENTICATION, VONAGE_WEBHOOKS } from '../evidence/sources.ts';
import { isMintable, mintCommand } from '../mend/mint-command.ts';
import { reissue } from '../mend/reissue.ts';
import { excerpt, inWord } from '../observe/excerpt.ts';
import { isRefused } from '../observe/observed-answer.ts';
import { fieldValue } from '../request/origin.ts';

type Facts = {
  readonly kind: keyof typeof WORDS | OtherKindId;
  /** The value of `typ` as JSON text, at most 80 characters; `null` where the claims tell the kind. */
  readonly typ: string | null;
  readonly accepts: readonly string[];
  readonly isMintable: boolean;
};

const WORDS = {
  webhook: 'the token of a signed webhook, which Vonage signs and you verify',
  'id-token': 'an ID token, which says who signed in',
  opentok: 'a token of OpenTok, the older Video platform, which an API key and secret sign',
  'access-token': 'an OAuth access token of an identity provider',
  assertion: 'a client assertion, which is sent to a token endpoint',
  misspelt: 'a JWT whose typ is not spelled JWT',
  other: 'a token of another type',
} as const;

export const tokenOfOtherKind = defineCause<Facts>({
  id: 'token-of-other-kind',
  // Judged with the shape: that it is another kind of token explains its algorithm and its claims.
  stage: 'shape',
  cites: [rfc(7519, '5.1'), rfc(8725, '3.11'), VONAGE_AUTHENTICATION, VONAGE_WEBHOOKS],
  needs: ['token'],
  certainty: 'proved',
  party: ({ kind }) => (kind in OTHER_KINDS ? 'requester' : 'sender'),
  title: 'Wrong kind of token',
  searchedAs: [
    'ID token instead of access token',
    'refresh token instead of access token',
    'id_token sent to the API',
    'custom token',
    'opaque token',
    'SAML, API key instead of a JWT',
    'anon key',
    'wrong token type',
    'encrypted token, JWE',
  ],
  related: ['algorithm-not-allowed', 'claim-missing', 'application-of-other-account'],
  explains: ['algorithm-not-allowed', 'claim-missing', 'signed-bytes-differ', 'signed-by-unknown-key'],
  article: {
    symptom: [paragraph('The token is a valid JWT, and verifies where it comes from; here it is rejected.')],
    cause: [
      paragraph(
        'JWT is a format that many systems use. This token was made for a different purpose than authenticating an application:',
      ),
      list(
        'the token of a signed webhook, sent back as if it were yours;',
        'a token of the older Video platform (OpenTok), sent to the new one;',
        'an ID token or an access token of an identity provider;',
        'an access token for Microsoft Graph, a custom token of Firebase, a refresh token or a logout token;',
        marked('a token that is bound to a key or a certificate (`cnf`), sent as Bearer;'),
        marked('a token whose `typ` names a type other than `JWT`.'),
      ),
    ],
    resolution: [
      steps('Mint a token for this application, with its id and its private key.', marked('Leave the type at `JWT`.')),
      command('mintmark mint --app APPLICATION_ID --key private.key'),
    ],
    additional: [
      paragraph(
        'A token of one kind is never accepted instead of another, even with a valid signature: otherwise a token that was issued for one purpose could be used for all.',
      ),
    ],
  },
  find(evidence) {
    const { token, profile } = evidence;
    const header = token?.header.members;
    if (token === undefined || header === undefined) return undefined;
    const rule = profile.header.find(({ name }) => name === 'typ');
    const accepts = rule?.accepts ?? [];
    const { typ } = header;
    if (typ !== undefined && accepts.length > 0 && !isAccepted(typ, accepts, rule?.isMediaType)) {
      return {
        facts: { kind: kindOfType(typ, accepts), typ: excerpt(typ), accepts, isMintable: isMintable(profile) },
        at: { in: 'token', part: 'header', pointer: '/typ' },
      };
    }
    const claims = token.payload.members;
    // RFC 7800 §3.1: as Bearer it would be taken from whoever stole it.
    if (profile.takesBound === false && claims?.['cnf'] !== undefined) {
      return {
        facts: { kind: 'bound', typ: null, accepts, isMintable: false },
        at: { in: 'token', part: 'payload', pointer: '/cnf' },
      };
    }
    const other = claims && otherKindOf(claims, header, useOf(evidence));
    // The gate judges a token for itself by its rules alone; here somebody asks what it is.
    if (other !== undefined && evidence.chosenBy !== undefined) {
      const isProved =
        other === 'graph'
          ? evidence.signature?.opened?.some(({ signed }) => signed === 'nonce-hashed')
          : isPublished(other, claims ?? {}, header);
      return {
        facts: { kind: other, typ: null, accepts, isMintable: false },
        at: { in: 'token', part: 'payload' },
        certainty: isProved ? 'proved' : other === 'id-token-at-api' ? 'possible' : 'likely',
      };
    }
    const kind = claims && kindOfClaims(claims, profile);
    if (kind === undefined) return undefined;
    return {
      facts: { kind, typ: null, accepts, isMintable: isMintable(profile) },
      at: { in: 'token', part: 'payload' },
      certainty: 'likely',
    };
  },
  explain: ({ kind, typ, accepts }) => ({
    title: `This is ${wordsFor(kind)}.`,
    detail: [
      pairs(
        [
          'expected',
          isOther(kind)
            ? OTHER_KINDS[kind].expected
            : typ === null
              ? 'a token of an application, with its id'
              : `typ ${accepts.join(' or ')}${accepts.some((one) => mediaType(one) === 'jwt') ? ', or no typ' : ''}`,
        ],
        ['received', typ === null ? `the claims of ${wordsFor(kind)}` : `typ ${inWord(typ)}`],
      ),
    ],
  }),
  fix: ({ kind, typ, accepts, isMintable }) => ({
    applicability: kind === 'misspelt' ? 'certain' : 'likely',
    steps: isOther(kind)
      ? OTHER_KINDS[kind].steps
      : [
          kind === 'misspelt'
            ? `Write the type as ${accepts[0]}.`
            : isMintable || typ === null
              ? 'Mint a token for the application, with its id and its private key.'
              : `Send a token whose typ is ${accepts.join(' or ')}: a token of one kind never stands for another.`,
        ],
    ...mintCommand(isMintable),
  }),
  mend: (input, { kind, accepts }) =>
    kind === 'misspelt' ? reissue(input, { header: { typ: accepts[0] } }) : undefined,
  example: (kit) =>
    kit.input({ token: kit.mint({ header: { typ: 'at+jwt' }, claims: { aud: 'https://api.example.com' } }) }),
});

/** What the issuer itself publishes of its tokens, or the token of itself in typ, is no guess. */
function isPublished(kind: OtherKindId, claims: JsonObject, header: JsonObject): boolean {
  if (kind === 'dpop-proof' || kind === 'firebase-custom' || kind === 'okta-org') return true;
  const issuer = issuerOf(claims);
  return kind === 'refresh' && issuer !== undefined && kindOf(issuer, claims, header)?.name === 'refresh token';
}

function isAccepted(typ: unknown, accepts: readonly string[], isMediaType: true | undefined): boolean {
  if (typeof typ !== 'string') return false;
  return accepts.some((one) => one === typ || (isMediaType === true && mediaType(one) === mediaType(typ)));
}

/** RFC 7515 §4.1.9: in any case, and `application/` may be left out. */
function mediaType(typ: string): string {
  return typ.toLowerCase().replace(/^application\//, '');
}

function isOther(kind: Facts['kind']): kind is OtherKindId {
  return kind in OTHER_KINDS;
}

function wordsFor(kind: Facts['kind']): string {
  return isOther(kind) ? OTHER_KINDS[kind].words : WORDS[kind];
}

function useOf(evidence: Evidence): TokenUse {
  const { request, credentials } = evidence;
  const host = fieldValue(request?.fields, 'host')?.replace(/:\d+$/, '').toLowerCase();
  const scheme = credentials?.scheme?.toLowerCase();
  return {
    isRefused: isRefused(evidence),
    ...(host !== undefined && { host }),
    ...(scheme !== undefined && { scheme }),
  };
}

function kindOfType(typ: unknown, accepts: readonly string[]): Facts['kind'] {
  if (typeof typ !== 'string') return 'other';
  const lower = mediaType(typ).trim();
  if (accepts.some((accepted) => accepted.toLowerCase() === lower)) return 'misspelt';
  if (lower === 'at+jwt') return 'access-token';
  return lower === 'client-authentication+jwt' ? 'assertion' : 'other';
}

/** A token that names its application is taken for what it says it is. */
function kindOfClaims(claims: JsonObject, profile: Profile): Facts['kind'] | undefined {
  if (claims['payload_hash'] !== undefined && claims['iss'] === 'Vonage') return 'webhook';
  if (profile.isGeneral || profile.identityClaim in claims) return undefined;
  if (claims['ist'] === 'project' || claims['ist'] === 'account') return 'opentok';
  const { iss, aud, sub } = claims;
  if (typeof iss !== 'string' || aud === undefined || typeof sub !== 'string') return undefined;
  if (claims['nonce'] !== undefined || claims['at_hash'] !== undefined || claims['email'] !== undefined)
    return 'id-token';
  if (profile.identityClaim === 'iss') return undefined;
  if (claims['scope'] !== undefined || claims['azp'] !== undefined || claims['client_id'] !== undefined)
    return 'access-token';
  return iss === sub ? 'assertion' : undefined;
}
