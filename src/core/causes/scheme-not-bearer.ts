import { isJsonObject } from '../encoding/json.ts';
import { defineCause } from '../evidence/cause.ts';
import { code, command, list, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { mendCredentials } from '../mend/mend-credentials.ts';
import { nearest } from '../prose/nearest.ts';
import { fieldValue } from '../request/origin.ts';

type Facts = {
  /** The auth-scheme, where it is a known word or nearly Bearer; `null` keeps an unknown word, which may be a secret. */
  readonly scheme: string | null;
  readonly holdsJwt: boolean;
};

/** Schemes of the registry of RFC 9110 §16.4.1, and words that people write in their place. */
const KNOWN = [
  'apikey',
  'api-key',
  'aws4-hmac-sha256',
  'digest',
  'dpop',
  'gnap',
  'hmac',
  'hoba',
  'jwt',
  'key',
  'mac',
  'mutual',
  'negotiate',
  'ntlm',
  'oauth',
  'privatetoken',
  'signature',
  'token',
  'vapid',
];

export const schemeNotBearer = defineCause<Facts>({
  id: 'scheme-not-bearer',
  stage: 'transport',
  challenge: null,
  cites: [rfc(6750, '2.1'), rfc(9110, '11.1'), VONAGE_AUTHENTICATION],
  needs: ['credentials'],
  certainty: 'proved',
  title: 'Wrong authentication scheme: not Bearer',
  searchedAs: ['Token instead of Bearer', 'JWT scheme, Basic scheme', 'Authorization: JWT', 'Authorization: Token'],
  related: ['bearer-scheme-malformed', 'basic-credentials-on-jwt-endpoint'],
  article: {
    symptom: [
      paragraph('The token is valid when it is decoded and verified by hand, and the request still fails with 401.'),
    ],
    cause: [
      paragraph('The word before the token, the auth-scheme, is not ', code('Bearer'), '. Common mistakes:'),
      list(
        [code('token'), ', from other services that use that word for their own tokens;'],
        [code('JWT'), ', from frameworks that name the scheme after what it carries;'],
        ['a typo, such as ', code('Bearrer'), '.'],
      ),
    ],
    resolution: [
      steps(['Write ', code('Bearer'), ', one space, and the token.']),
      command('curl -H "Authorization: Bearer $TOKEN" https://api.nexmo.com/v1/calls'),
    ],
    additional: [paragraph('An auth-scheme is not case-sensitive: ', code('bearer'), ' works as well.')],
  },
  find({ credentials, token, profile, chosenBy, response }) {
    if (credentials?.fault !== 'scheme-unknown') return undefined;
    const scheme = credentials.scheme ?? '';
    const lower = scheme.toLowerCase();
    // RFC 9449 §7.1: how a token that is bound to a key is sent, where no provider says otherwise.
    const isBound = isJsonObject(token?.payload.members?.['cnf'] ?? null);
    if (lower === 'dpop' && isBound && profile.id === 'jwt' && chosenBy !== undefined) return undefined;
    // Some frameworks have a word of their own, and say so in the challenge.
    const challenge = fieldValue(response?.fields, 'www-authenticate')?.split(/[\s,]/, 1)[0];
    if (chosenBy !== undefined && lower !== '' && challenge?.toLowerCase() === lower) return undefined;
    const tellable = KNOWN.includes(lower) || nearest(lower, ['bearer']) !== undefined;
    return {
      facts: { scheme: tellable ? scheme : null, holdsJwt: credentials.tokenInside !== undefined },
      // Frameworks have these words for tokens of their own: without rules nobody knows which one is asked for.
      ...(chosenBy === 'default' && /^(?:jwt|token)$/.test(lower) && { certainty: 'likely' as const }),
      at: { in: 'authorization', start: 0, end: scheme.length },
    };
  },
  explain: ({ scheme, holdsJwt }) => ({
    title: `The auth-scheme is ${scheme ?? 'not a known one'}; a JWT is sent with Bearer.`,
    detail: [
      pairs(
        ['expected', code('Bearer <token>')],
        ['received', `${scheme ?? 'another word'}, then ${holdsJwt ? 'a JWT' : 'something that is not a JWT'}`],
      ),
    ],
  }),
  fix: ({ scheme, holdsJwt }) => ({
    applicability: holdsJwt ? 'certain' : 'likely',
    steps: [
      `Write Bearer instead of ${scheme ?? 'the other word'}.`,
      ...(holdsJwt ? [] : ['Then send the JWT of an application: what follows the scheme is not a JWT.']),
    ],
  }),
  mend: (input, { holdsJwt }) => (holdsJwt ? mendCredentials(input) : undefined),
  example: (kit) => kit.input({ authorization: `JWT ${kit.mint()}` }),
});
