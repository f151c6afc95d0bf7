import { encodeBase64url } from '../encoding/base64url.ts';
import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { kindOf } from '../jws/kind.ts';
import type { Part, TokenFault } from '../jws/reading.ts';
import { withToken } from '../mend/reissue.ts';
import { observe } from '../observe/observe.ts';

type Reason = Extract<TokenFault, { kind: 'base64url' }>['reason'];
type Facts = {
  readonly part: Part;
  readonly reason: Reason;
  /** The character, where one is at fault. */
  readonly character: string | null;
  /** Offset in characters from the start of the token. */
  readonly offset: number;
};

const WORDS = {
  whitespace: ['a space or a line break', 'no spaces: base64url is one unbroken line'],
  padding: ['padding', 'no padding: the parts end without ='],
  'standard-alphabet': ['a character of standard base64', '- and _ instead of + and /'],
  character: ['a character that base64url does not have', 'letters, digits, - and _'],
  length: ['a length that no encoded bytes have', 'a length that is not one more than a multiple of four'],
  'trailing-bits': [
    'unused bits that are set: a second spelling of the same bytes',
    'unused bits at the end that are zero',
  ],
} as const satisfies Record<Reason, readonly [string, string]>;

export const base64NotUrlSafe = defineCause<Facts>({
  id: 'base64-not-url-safe',
  stage: 'shape',
  cites: [rfc(7515, '2'), rfc(4648, '5'), rfc(4648, '3.5')],
  needs: ['token'],
  certainty: 'proved',
  title: 'Invalid base64url in the token',
  searchedAs: [
    'padding, plus and slash in the token',
    'base64 instead of base64url',
    'illegal base64 character',
    'incorrect padding',
  ],
  related: ['credentials-contain-whitespace', 'signed-bytes-differ', 'token-truncated'],
  article: {
    symptom: [
      paragraph(
        'Some tools decode the token and strict ones reject it. Some tokens of the same client work, and others do not.',
      ),
    ],
    cause: [
      paragraph('Each part of a JWT is base64url without padding, in its one canonical spelling. Common mistakes:'),
      list(
        marked('standard base64, with `+` and `/`, because the plain base64 function was used;'),
        marked('padding: `=` at the end of a part;'),
        'line breaks, because the tool wraps base64 at 64 or 76 characters;',
        'a character that was copied along: a quotation mark, a comma, an ellipsis;',
        'a last character that was changed by hand.',
      ),
    ],
    resolution: [
      steps(
        'Use the base64url function of your JWT library, for all three parts.',
        ['In a shell: encode in one line, then change the alphabet and remove the padding.'],
        'Sign after that: the encoded parts are what is signed, with the dot between them.',
      ),
      command("openssl base64 -A | tr '+/' '-_' | tr -d '='"),
    ],
    additional: [
      paragraph(
        'If the parts were signed in their wrong spelling, changing the spelling alone breaks the signature: mint the token again.',
      ),
    ],
  },
  explains: ['signed-bytes-differ', 'signed-by-unknown-key'],
  find({ token }) {
    if (token === undefined || token.faults.length === 0) return undefined;
    const fault = token.faults.find((candidate) => candidate.kind === 'base64url');
    if (fault === undefined || kindOf(token) === 'other') return undefined;
    const named = fault.reason !== 'length' && fault.reason !== 'trailing-bits';
    return {
      facts: {
        part: fault.part,
        reason: fault.reason,
        character: named
          ? `U+${(token.text.codePointAt(fault.at) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
          : null,
        offset: fault.at,
      },
      at: { in: 'token', part: fault.part, start: fault.at, end: fault.at + 1 },
    };
  },
  explain({ part, reason, character, offset }) {
    const [received, expected] = WORDS[reason];
    return {
      title: `The ${part} is not in base64url: it has ${received}.`,
      detail: [
        pairs(
          ['expected', expected],
          ['received', `${received}${character === null ? '' : ` (${character})`}, at offset ${offset} of the token`],
        ),
      ],
    };
  },
  fix: ({ reason }) => ({
    applicability: reason === 'length' || reason === 'character' ? 'guess' : 'likely',
    steps: [
      reason === 'whitespace'
        ? 'Encode without line wraps, and trim the token where you read it.'
        : reason === 'length' || reason === 'character'
          ? 'Copy the token again from where it is made, or mint it again.'
          : 'Encode the parts with base64url, without padding, and sign the result.',
    ],
  }),
  mend(input) {
    const token = observe(input).token;
    if (token === undefined || token.faults.some((fault) => fault.kind !== 'base64url')) return undefined;
    if (token.faults.some((fault) => fault.kind === 'base64url' && fault.reason === 'length')) return undefined;
    const parts = [token.header.bytes, token.payload.bytes, token.signature.bytes];
    if (parts.some((bytes) => bytes === undefined)) return undefined;
    return withToken(input, parts.map((bytes) => encodeBase64url(bytes as Uint8Array)).join('.'));
  },
  example: (kit) => {
    const [header, payload, signature = ''] = kit.mint().split('.');
    return kit.input({
      token: [header, payload, `${signature.replaceAll('-', '+').replaceAll('_', '/')}==`].join('.'),
    });
  },
});
