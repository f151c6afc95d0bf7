import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { kindOf } from '../jws/kind.ts';
import type { TokenFault } from '../jws/reading.ts';
import { spanOfBytes } from '../jws/span.ts';

type JsonFault = Extract<TokenFault, { kind: 'json' | 'utf8' }>;
type Facts = {
  readonly part: 'header' | 'payload';
  readonly reason: JsonFault['reason'];
  readonly expected: string;
  /** Offset in bytes from the start of the decoded part. */
  readonly byte: number;
};

const WORDS = {
  syntax: 'is not JSON',
  'not-an-object': 'is JSON, but not an object',
  'too-deep': 'is nested too deeply',
  'number-out-of-range': 'has a number that no reader can hold',
  'byte-order-mark': 'begins with a byte order mark',
  invalid: 'is not UTF-8',
} as const satisfies Record<JsonFault['reason'], string>;

export const tokenJsonMalformed = defineCause<Facts>({
  id: 'token-json-malformed',
  stage: 'shape',
  cites: [rfc(7519, '7.2'), rfc(7515, '3'), rfc(8259, '2'), rfc(8725, '3.7')],
  needs: ['token'],
  certainty: 'proved',
  title: 'Invalid JSON object in the header or payload',
  searchedAs: [
    'invalid JSON in the payload',
    'cannot parse the claims',
    'payload is a string, not an object',
    'unquoted value',
  ],
  related: ['duplicate-member', 'base64-not-url-safe', 'claim-type-wrong'],
  article: {
    symptom: [paragraph('The token has three parts, and a decoder shows text instead of claims, or nothing.')],
    cause: [
      paragraph('The decoded header or payload is not one JSON object in UTF-8. Usual reasons:'),
      list(
        'JSON built as text: a value without quotation marks, a comma too many, a quotation mark in a value;',
        'an object that was serialized twice, so that the payload is a JSON string;',
        'a file that was saved with a byte order mark, or in an encoding other than UTF-8;',
        marked('a number such as `1e400`, which readers turn into infinity.'),
      ),
    ],
    resolution: [
      steps(
        'Build an object, and let a JSON library write it, once.',
        'In a shell, use jq to write JSON, never printf.',
      ),
      command('jq -cn --arg app "$APP" --argjson iat "$(date +%s)" \'{application_id: $app, iat: $iat}\''),
    ],
    additional: [
      paragraph(
        'A value without quotation marks goes unnoticed as long as it is a number, and breaks as soon as it has a letter.',
      ),
    ],
  },
  find({ token }) {
    if (token === undefined || token.faults.length === 0) return undefined;
    const kind = kindOf(token);
    if (kind === 'other') return undefined;
    const fault = token.faults.find((candidate) => candidate.kind === 'json' || candidate.kind === 'utf8');
    // The other parts of an encrypted token (RFC 7516 §3) are no JSON, and need not be.
    if (kind === 'jwe' && fault?.part !== 'header') return undefined;
    if (fault === undefined) return undefined;
    const expected = fault.kind === 'json' ? fault.expected : 'UTF-8 without a byte order mark';
    const span = spanOfBytes(token.text, token[fault.part], fault.byte, fault.byte + 1);
    return {
      facts: { part: fault.part, reason: fault.reason, expected, byte: fault.byte },
      at: { in: 'token', part: fault.part, ...span },
    };
  },
  explain: ({ part, reason, expected, byte }) => ({
    title: `The ${part} ${WORDS[reason]}.`,
    detail: [pairs(['expected', expected], ['received', `something else at byte ${byte} of the decoded ${part}`])],
  }),
  fix: ({ part, reason }) => ({
    applicability: 'likely',
    steps: [
      reason === 'byte-order-mark' || reason === 'invalid'
        ? `Write the ${part} as UTF-8 without a byte order mark.`
        : reason === 'not-an-object'
          ? `Encode the ${part} as an object, once; do not serialize it beforehand.`
          : `Build the ${part} as an object, and let a JSON library write it.`,
    ],
  }),
  example: (kit) => {
    const text = `{"application_id":${kit.applicationId},"iat":${kit.now},"exp":${kit.now + 900},"jti":"a1"}`;
    return kit.input({ token: kit.mint({ payloadText: text }) });
  },
});
