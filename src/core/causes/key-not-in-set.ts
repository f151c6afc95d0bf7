import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { excerpt } from '../observe/excerpt.ts';

interface KeySetFacts extends Facts {
  readonly kind: keyof typeof TITLES;
  readonly kid: string;
  /** Algorithm of the token. */
  readonly alg: string;
  /** The ids of the keys of the set, a few of them. */
  readonly kids: string;
  readonly keys: number;
  /** Algorithm that the set publishes the named key for, where it is another one. */
  readonly published: string | null;
}

const TITLES = {
  gone: 'The kid of the token names no key in the set: the key was in an older set, and has been rotated out.',
  unknown: 'The kid of the token names no key in the set.',
  encryption: 'The set contains no key for signatures: its keys are for encryption (use enc).',
  algorithm: 'The key that kid names is published for a different algorithm than the one of the token.',
  empty: 'The set contains no key.',
} as const;

export const keyNotInSet = defineCause<KeySetFacts>({
  id: 'key-not-in-set',
  stage: 'registry',
  party: ({ kind }) => (kind === 'gone' ? 'requester' : kind === 'unknown' ? 'verifier' : 'issuer'),
  cites: [rfc(7517, '4.5'), rfc(7515, '4.1.4')],
  needs: ['token', 'keySet'],
  title: 'No key in the set (JWKS) matches the kid',
  related: ['issuer-not-expected', 'signed-by-unknown-key', 'kid-unknown'],
  explains: ['signed-by-unknown-key'],
  appliesTo: ['Identity providers', 'JSON Web Token (JWT)'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          "The API responds with 401: `Unable to find a signing key that matches`, `no matching key(s) found`, `Jwks doesn't have key to match kid or alg from Jwt`, `IDX10503`.",
        ),
      ),
    ],
    cause: [
      paragraph(...marked('`kid` of the token names a key that the verifier does not find in its key set:')),
      list(
        'the issuer has rotated its keys, and the token is older than that;',
        'the verifier keeps an old copy of the set, and the token is newer;',
        'the set is that of another tenant, realm or environment;',
        'the named key is for encryption, or published for another algorithm.',
      ),
    ],
    resolution: [
      steps(
        'Fetch the set again from the URL in the discovery document of the issuer of this token.',
        'If the key is gone, ask for a new token.',
        'Let the verifier fetch the set again when it meets a kid that it does not know, and not only at start-up.',
      ),
    ],
  },
  find({ token, keySet }) {
    const header = token?.header.members;
    if (keySet === undefined || header === undefined) return undefined;
    const { kid, alg } = header;
    const facts = {
      kid: excerpt(kid),
      alg: typeof alg === 'string' ? alg.slice(0, 40) : 'none',
      kids: keySet.keys
        .map((key) => key.kid ?? 'one without kid')
        .slice(0, 5)
        .join(', ')
        .slice(0, 200),
      keys: keySet.keys.length,
      published: null,
    };
    const at = { in: 'token', part: 'header', ...(kid !== undefined && { pointer: '/kid' }) } as const;
    if (keySet.keys.length === 0) return { facts: { ...facts, kind: 'empty' }, at };
    if (keySet.keys.every(({ use }) => use === 'enc')) return { facts: { ...facts, kind: 'encryption' }, at };
    if (typeof kid !== 'string') return undefined;
    const named = keySet.keys.find((key) => key.kid === kid);
    if (named === undefined) {
      // Where a key of the set did sign, whatever its id, the signature is what counts.
      if (keySet.signer === 'newest') return undefined;
      return { facts: { ...facts, kind: keySet.signer === 'older' ? 'gone' : 'unknown' }, at };
    }
    if (named.use === 'enc') return { facts: { ...facts, kind: 'encryption' }, at };
    if (named.alg === null || typeof alg !== 'string' || named.alg === alg) return undefined;
    return { facts: { ...facts, kind: 'algorithm', published: named.alg }, at };
  },
  explain: ({ kind, kid, kids, keys, published, alg }) => ({
    title: TITLES[kind],
    detail: [
      pairs(
        ['kid', kid],
        ['in the set', keys === 0 ? 'no key' : `${keys} ${keys === 1 ? 'key' : 'keys'}: ${kids}`],
        ...(published === null
          ? []
          : ([
              ['published for', published],
              ['token', alg],
            ] as const)),
      ),
    ],
  }),
  fix: ({ kind, published, alg }) => ({ applicability: 'likely', steps: stepsFor(kind, published, alg) }),
  example: (kit) => {
    const claims = { application_id: undefined, iss: 'https://id.lamp.example/', exp: kit.now + 600 };
    return {
      profile: 'jwt',
      now: kit.now,
      token: kit.mint({ claims, header: { kid: 'of-november' }, key: 'stranger' }),
      publicKey: kit.publicKey('active'),
      keySet: { keys: [{ kid: 'of-december', alg: 'RS256', use: 'sig', kty: 'RSA' }], signer: null },
    };
  },
});

function stepsFor(kind: KeySetFacts['kind'], published: string | null, alg: string): readonly string[] {
  switch (kind) {
    case 'gone':
      return [
        'Ask the issuer for a new token: this one was signed before its keys were rotated.',
        'At the issuer: keep an old key in the set until the last token that it signed has expired.',
      ];
    case 'unknown':
      return [
        'Fetch the key set again: it may be older than the token, or that of another tenant or realm.',
        'Let the verifier fetch it again when it meets a kid that it does not know.',
      ];
    case 'algorithm':
      return [`At the issuer: sign with ${published}, or publish the key for ${alg}.`];
    case 'encryption':
      return ['Take the key for signatures (use sig, or no use) from the key set of the issuer: kid names it.'];
    case 'empty':
      return ['Fetch the key set again: the URL, or the issuer, gave a set without keys.'];
  }
}
