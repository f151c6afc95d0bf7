import { corrected } from '../encoding/misread.ts';
import { defineCause, type Facts, type Found } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { MisreadEvidence, SignatureEvidence } from '../evidence/evidence.ts';
import { rfc } from '../evidence/sources.ts';
import { withToken } from '../mend/reissue.ts';
import { observe } from '../observe/observe.ts';
import { isWeighed } from '../observe/weigh-signature.ts';

interface MisreadFacts extends Facts {
  readonly in: 'token' | 'key' | 'private-key';
  /** Offset in the text, from 0. */
  readonly at: number;
  /** What stands there; empty where a character was lost, and of a private key, of which nothing is shown. */
  readonly found: string;
  readonly meant: string;
  /** A few characters before and after it. */
  readonly before: string;
  readonly after: string;
  /** In a key of several lines: both from 1. */
  readonly line: number | null;
  readonly column: number | null;
  /** The member of a JWK that it stands in. */
  readonly member: string | null;
  /** Fingerprint of the key that the signature then verifies under, where it is accepted. */
  readonly verifiedBy: string | null;
  /** The PEM of the key as it was meant, where it was a JWK. */
  readonly mended: string | null;
}

/** Of a token, never more than this is shown beside the character. */
const SHOWN = 4;

export const characterMisread = defineCause<MisreadFacts>({
  id: 'character-misread',
  stage: 'shape',
  party: ({ in: where }) => (where === 'key' ? 'verifier' : 'sender'),
  cites: [rfc(7515, '5.2'), rfc(4648, '3.4')],
  needs: ['misread'],
  title: 'One character copied wrong: l, 1, I; O, 0; upper and lower case',
  searchedAs: ['typed the token by hand', 'copied from a screenshot', 'OCR'],
  related: ['signed-bytes-differ', 'token-json-malformed', 'verifier-key-damaged'],
  explains: [
    'base64-not-url-safe',
    'token-json-malformed',
    'token-truncated',
    'algorithm-not-allowed',
    'signed-bytes-differ',
    'verifier-holds-wrong-key',
    'verifier-key-damaged',
    'key-not-in-set',
    'signed-by-unknown-key',
    'not-a-jwt',
  ],
  article: {
    symptom: [
      paragraph('The signature is rejected, or the token is not readable, although it looks the same as the original.'),
    ],
    cause: [
      paragraph('The token or the key was typed, read from a picture or dictated, and one character is another:'),
      list(
        marked('`l`, `1` and `I`, or `O` and `0`, which look the same in many fonts;'),
        'a letter in the other case, after a tool or a person changed it;',
        'a character that was written twice, or lost at the beginning or the end.',
      ),
    ],
    resolution: [
      steps(
        'Copy the token or the key as text, from where it was made, instead of reading it.',
        marked('Compare the two: `cmp`, or a checksum on both sides.'),
      ),
    ],
    additional: [
      paragraph(
        'Each single change is tried against the public key, at most 4,096 signatures in all. A change that makes the signature verify is a proof: any other text has another digest. One character of a private EC or Ed25519 key is found by the public key that it belongs to.',
      ),
    ],
  },
  find({ misread, token, verifierKeyText, signature }) {
    if (misread?.in === 'private-key') return inPrivateKey(misread, signature);
    const text = misread?.jwk?.text ?? (misread?.in === 'key' ? verifierKeyText : token?.text);
    if (misread === undefined || text === undefined) return undefined;
    const { at, found, meant } = misread;
    const lines = text.slice(0, at).split('\n');
    const isKey = misread.in === 'key' && misread.jwk === undefined;
    return {
      facts: {
        in: misread.in,
        at,
        found,
        meant,
        before: (lines.at(-1) ?? '').slice(-SHOWN),
        after: text.slice(at + found.length, at + found.length + SHOWN).replace(/\s.*$/s, ''),
        line: isKey ? lines.length : null,
        column: isKey ? (lines.at(-1) ?? '').length + 1 : null,
        member: misread.jwk?.member ?? null,
        verifiedBy: misread.verifiedBy ?? null,
        mended: misread.jwk?.mended ?? null,
      },
      at: misread.jwk ? { in: 'key' } : { in: misread.in, start: at, end: at + found.length },
    };
  },
  explain: ({ in: where, found, meant, before, after, at, line, column, member, verifiedBy }) =>
    where === 'private-key'
      ? {
          title: 'One character of the private key is wrong: with it corrected, the key belongs to the public key.',
          detail: [
            pairs(
              ['at', `line ${line}, column ${column} of the key text`],
              ['proved by', `the public key SHA256:${verifiedBy}: with this one change they are a pair`],
            ),
          ],
        }
      : {
          title:
            found === ''
              ? `The ${where} has lost the character ${meant} at its ${at === 0 ? 'beginning' : 'end'}.`
              : found.length === 2
                ? `The ${where} has the character ${meant} twice where it belongs once.`
                : `The ${where} has ${nameOf(found)} where ${nameOf(meant)} belongs.`,
          detail: [
            pairs(
              ['expected', `…${before}${meant}${after}…`],
              ['received', `…${before}${found}${after}…`],
              [
                'at',
                `${member === null ? '' : `member ${member} of the JWK, `}${line === null ? `character ${at + 1}` : `line ${line}, column ${column}`}`,
              ],
              ['proved by', 'the signature, which verifies with this one change'],
            ),
          ],
        },
  fix: ({ in: where }) =>
    where === 'private-key'
      ? {
          applicability: 'certain',
          steps: [
            'Copy the private key again as text from where it was made, or let the public key show the character.',
          ],
          command: 'mintmark keys repair private.key --public public.pem',
        }
      : {
          applicability: 'certain',
          steps: [`Copy the ${where} again as text: this one was typed, or read from a picture.`],
        },
  mend(input, { in: where, at, found, meant, mended, verifiedBy }) {
    const one = { at, found, meant };
    const { misread: _, signature: _checked, ...rest } = input;
    const sent = observe(input).token;
    // What the core cannot verify was verified when the character was found.
    const isOutside = verifiedBy !== null && !isWeighed(sent?.header.members?.['alg']);
    const signature = isOutside ? { verifiedBy, opened: [], tried: { keys: 1, of: 1 } } : undefined;
    if (mended !== null) {
      const { keySet: _set, ...alone } = rest;
      return { ...alone, publicKey: mended, ...(signature && { signature }) };
    }
    if (where === 'private-key') return undefined;
    if (where === 'key') {
      if (input.publicKey === undefined) return undefined;
      return { ...rest, publicKey: corrected(input.publicKey, one), ...(signature && { signature }) };
    }
    return sent === undefined ? undefined : withToken(rest, corrected(sent.text, one), signature);
  },
  example: (kit) => {
    const token = kit.mint();
    // A letter of the payload in the other case.
    const at = [...token].findIndex((char, index) => index > token.indexOf('.') + 40 && /[a-z]/.test(char));
    const meant = token.charAt(at);
    const found = meant.toUpperCase();
    return kit.input({
      token: corrected(token, { at, found: meant, meant: found }),
      misread: { in: 'token', at, found, meant },
    });
  },
});

/** Of a private key only the place is told. A token that was signed with the right one is not refused for it. */
function inPrivateKey(
  { at, place, verifiedBy }: MisreadEvidence,
  signature: SignatureEvidence | undefined,
): Found<MisreadFacts> {
  return {
    facts: {
      in: 'private-key',
      at,
      found: '',
      meant: '',
      before: '',
      after: '',
      line: place?.line ?? null,
      column: place?.column ?? null,
      member: null,
      verifiedBy: verifiedBy ?? null,
      mended: null,
    },
    at: { in: 'key' },
    severity: signature?.verifiedBy ? 'risk' : 'fault',
  };
}

function nameOf(character: string): string {
  if (/\d/.test(character)) return `the digit ${character}`;
  if (!/[a-z]/i.test(character)) return `the sign ${character}`;
  return `the ${character === character.toLowerCase() ? 'small' : 'capital'} letter ${character}`;
}
