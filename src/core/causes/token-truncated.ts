import { defineCause } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { countOfParts, kindOf } from '../jws/kind.ts';
import { lostStart } from '../jws/lost-start.ts';
import { withToken } from '../mend/reissue.ts';
import { observe } from '../observe/observe.ts';

type Facts = {
  /** What is not there: `payload`, `signature`, `end of the signature`, or `middle` for a token shown with dots. */
  readonly missing: 'start' | 'payload' | 'signature' | 'end of the signature' | 'middle';
  /** The characters before the first one, where `start` is what is missing. */
  readonly lost: string | null;
  readonly length: number;
  /** A length at which stores and displays cut: 255, 1024, 4096 … */
  readonly roundLength: boolean;
  /** Bytes of the signature, where there is one. */
  readonly signatureBytes: number | null;
  readonly expectedBytes: number;
};

const ROUND_LENGTHS = [
  100, 120, 127, 128, 200, 250, 254, 255, 256, 500, 511, 512, 1000, 1023, 1024, 2000, 2047, 2048, 4000, 4095, 4096,
];
/** Whole signatures of other kinds: HMAC, ECDSA (raw and DER), EdDSA, RSA with a key that is too small. */
const WHOLE_LENGTHS = [32, 48, 64, 70, 71, 72, 96, 128, 132, 192];

export const tokenTruncated = defineCause<Facts>({
  id: 'token-truncated',
  stage: 'shape',
  cites: [rfc(7515, '7.1'), rfc(8017, '8.2.2'), rfc(6265, '6.1')],
  needs: ['token'],
  certainty: 'proved',
  title: 'Token truncated',
  searchedAs: [
    'token cut off',
    'token too short',
    'not enough segments',
    'database column too short, cookie limit',
    'token incomplete',
  ],
  related: ['not-a-jwt', 'token-too-large', 'algorithm-not-allowed'],
  explains: [
    'not-a-jwt',
    'base64-not-url-safe',
    'token-json-malformed',
    'signed-bytes-differ',
    'signed-by-unknown-key',
  ],
  article: {
    symptom: [
      paragraph(
        'The header and the payload decode, and every checker rejects the signature. The token is shorter than others of its kind.',
      ),
    ],
    cause: [
      paragraph('A part of the token was lost between where it was made and where it was sent:'),
      list(
        'a database column or a form field of 255 characters;',
        'a cookie, which browsers cut or drop above 4,096 bytes;',
        'a log, a table or a terminal that shows only the first part of long values, and was copied from;',
        'a selection that stopped at a dot or at the end of a line;',
        marked('code that cuts `Bearer` and one character too many off the header.'),
      ),
    ],
    resolution: [
      steps(
        'Compare the length of the token where it is made with its length where it is sent.',
        'Widen the column, or send the token in a header instead of a cookie.',
        'Copy from the source, never from a display.',
      ),
    ],
    additional: [
      paragraph(
        ...marked('An RS256 signature with a key of 2,048 bits is 256 bytes: 342 characters after the second dot.'),
      ),
    ],
  },
  find({ token, profile }) {
    if (token === undefined) return undefined;
    const { text, signature, header } = token;
    const alg = header.members?.['alg'];
    const signatureBytes = signature.bytes?.length ?? null;
    const expectedBytes = profile.rsaBits.minimum / 8;
    const found = (missing: Facts['missing'], certainty: 'proved' | 'likely', lost: string | null = null) => ({
      facts: {
        missing,
        lost,
        length: text.length,
        roundLength: ROUND_LENGTHS.includes(text.length),
        signatureBytes,
        expectedBytes,
      },
      at: { in: 'token', part: lost === null ? 'signature' : 'header' } as const,
      certainty,
    });
    const isRsa = typeof alg === 'string' && /^[RP]S\d/.test(alg);
    if (token.faults.length > 0) {
      if (isCutInTheMiddle(text)) return found('middle', 'proved');
      const lost = lostStart(token);
      if (lost !== undefined) return found('start', 'proved', lost);
      if (kindOf(token) === 'cut') {
        const payloadLost = countOfParts(token) === 1 || token.payload.start === token.payload.end;
        return found(payloadLost ? 'payload' : 'signature', 'proved');
      }
    }
    const isShort =
      signatureBytes !== null && signatureBytes < expectedBytes && !WHOLE_LENGTHS.includes(signatureBytes);
    return isRsa && isShort ? found('end of the signature', 'likely') : undefined;
  },
  explain({ missing, lost, length, roundLength, signatureBytes, expectedBytes }) {
    if (lost !== null) {
      return {
        title: `The token is cut off: the first ${lost.length === 1 ? 'character is' : `${lost.length} characters are`} missing.`,
        detail: [
          pairs(['expected', 'a token that begins with eyJ'], ['lost', `${lost}, with which the header decodes`]),
        ],
      };
    }
    const received =
      missing === 'end of the signature'
        ? `a signature of ${signatureBytes} ${signatureBytes === 1 ? 'byte' : 'bytes'}, ${expectedBytes - (signatureBytes ?? 0)} too few`
        : missing === 'middle'
          ? 'dots where characters were left out'
          : `nothing instead of the ${missing}`;
    return {
      title:
        missing === 'middle'
          ? 'The token was shortened: there are dots instead of the characters that were left out.'
          : `The token is cut off: the ${missing} is missing.`,
      detail: [
        pairs(
          ['expected', `three parts; for RSA, a signature of ${expectedBytes} bytes or more`],
          ['received', received],
          ['length', `${length} characters${roundLength ? ', a length at which stores and displays cut' : ''}`],
        ),
      ],
    };
  },
  fix: ({ missing, lost }) => ({
    applicability: lost === null ? 'likely' : 'certain',
    steps: [
      lost !== null
        ? 'Cut nothing off the token: remove "Bearer" and the space from the header value, and no character more.'
        : missing === 'middle'
          ? 'Copy the token from where it is made: this one was shortened for display.'
          : 'Compare the length of the token where it is made with its length where it is sent, and find the step that cuts it.',
    ],
  }),
  mend(input, { lost }) {
    const { token } = observe(input);
    return lost === null || token === undefined ? undefined : withToken(input, lost + token.text);
  },
  example: (kit) => kit.input({ token: kit.mint().slice(0, -100) }),
});

function isCutInTheMiddle(text: string): boolean {
  return /^eyJ/.test(text) && /…|\.{3}/.test(text);
}
