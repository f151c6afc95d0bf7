import type { Profile } from '../claims/profile.ts';
import type { JsonValue } from '../encoding/json.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { excerpt } from '../observe/excerpt.ts';

interface AudienceFacts extends Facts {
  readonly kind: keyof typeof WORDS;
  readonly received: string;
  readonly expected: string;
  /** The exact value, where it is plain which one was meant. */
  readonly meant: string | null;
}

const WORDS = {
  array: 'The claim aud is an array; one string is expected.',
  spelling: 'The claim aud names the right audience, but is spelled differently.',
  other: 'The claim aud does not name the audience of the provider.',
} as const;

export const audienceFormMismatch = defineCause<AudienceFacts>({
  id: 'audience-form-mismatch',
  stage: 'claims',
  cites: [
    rfc(7519, '4.1.3'),
    {
      title: 'Auth0: Authenticate with Private Key JWT',
      url: 'https://auth0.com/docs/get-started/authentication-and-authorization-flow/authenticate-with-private-key-jwt',
    },
  ],
  needs: ['token'],
  certainty: 'proved',
  title: 'Invalid audience (aud) for the provider',
  searchedAs: ['audience as a list', 'aud array instead of string', 'token endpoint instead of issuer as audience'],
  related: ['audience-of-other-environment', 'claim-type-wrong', 'claim-missing'],
  appliesTo: ['Client assertions', 'Apple', 'Google', 'DocuSign', 'Box', 'Auth0', 'JSON Web Token (JWT)'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'The token names the right server and is rejected: `audience is invalid`, `AADSTS50027`, `invalid_client`.',
        ),
      ),
    ],
    cause: [
      paragraph(...marked('`aud` is compared as text, character by character, and here it differs:')),
      list(
        'a trailing slash that should not be there, or is missing;',
        marked('`https://` before a bare host, or the bare host where a URL is expected;'),
        'an array, where the provider accepts only a string;',
        'the URL of the token endpoint instead of the issuer, or the other way round.',
      ),
    ],
    resolution: [
      steps('Copy the value from the documentation of the provider, and compare it character by character.'),
    ],
    additional: [
      list(
        marked('Auth0 expects the tenant URL with a trailing slash; Salesforce expects none.'),
        marked('DocuSign expects the bare host: `account.docusign.com`.'),
        marked('RFC 7519 allows a string and an array; not every provider accepts both.'),
      ),
    ],
  },
  find({ token, profile }) {
    const { audience } = profile;
    const aud = audience && token?.payload.members?.['aud'];
    if (audience === undefined || aud === undefined || aud === null || aud === '') return undefined;
    const exact = exactAudiences(profile);
    const values = Array.isArray(aud) ? aud : [aud];
    const isKnown = values.some((value) => typeof value === 'string' && isAccepted(value, exact, profile));
    const isArray = Array.isArray(aud) && !audience.takesArray;
    if (isKnown && !isArray) return undefined;
    const meant = meantBy(values, exact, profile);
    return {
      facts: {
        kind: isArray && isKnown ? 'array' : meant === null ? 'other' : 'spelling',
        received: excerpt(aud),
        expected: exact.length > 0 ? exact.slice(0, 3).join(' or ') : (audience.form?.words ?? 'the audience'),
        meant,
      },
      at: { in: 'token', part: 'payload', pointer: '/aud' },
    };
  },
  explain: ({ kind, received, expected }) => ({
    title: WORDS[kind],
    detail: [pairs(['expected', expected], ['received', received])],
  }),
  fix: ({ meant, expected }) => ({
    applicability: meant === null ? 'likely' : 'certain',
    steps: [`Set aud to ${meant ?? expected}, exactly.`],
    ...(meant !== null && { artefact: JSON.stringify({ aud: meant }) }),
  }),
  mend: (input, { meant }) => (meant === null ? undefined : reissue(input, { claims: { aud: meant } })),
  example: (kit) => ({
    profile: 'docusign',
    now: kit.now,
    token: kit.mint({
      claims: {
        application_id: undefined,
        jti: undefined,
        iss: '4f1a3c2e-8b7d-4c69-9e5f-0a2b3c4d5e6f',
        sub: '9d2c1b0a-7f6e-4d5c-8b4a-3e2d1c0b9a8f',
        aud: 'https://account-d.docusign.com/',
        scope: 'signature impersonation',
      },
    }),
  }),
});

function exactAudiences({ audience, environments = [] }: Profile): readonly string[] {
  return [...(audience?.accepts ?? []), ...environments.flatMap((one) => one.audience ?? [])];
}

function isAccepted(value: string, exact: readonly string[], { audience }: Profile): boolean {
  return exact.includes(value) || (audience?.form?.matches.test(value.slice(0, 512)) ?? false);
}

/** The one audience that differs by case, scheme or slash only; or, by a slash alone, the one of this tenant. */
function meantBy(values: readonly JsonValue[], exact: readonly string[], profile: Profile): string | null {
  for (const value of values) {
    if (typeof value !== 'string') continue;
    if (isAccepted(value, exact, profile)) return value;
    const known = exact.find((one) => bare(one) === bare(value));
    if (known !== undefined) return known;
    if (!/^[\w-]+(?:\.[\w-]+)+$/.test(bare(value))) continue;
    const nearby = [`${value}/`, value.replace(/\/+$/, ''), `https://${bare(value)}`, `https://${bare(value)}/`];
    const near = nearby.find((one) => isAccepted(one, exact, profile));
    if (near !== undefined) return near;
  }
  return null;
}

function bare(audience: string): string {
  return audience
    .trim()
    .slice(0, 512)
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '');
}
