import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';

interface KidFacts extends Facts {
  readonly provider: string;
  readonly expected: string;
  /** It stands among the claims instead. */
  readonly inPayload: boolean;
}

export const kidMissing = defineCause<KidFacts>({
  id: 'kid-missing',
  stage: 'header',
  cites: [
    rfc(7515, '4.1.4'),
    {
      title: 'Apple: Generating Tokens for API Requests',
      url: 'https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests',
    },
  ],
  needs: ['token'],
  certainty: 'proved',
  title: 'Key id (kid) missing from the header',
  searchedAs: ['no kid in the header', 'key id required'],
  related: ['kid-unknown', 'header-parameter-missing'],
  appliesTo: ['App Store Connect', 'APNs', 'Sign in with Apple', 'MapKit', 'Box', 'JSON Web Token (JWT)'],
  article: {
    symptom: [
      paragraph('The token is rejected for its signature or its form, although the key and the claims are right.'),
    ],
    cause: [
      paragraph(
        ...marked(
          'The provider finds the key by its id, which the Header Parameter `kid` has to name, and the header has none. JWT libraries write it only when they are told to.',
        ),
      ),
    ],
    resolution: [
      steps(
        'Look up the id of the key that you sign with: for Apple, it is in the name of the .p8 file.',
        marked("Set it in the header, not among the claims: `sign(claims, key, { keyid: 'ABC123DEFG' })`."),
      ),
    ],
    additional: [
      list(marked('Vonage applications need no `kid`: the signature is tried with each key of the application.')),
    ],
  },
  find({ token, profile, keyId }) {
    const members = token?.header.members;
    if (members === undefined || members['kid'] !== undefined) return undefined;
    const rule = profile.header.find(({ name, required }) => name === 'kid' && required);
    if (!rule) return undefined;
    const inPayload = token?.payload.members?.['kid'] !== undefined;
    return {
      facts: { provider: profile.name, expected: keyId ?? rule.form?.words ?? 'the id of the key', inPayload },
      at: { in: 'token', part: 'header' },
    };
  },
  explain: ({ provider, expected, inPayload }) => ({
    title: inPayload
      ? 'The key id is among the claims instead of the header.'
      : `The header does not name the key: ${provider} needs a kid.`,
    detail: [
      pairs(['expected', `kid in the header: ${expected}`], ['received', inPayload ? 'kid in the payload' : 'no kid']),
    ],
  }),
  fix: ({ expected }) => ({
    applicability: 'likely',
    steps: [`Set kid in the header to ${expected}: the one of the key that signs.`],
  }),
  example: (kit) => ({
    profile: 'apns',
    now: kit.now,
    token: kit.mint({
      header: { alg: 'ES256', kid: undefined },
      claims: { application_id: undefined, exp: undefined, jti: undefined, iss: '9QZT4W6VLC' },
    }),
  }),
});
