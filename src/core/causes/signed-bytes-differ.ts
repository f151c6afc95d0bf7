import { otherKindOf } from '../claims/other-kinds.ts';
import { toHex } from '../encoding/bytes.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { code, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { OpenedSignature } from '../evidence/evidence.ts';
import { rfc } from '../evidence/sources.ts';
import { sha256 } from '../hash/sha256.ts';
import { signingInput } from '../jws/read-token.ts';
import type { TokenReading } from '../jws/reading.ts';
import type { SignedBytes, SignedHash } from '../jws/signed-bytes-form.ts';
import { reissue } from '../mend/reissue.ts';

interface BytesFacts extends Facts {
  readonly fingerprint: string;
  /** The verifier accepts signatures of this key. */
  readonly isAccepted: boolean;
  readonly signed: SignedBytes;
  readonly hash: SignedHash;
  readonly alg: string;
  /** Lower-case hexadecimal. */
  readonly digest: string;
  readonly expectedDigest: string;
}

export const signedBytesDiffer = defineCause<BytesFacts>({
  id: 'signed-bytes-differ',
  stage: 'signature',
  cites: [rfc(7515, '5.1'), rfc(8017, '9.2')],
  audience: 'owner',
  needs: ['token', 'signature'],
  certainty: 'proved',
  severity: 'fault',
  party: ({ signed }) => (signed === 'nonce-hashed' ? 'requester' : 'sender'),
  title: 'Invalid signature: the signed data differs',
  searchedAs: ['token was changed after signing', 'edited payload', 'tampered token', 're-encoded token'],
  article: {
    symptom: [
      paragraph(
        'Every token is rejected with 401 for its signature, although the key has been compared many times and is the right one.',
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'The signature was made with the right private key, but over different bytes than the ones that were sent. What has to be signed is the header segment, a dot and the payload segment, exactly as they are in the token, hashed once with SHA-256.',
        ),
      ),
      paragraph(
        'An RS256 signature can be opened with the public key. That it opens proves the key; the digest inside shows what was hashed.',
      ),
    ],
    resolution: [
      steps(
        marked('Sign `header.payload` as one string, in base64url without padding, and send exactly that string.'),
        marked('In a shell, `printf %s "$input"` instead of `echo`, which adds a line feed.'),
        marked('Do not parse and serialize the token again after it was signed, and do not hash before you sign.'),
        'Let a library do it if you can.',
      ),
    ],
    additional: [
      list(
        marked(
          'With openssl: `printf %s "$header.$payload" | openssl dgst -sha256 -sign private.key -binary | openssl base64 -A | tr "+/" "-_" | tr -d =`',
        ),
        'A gateway that rewrites JSON in transit has the same effect.',
      ),
    ],
  },
  related: ['base64-not-url-safe', 'algorithm-not-allowed', 'signed-by-unknown-key'],
  explains: ['signed-by-unknown-key'],

  find({ token, signature }) {
    if (!token || !signature || signature.verifiedBy) return undefined;
    const alg = token.header.members?.['alg'];
    const opened = signature.opened?.find((one) => one.key.accepted) ?? signature.opened?.[0];
    if (!opened || isAsAsked(opened, alg)) return undefined;
    // What kind of token that is says more.
    const { header, payload } = token;
    const isGraph =
      opened.signed === 'nonce-hashed' &&
      otherKindOf(payload.members ?? {}, header.members ?? {}, { isRefused: true }) === 'graph';
    if (isGraph) return undefined;
    return {
      facts: {
        fingerprint: opened.key.fingerprint,
        isAccepted: opened.key.accepted,
        signed: opened.signed,
        hash: opened.hash,
        alg: typeof alg === 'string' ? alg.slice(0, 80) : 'none',
        digest: opened.digest,
        expectedDigest: digestOf(token),
      },
      at: { in: 'token', part: 'signature' },
    };
  },

  explain: ({ fingerprint, isAccepted, signed, hash, alg, digest, expectedDigest }) => ({
    title: `${isAccepted ? 'Signed with the right key' : 'Signed'}, ${whatWasSigned(signed, hash, alg)}.`,
    detail: [
      pairs(
        ['opens with', `SHA256:${fingerprint}, so this key made the signature`],
        ['signed', `${digest}, ${hash === 'none' ? 'without the name of a hash' : hash}`],
        ['expected', `${expectedDigest}, SHA-256 of header.payload`],
      ),
      ...(signed === 'signing-input-with-newline'
        ? [paragraph('Look for this line: ', code('echo "$header.$payload" | openssl dgst -sha256 -sign'), '.')]
        : []),
    ],
  }),

  fix: ({ signed, hash }) => ({
    applicability: signed === 'unknown' ? 'likely' : 'certain',
    steps: [
      signed === 'signing-input' && hash === 'none'
        ? 'Sign with PKCS#1 v1.5 and SHA-256: the hash has to be named inside the signature.'
        : NEXT[signed],
      ...(signed === 'nonce-hashed'
        ? []
        : ['Send exactly the string that was signed, followed by a dot and the signature.']),
    ],
  }),
  // A token of Microsoft's is sound as it is, where it belongs.
  mend: (input, { signed }) => (signed === 'nonce-hashed' ? undefined : reissue(input, { signer: 'same' })),
  example: (kit) => kit.input({ token: kit.mint({ signInput: (text) => `${text}\n` }) }),
});

/** Signed as its own header says: then the algorithm is the fault, if there is one, and not the bytes. */
function isAsAsked({ signed, hash, digest }: OpenedSignature, alg: unknown): boolean {
  if (signed !== 'signing-input') return false;
  // Of another algorithm than RS256 and its like no digest is seen: the signature as a whole was verified.
  if (digest === '') return true;
  return hash === (alg === 'RS512' ? 'SHA-512' : alg === 'RS384' ? 'SHA-384' : 'SHA-256');
}

function whatWasSigned(signed: SignedBytes, hash: SignedHash, alg: string): string {
  if (signed !== 'signing-input') return `over ${SIGNED[signed]}`;
  if (hash === 'none') return 'over a bare digest that does not name its hash';
  return `hashed with ${hash}; the header says ${alg}, and SHA-256 is expected`;
}

function digestOf(token: TokenReading): string {
  return toHex(sha256(encodeUtf8(signingInput(token))));
}

/** What was signed in the place of header.payload. */
const SIGNED = {
  'signing-input': 'header.payload',
  'signing-input-with-newline': 'header.payload and a line feed',
  'signing-input-with-crlf': 'header.payload and a line break (CR LF)',
  'signing-input-padded': 'base64url with padding; the token was sent without it',
  'signing-input-standard-base64': 'standard base64; the token was sent in base64url',
  'signing-input-hashed-twice': 'a hash of header.payload, which was hashed again',
  'decoded-header-and-payload': 'the decoded JSON instead of header.payload',
  'payload-segment-only': 'the payload alone, without the header',
  'payload-reserialized': 'the same JSON, serialized differently',
  'nonce-hashed': 'the header with its nonce hashed, as Microsoft does for Graph',
  'whole-token-trimmed': 'the token before characters were added to it',
  unknown: 'other bytes: the token was changed after it was signed',
} as const satisfies Record<SignedBytes, string>;

const NEXT = {
  'signing-input': 'Hash with SHA-256, as RS256 says.',
  'signing-input-with-newline': 'Sign without the line feed: printf %s instead of echo, or trim before signing.',
  'signing-input-with-crlf': 'Sign without the line break: trim before signing.',
  'signing-input-padded': 'Remove the padding before you sign, not after.',
  'signing-input-standard-base64': 'Encode header and payload in base64url before you sign, not after.',
  'signing-input-hashed-twice': 'Give header.payload itself to the function that signs: it does the hashing.',
  'decoded-header-and-payload': 'Sign the encoded segments with the dot between them, not the JSON.',
  'payload-segment-only': 'Sign both segments with the dot between them.',
  'payload-reserialized': 'Send the segments that were signed; do not parse and serialize them again.',
  'nonce-hashed': 'Send this token to Microsoft Graph only, and ask for one of your own API.',
  'whole-token-trimmed': 'Send the token as it was signed, on one line.',
  unknown: 'Find what changes the token between signing and sending: a proxy, a template, a claim added late.',
} as const satisfies Record<SignedBytes, string>;
