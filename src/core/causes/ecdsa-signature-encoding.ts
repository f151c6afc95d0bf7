import { encodeBase64url } from '../encoding/base64url.ts';
import { bigIntToBytes, concatBytes } from '../encoding/bytes.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import { rfc } from '../evidence/sources.ts';
import { algorithmByName } from '../jws/algorithms.ts';
import { type EcdsaReading, readEcdsa } from '../jws/ecdsa-form.ts';
import { signingInput } from '../jws/read-token.ts';
import { withToken } from '../mend/reissue.ts';
import { observe } from '../observe/observe.ts';

interface FormFacts extends Facts {
  readonly alg: string;
  readonly form: 'der' | 'unpadded';
  readonly bytes: number;
  readonly expectedBytes: number;
  /** Read in this form, it verifies under a key that is known. */
  readonly verifies: boolean;
}

export const ecdsaSignatureEncoding = defineCause<FormFacts>({
  id: 'ecdsa-signature-encoding',
  stage: 'signature',
  cites: [
    rfc(7518, '3.4'),
    {
      title: 'Node.js: crypto.sign, dsaEncoding',
      url: 'https://nodejs.org/api/crypto.html#cryptosignalgorithm-data-key-callback',
    },
  ],
  needs: ['token'],
  certainty: 'proved',
  title: 'Invalid signature: wrong ECDSA encoding',
  searchedAs: ['DER signature', 'ES256 signature of 70, 71 or 72 bytes', 'wrong signature length', 'r and s'],
  related: ['signed-bytes-differ', 'base64-not-url-safe', 'algorithm-key-mismatch'],
  explains: ['signed-by-unknown-key'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'Tokens signed with `ES256` are rejected for their signature although the key and the claims are right; or about one token in 128 is rejected, and the others are accepted.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'An ECDSA signature is two numbers. JWS requires both in full width, one after the other: 64 bytes for `ES256`. OpenSSL, Java and Go produce DER instead, which begins with the byte 30 and is about 70 bytes long. Code that converts one to the other often drops leading zeros, and now and then the signature is one byte short.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked("Node.js: `sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' })`."),
        marked('Java: `SHA256withECDSAinP1363Format`. .NET: `DSASignatureFormat.IeeeP1363FixedFieldConcatenation`.'),
        'Elsewhere: read the two numbers of the DER, and pad each with leading zeros to 32 bytes.',
      ),
    ],
    additional: [
      list(
        'Some servers accept DER as well; a checker that rejects it is still right.',
        'WebCrypto and JWT libraries do this by themselves.',
      ),
    ],
  },
  find(evidence) {
    const reading = formOf(evidence);
    if (!reading || reading.form === 'raw') return undefined;
    const { alg, form, bytes, size } = reading;
    const verifies = evidence.signature?.opened?.some(({ key }) => key.accepted || key.source === 'given') ?? false;
    return {
      facts: { alg, form, bytes, expectedBytes: 2 * size, verifies },
      at: { in: 'token', part: 'signature' },
      // The form of DER is proof in itself; bytes that are short may also have been cut off.
      certainty: form === 'der' || verifies ? 'proved' : 'likely',
    };
  },
  explain: ({ alg, form, bytes, expectedBytes, verifies }) => ({
    title:
      form === 'der'
        ? 'The ECDSA signature is encoded as DER; JWS requires the two numbers in full width.'
        : 'The numbers of the ECDSA signature have lost their leading zeros.',
    detail: [
      pairs(
        ['expected', `${expectedBytes} bytes: two numbers of ${expectedBytes / 2} bytes (${alg})`],
        ['received', `${bytes} bytes${form === 'der' ? ', a DER sequence of two integers' : ''}`],
        ...(verifies ? [['re-encoded', 'it verifies: the key is right'] as const] : []),
      ),
    ],
  }),
  fix: ({ form }) => ({
    applicability: 'certain',
    steps: [
      form === 'der'
        ? 'Ask the library for the IEEE P1363 format: in Node.js, dsaEncoding: "ieee-p1363".'
        : 'Pad each of the two numbers with leading zeros to its full width.',
    ],
  }),
  mend(input) {
    const evidence = observe(input);
    const reading = formOf(evidence);
    if (!reading || !evidence.token) return undefined;
    const text = signingInput(evidence.token);
    const mended = reading.signatures.map(({ r, s }) => {
      const raw = concatBytes(bigIntToBytes(r, reading.size), bigIntToBytes(s, reading.size));
      return withToken(input, `${text}.${encodeBase64url(raw)}`);
    });
    return mended.length === 1 ? mended[0] : mended.find(isVerified);
  },
  example: (kit) => ({
    profile: 'apns',
    now: kit.now,
    token: withSignature(
      kit.mint({
        header: { alg: 'ES256', typ: undefined, kid: '7KX3QH2B9M' },
        claims: { ...NO_VONAGE, iss: '9QZT4W6VLC' },
      }),
      DER_SIGNATURE,
    ),
  }),
});

interface FormReading extends EcdsaReading {
  readonly alg: string;
  readonly bytes: number;
  readonly size: number;
}

function formOf({ token, profile }: Evidence): FormReading | undefined {
  const alg = token?.header.members?.['alg'];
  const signature = token?.signature.bytes;
  if (typeof alg !== 'string' || !alg.startsWith('ES') || !signature || !profile.algorithms.includes(alg))
    return undefined;
  const size = (algorithmByName(alg)?.signatureBytes ?? 0) / 2;
  const reading = size === 0 ? undefined : readEcdsa(signature, size);
  return reading && { ...reading, alg, bytes: signature.length, size };
}

function isVerified(input: Input): boolean {
  return (observe(input).signature?.verifiedBy ?? null) !== null;
}

const NO_VONAGE = { application_id: undefined, exp: undefined, jti: undefined };

/** Any two numbers below the order of the curve, in DER. */
const DER_SIGNATURE = 'MEQCIA8bJz9cYH2Uq7PF1-n7DR8xQ1VneYudr8HT5fcJGy0_AiBRY3WHmau9z-HzBRcpO01fcYOVp7nL3e8BEyU3SVttfw';

function withSignature(token: string, signature: string): string {
  return `${token.slice(0, token.lastIndexOf('.'))}.${signature}`;
}
