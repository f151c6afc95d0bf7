import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { countOfParts, kindOf } from '../jws/kind.ts';
import { opaqueTokenIn } from '../jws/opaque-tokens.ts';
import { type OtherText, recogniseOtherText } from '../jws/other-text.ts';
import { isMintable, mintCommand } from '../mend/mint-command.ts';
import type { CredentialsReading } from '../request/authorization.ts';

type Facts = {
  readonly looksLike: keyof typeof WORDS;
  readonly parts: number;
  readonly length: number;
  /** What kind of credential of whom it is, where its form tells, and who to ask about it. */
  readonly opaque: { readonly what: string; readonly next: string } | null;
  /** Of a JWE: the issuer that its header names. */
  readonly issuer: string | null;
  readonly isMintable: boolean;
};

const WORDS = {
  'unset-variable': 'the word that an unset variable turns into',
  'unexpanded-text': 'shell or template text that was not expanded',
  placeholder: 'a placeholder from an example',
  html: 'an HTML page',
  json: 'JSON: a response with a token in it, or another serialization',
  pem: 'a key in PEM',
  path: 'the path of a file',
  uuid: 'an id in the form of an application id',
  jwe: 'an encrypted token (JWE), which has five parts',
  parts: 'text without three parts',
  text: 'three words with dots between them',
  opaque: 'an opaque token',
} as const satisfies Record<OtherText | 'jwe' | 'parts' | 'text' | 'opaque', string>;

export const notAJwt = defineCause<Facts>({
  id: 'not-a-jwt',
  stage: 'shape',
  cites: [rfc(7519, '7.2'), rfc(7515, '7.1'), VONAGE_AUTHENTICATION],
  needs: [],
  needsOneOf: ['token', 'credentials'],
  certainty: 'proved',
  party: ({ looksLike }) => (looksLike === 'opaque' || looksLike === 'jwe' ? 'requester' : 'sender'),
  title: 'Not a JWT',
  searchedAs: [
    'Bearer undefined',
    'Bearer null',
    'Bearer [object Object]',
    'token is undefined, null or empty',
    'jwt malformed',
    'wrong number of segments',
    'placeholder instead of the token',
    'HTML page instead of a token',
    'invalid token format',
    'cannot decode the token',
    'header says Bearer undefined',
  ],
  related: ['token-truncated', 'token-encoded-twice', 'bearer-scheme-malformed'],
  explains: ['base64-not-url-safe', 'token-json-malformed', 'signed-by-unknown-key'],
  article: {
    symptom: [paragraph(...marked('What follows `Bearer` does not begin with `eyJ`, or does not have two dots.'))],
    cause: [
      paragraph('The text that was sent is not a token. Common cases:'),
      list(
        marked('the word `undefined`, `null` or `None`, from a variable that was never set;'),
        marked('the text `$(…)` or `$TOKEN` itself, because single quotes kept the shell from expanding it;'),
        'the placeholder from an example;',
        'an error page, passed on by a script that did not check the status;',
        marked(
          'an opaque access token or API key: `ya29.` of Google, `gho_` of GitHub, `xoxb-` of Slack, random text of Auth0;',
        ),
        'an encrypted token (JWE), which only its issuer can read;',
        'the application id, an API secret or a file name.',
      ),
    ],
    resolution: [
      steps(
        'Mint a token, and look at the first characters of what you send.',
        'In a shell, use double quotes around text that has to be expanded.',
        'Stop when the variable is empty: an unset variable is easier to see there than in a 401.',
      ),
      command('curl -H "Authorization: Bearer $(mintmark mint --app APPLICATION_ID --key private.key)" …'),
    ],
    additional: [
      paragraph(
        ...marked(
          'A JWT is three texts in base64url with dots between them. The first two begin with `eyJ`, which is `{"` in base64url.',
        ),
      ),
    ],
  },
  find({ token, credentials, profile }) {
    const more = { isMintable: isMintable(profile), opaque: null, issuer: null };
    const other = credentials && otherTextIn(credentials);
    if (other) return { facts: { ...more, ...other }, at: { in: 'authorization' } };
    if (token === undefined || token.faults.length === 0 || token.faults[0]?.kind === 'too-large') return undefined;
    const kind = kindOf(token);
    if (kind === 'jws' || kind === 'cut') return undefined;
    const parts = countOfParts(token);
    const length = token.text.length;
    if (kind === 'jwe') {
      const iss = token.header.members?.['iss'];
      const issuer = typeof iss === 'string' ? iss.slice(0, 200) : null;
      return { facts: { ...more, looksLike: 'jwe', parts, length, issuer }, at: { in: 'token' } };
    }
    const known = recogniseOtherText(token.text);
    const opaque = (known === undefined && opaqueTokenIn(token.text)) || null;
    const looksLike = known ?? (opaque ? 'opaque' : parts === 3 ? 'text' : 'parts');
    return { facts: { ...more, looksLike, parts, length, opaque }, at: { in: 'token' } };
  },
  explain: ({ looksLike, parts, length, opaque, issuer }) => ({
    title: `This is not a ${looksLike === 'jwe' ? 'signed ' : ''}JWT: it is ${opaque?.what ?? WORDS[looksLike]}.`,
    detail: [
      pairs(
        ['expected', 'three parts in base64url with two dots between them'],
        ['received', `${length} characters in ${parts} ${parts === 1 ? 'part' : 'parts'}`],
        ...(issuer === null ? [] : [['issued by', issuer] as const]),
      ),
    ],
  }),
  fix: ({ looksLike, opaque, isMintable: canMint }) => ({
    applicability: 'likely',
    steps:
      opaque !== null
        ? [
            opaque.next,
            ...(canMint ? ['The API takes a JWT that is signed with the private key of the application.'] : []),
          ]
        : looksLike === 'jwe'
          ? ENCRYPTED
          : [
              STEPS[looksLike] ?? (canMint ? 'Mint a token, and send that instead.' : 'Send the token itself.'),
              'Print the first three characters of what you send: a token begins with eyJ.',
            ],
    ...mintCommand(canMint),
  }),
  example: (kit) => kit.input({ authorization: 'Bearer undefined' }),
});

const STEPS: { readonly [looksLike: string]: string } = {
  'unset-variable': 'Set the variable that holds the token where the request is made.',
  'unexpanded-text': 'Use double quotes around the header in the shell, so that the token is inserted.',
  html: 'Check the status of the response that the token was taken from: this is an error page.',
  json: 'Take the token out of the JSON, and send only the token.',
  pem: 'Sign a token with the key; never send a private key. If this was one, replace it: it has been sent.',
  path: 'Read the file, and send its contents.',
  uuid: 'Sign a token for this application with its private key, and send that.',
};

const ENCRYPTED = [
  'Ask for an access token of your API: audience=YOUR_API (Auth0), or a scope of it. Without one, Auth0 encrypts the token for itself.',
  'Where you make the token: sign it instead of encrypting it. A refresh token (Cognito) or a session (NextAuth) goes to its issuer alone.',
];

/** What follows the scheme is no token where it has blanks or commas, and is known for something else or holds no JWT. */
function otherTextIn({
  fault,
  lines = 1,
  rest,
  tokenInside,
}: CredentialsReading): Pick<Facts, 'looksLike' | 'parts' | 'length'> | undefined {
  if (lines > 1 || (fault !== 'whitespace-inside' && fault !== 'several-values')) return undefined;
  const known = recogniseOtherText(rest);
  if (known === undefined && (fault === 'several-values' || tokenInside !== undefined)) return undefined;
  const text = rest.trim();
  return { looksLike: known ?? 'parts', parts: text.split('.').length, length: text.length };
}
