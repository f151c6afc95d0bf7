import { isBlank } from '../encoding/blank.ts';
import { defineCause } from '../evidence/cause.ts';
import { code, command, list, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { mendCredentials } from '../mend/mend-credentials.ts';
import { fieldValue } from '../request/origin.ts';

type Fault = keyof typeof WORDS;
type Facts = {
  readonly fault: Fault;
  /** A JWT stands in the value, in whatever form. */
  readonly holdsJwt: boolean;
  /** The space is written as in a URL. */
  readonly isEncoded?: true;
};

/** What was received, as a sentence and as the other half of "expected". */
const WORDS = {
  'scheme-missing': ['The Authorization header has no auth-scheme.', 'a value without Bearer'],
  'scheme-glued': ['There is no space between Bearer and the token.', 'Bearer<token>'],
  'scheme-doubled': ['The auth-scheme is written twice.', 'Bearer Bearer <token>, or the header name inside the value'],
  'token-missing': ['Nothing follows Bearer in the Authorization header.', 'Bearer alone'],
  'token-quoted': [
    'The Authorization header has quotation marks or brackets in it.',
    'a value in quotation marks or brackets',
  ],
  'separator-not-space': ['Bearer is followed by a character that is not a space.', 'Bearer:<token>, or similar'],
  other: ['The Authorization header does not have the form of Bearer credentials.', 'another form'],
} as const;

const ENCODED = ['The space after Bearer is URL-encoded.', 'Bearer%20<token>'] as const;

/** Authorizers of API Gateway and of AppSync take the token alone: "Control access to REST APIs using Amazon Cognito user pools". */
const TAKES_BARE = /\.(?:execute-api|appsync-api)\.[a-z0-9-]+\.amazonaws\.com(?::\d+)?$/i;

export const bearerSchemeMalformed = defineCause<Facts>({
  id: 'bearer-scheme-malformed',
  stage: 'transport',
  cites: [rfc(6750, '2.1'), rfc(9110, '11.6.2'), VONAGE_AUTHENTICATION],
  needs: ['credentials'],
  certainty: 'proved',
  title: 'Malformed Authorization header: not "Bearer <token>"',
  searchedAs: [
    'Bearer twice',
    'Bearer prefix missing',
    'no space after Bearer',
    'colon after Bearer',
    'Format is Authorization: Bearer [token]',
  ],
  related: ['scheme-not-bearer', 'credentials-contain-whitespace', 'not-a-jwt'],
  article: {
    symptom: [paragraph('The token itself is valid, and the request that carries it is rejected with 401.')],
    cause: [
      paragraph(
        'The value of the header has to be the word ',
        code('Bearer'),
        ', a space, and the token. Common mistakes:',
      ),
      list(
        'the token alone, without the word;',
        [code('Bearer'), ' glued to the token, because the space was lost where the text was put together;'],
        ['the word twice, because a client library adds it to a value that already had it;'],
        ['the word alone, because the variable after it was empty;'],
        'quotation marks or brackets around the token, from JSON, a shell or the text of an example.',
      ),
    ],
    resolution: [
      steps(
        ['Build the value in one place: ', code('Bearer'), ', one space, the token.'],
        'If a client library has a setting for the token, give it the token alone.',
      ),
      command('curl -H "Authorization: Bearer $TOKEN" https://api.nexmo.com/v1/calls'),
    ],
    additional: [paragraph('Case does not matter, and more than one space is accepted.')],
  },
  find({ credentials, request }) {
    if (!credentials || credentials.token !== undefined) return undefined;
    const fault = credentials.fault ?? 'other';
    if (!isMine(fault)) return undefined;
    if (fault === 'scheme-missing' && TAKES_BARE.test(fieldValue(request?.fields, 'host') ?? '')) return undefined;
    // A tab or another blank: credentials-contain-whitespace names it.
    if (fault === 'separator-not-space' && isBlank(credentials.rest.charCodeAt(0))) return undefined;
    return {
      facts: {
        fault,
        holdsJwt: credentials.tokenInside !== undefined,
        ...(/^bearer(?:%20|\+)/i.test(credentials.text) && { isEncoded: true as const }),
      },
      at: { in: 'authorization', start: 0, end: Math.min(credentials.text.length, 'Bearer Bearer '.length) },
    };
  },
  explain({ fault, holdsJwt, isEncoded }) {
    const [title, received] = isEncoded ? ENCODED : WORDS[fault];
    return {
      title,
      detail: [
        pairs(
          ['expected', code('Bearer <token>')],
          ['received', fault === 'scheme-missing' && holdsJwt ? 'the token alone' : received],
        ),
      ],
    };
  },
  fix: ({ fault, holdsJwt, isEncoded }) => ({
    applicability: holdsJwt ? 'certain' : 'likely',
    steps: isEncoded
      ? [
          'Write a space after Bearer: the value of a header is not URL-encoded.',
          'If a library encodes it, give it the token alone.',
        ]
      : fault === 'token-missing'
        ? ['Check that the variable which holds the token is set where the request is sent.']
        : fault === 'token-quoted'
          ? ['Remove the quotation marks or brackets from the token before you send it.']
          : ['Send the word Bearer, one space, and the token: nothing else.'],
  }),
  mend: (input, { holdsJwt }) => (holdsJwt ? mendCredentials(input) : undefined),
  example: (kit) => kit.input({ authorization: `Bearer${kit.mint()}` }),
});

function isMine(fault: string): fault is Fault {
  return Object.hasOwn(WORDS, fault);
}
