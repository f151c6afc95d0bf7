import { differenceOf } from '../claims/difference.ts';
import type { JsonObject } from '../encoding/json.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { algorithmByName } from '../jws/algorithms.ts';
import type { SetMember } from '../keys/key-set.ts';
import { excerpt } from '../observe/excerpt.ts';

interface KeySetFacts extends Facts {
  readonly kind: keyof typeof TITLES;
  readonly kid: string;
  /** Algorithm of the token. */
  readonly alg: string;
  /** The ids of the keys of the set, a few of them. */
  readonly kids: string;
  readonly keys: number;
  /** Algorithm that the set publishes the key for, where it is another one. */
  readonly published: string | null;
  /** Id of the key that signed, where `kid` names another one or none. */
  readonly signedBy: string | null;
  /** Type of the key that `kid` names, where the algorithm takes another one. */
  readonly kty: string | null;
  /** Whose tokens the key signs, by the set, where the token names another issuer. */
  readonly issuer: string | null;
  /** What the key is for (`use`, `key_ops`), or the text that stands in the place of its number. */
  readonly holds: string | null;
}

const TITLES = {
  gone: 'The kid of the token names no key in the set: the key was in an older set, and has been rotated out.',
  unknown: 'The kid of the token names no key in the set.',
  'other-kid': 'The token was signed with one key of the set, and its kid names a different one.',
  'kid-of-no-key': 'The signature verifies with a key of the set, but the kid of the token names none of them.',
  encryption: 'The set contains no key for signatures: its keys are for encryption (use enc).',
  'other-use': 'The key that signed is published in the set for a different use than signatures.',
  algorithm: 'The key is published for a different algorithm than the one of the token.',
  'other-issuer': 'The key that signed belongs to a different issuer than the one that the token names (iss).',
  'key-type': 'The key that kid names is of the wrong type for the algorithm of the token.',
  placeholder: 'The key set is a placeholder: it contains text where the numbers of a key belong.',
  unusable: 'The set contains no key that can verify a signature.',
  empty: 'The set contains no key.',
} as const;

type Party = 'requester' | 'verifier' | 'issuer';
const PARTIES: { readonly [kind in keyof typeof TITLES]: Party } = {
  gone: 'requester',
  unknown: 'verifier',
  'other-kid': 'issuer',
  'kid-of-no-key': 'issuer',
  encryption: 'issuer',
  'other-use': 'issuer',
  algorithm: 'issuer',
  'key-type': 'issuer',
  'other-issuer': 'requester',
  placeholder: 'verifier',
  unusable: 'issuer',
  empty: 'issuer',
};

export const keyNotInSet = defineCause<KeySetFacts>({
  id: 'key-not-in-set',
  stage: 'registry',
  party: ({ kind }) => PARTIES[kind],
  cites: [rfc(7517, '4.5'), rfc(7515, '4.1.4')],
  needs: ['token', 'keySet'],
  title: 'No key in the set (JWKS) matches the kid',
  searchedAs: [
    'JWKS has no matching key',
    'unable to find a signing key',
    'signing keys rotated by the identity provider',
    'JWKS cache out of date',
    'kid not found',
    'wrong JWKS URL',
    'no applicable key found',
    'key rotation: every token rejected until restart',
    'no public key for the kid',
  ],
  related: ['issuer-not-expected', 'signed-by-unknown-key', 'kid-unknown'],
  explains: ['signed-by-unknown-key', 'key-too-weak'],
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
        'the named key is for encryption, or published for another algorithm or of another type;',
        'the token names one key of the set, and another one signed it;',
        'the set is a placeholder that something put there when it could not fetch the real one.',
      ),
    ],
    resolution: [
      steps(
        'Fetch the set again from the URL in the discovery document of the issuer of this token.',
        'If the key is gone, ask for a new token.',
        marked('If `kid`, `alg` or `use` is wrong, the issuer has to correct it: in the token, or in the set.'),
        'Let the verifier fetch the set again when it meets a kid that it does not know, and not only at start-up.',
      ),
    ],
  },
  find({ token, keySet, profile }) {
    const header = token?.header.members;
    if (keySet === undefined || header === undefined) return undefined;
    const { kid, alg } = header;
    const { keys } = keySet;
    const facts = {
      kid: excerpt(kid),
      alg: typeof alg === 'string' ? alg.slice(0, 40) : 'none',
      kids: keys
        .map((key) => key.kid ?? 'one without kid')
        .slice(0, 5)
        .join(', ')
        .slice(0, 200),
      keys: keys.length,
      ...NOTHING,
    };
    const at = { in: 'token', part: 'header', ...(kid !== undefined && { pointer: '/kid' }) } as const;
    if (keys.length === 0) return { facts: { ...facts, kind: 'empty' }, at };
    if (keys.every(({ fault }) => fault === 'placeholder'))
      return { facts: { ...facts, kind: 'placeholder', holds: keys[0]?.placeholder ?? null }, at };
    if (keys.every(({ fault }) => fault !== undefined)) return { facts: { ...facts, kind: 'unusable' }, at };
    const signer = keySet.signedBy === undefined ? undefined : keys[keySet.signedBy];
    if (signer === undefined && keys.every(({ use }) => use === 'enc'))
      return { facts: { ...facts, kind: 'encryption', holds: 'use enc' }, at };
    const named =
      typeof kid !== 'string' ? undefined : signer?.kid === kid ? signer : keys.find((key) => key.kid === kid);
    if (named === undefined && signer === undefined) {
      // Where kid is ignored unless it is known, it is the signature that fails.
      if (typeof kid !== 'string' || profile.id === 'vonage') return undefined;
      return { facts: { ...facts, kind: keySet.signer === 'older' ? 'gone' : 'unknown' }, at };
    }
    if (named !== undefined && signer !== undefined && named !== signer)
      return { facts: { ...facts, kind: 'other-kid', signedBy: signer.kid ?? 'a key without kid' }, at };
    const mismatch = mismatchOf((named ?? signer) as SetMember, alg);
    if (mismatch !== undefined) {
      const isOfAlg = mismatch.kind === 'algorithm' || mismatch.kind === 'key-type';
      return { facts: { ...facts, ...mismatch }, at: isOfAlg ? { ...at, pointer: '/alg' } : at };
    }
    const issuer = otherIssuerOf(signer, token?.payload.members);
    if (issuer !== undefined) {
      const of = { in: 'token', part: 'payload', pointer: '/iss' } as const;
      // Not every verifier compares them.
      return { facts: { ...facts, kind: 'other-issuer', issuer }, at: of, certainty: 'likely' };
    }
    const isMisnamed = named === undefined && typeof kid === 'string' && typeof signer?.kid === 'string';
    if (!isMisnamed || profile.id === 'vonage') return undefined;
    return {
      facts: { ...facts, kind: 'kid-of-no-key', signedBy: signer.kid },
      at,
      // Some verifiers try every key; who has one key alone does not choose by kid at all.
      certainty: 'likely',
      ...(keySet.isSingle && { severity: 'risk' as const }),
    };
  },
  explain: ({ kind, kid, kids, keys, published, alg, signedBy, kty, issuer, holds }) => ({
    title: TITLES[kind],
    detail: [
      pairs(
        ['kid', kid],
        ...said('signed with', signedBy),
        ['in the set', keys === 0 ? 'no key' : `${keys} ${keys === 1 ? 'key' : 'keys'}: ${kids}`],
        ...said(kind === 'placeholder' ? 'received' : 'published for', published ?? holds),
        ...said('type of the key', kty),
        ...said('issuer of the key', issuer),
        ...said('token', published === null && kty === null ? null : alg),
      ),
    ],
  }),
  fix: (facts) => ({ applicability: facts.kind === 'other-kid' ? 'certain' : 'likely', steps: stepsFor(facts) }),
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

const NOTHING = { published: null, signedBy: null, kty: null, issuer: null, holds: null };

function said(name: string, value: string | null): (readonly [string, string])[] {
  return value === null ? [] : [[name, value]];
}

/** What a key is published for, or is, against what the token is signed with. */
function mismatchOf({ use, operations, kty, alg: published, fault }: SetMember, alg: unknown) {
  if (fault !== undefined) return { kind: 'unusable' as const };
  if (use !== null && use !== 'sig') return { kind: 'other-use' as const, holds: `use ${use.slice(0, 40)}` };
  if (operations !== undefined) return { kind: 'other-use' as const, holds: `key_ops ${operations || 'of nothing'}` };
  const algorithm = typeof alg === 'string' ? algorithmByName(alg) : undefined;
  if (algorithm === undefined) return undefined;
  if (kty !== null && kty !== algorithm.kty) return { kind: 'key-type' as const, kty };
  return published === null || published === alg ? undefined : { kind: 'algorithm' as const, published };
}

/** Microsoft: "Validate the signing key issuer". One tenant in its two versions is one issuer. */
function otherIssuerOf(signer: SetMember | undefined, claims: JsonObject | undefined): string | undefined {
  const { iss, tid } = claims ?? {};
  if (signer?.issuer === undefined || typeof iss !== 'string') return undefined;
  const issuer = signer.issuer.replace(/\{tenantid\}/i, typeof tid === 'string' ? tid : '{tenantid}');
  if (issuer === iss || ['slash', 'version'].includes(differenceOf(issuer, iss))) return undefined;
  return issuer.slice(0, 200);
}

function stepsFor({ kind, published, alg, kid, signedBy }: KeySetFacts): readonly string[] {
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
    case 'other-kid':
      return [
        `Where the token is signed: set kid to ${signedBy}, the id of the key that signs, or sign with the key ${kid}.`,
        'The key and its kid have to change together, also in each copy of the configuration.',
      ];
    case 'kid-of-no-key':
      return [
        `Where the token is signed: set kid to ${signedBy}, or publish the key as ${kid}.`,
        'A verifier that chooses the key by kid finds none, whatever the signature is.',
      ];
    case 'algorithm':
      return [
        `At the issuer: sign with ${published}, or publish the key for ${alg} (or without alg).`,
        `A verifier that uses the alg of the set verifies with ${published} alone.`,
      ];
    case 'key-type':
      return [`At the issuer: sign with the key that kid names, by an algorithm for its type, or correct kid.`];
    case 'other-issuer':
      return [
        'Ask the issuer that the verifier trusts for the token: its keys sign no tokens that name another issuer.',
        'At the verifier: compare iss with the issuer of the key that signed (Microsoft.Identity.Web does), beside its own list.',
      ];
    case 'encryption':
    case 'other-use':
      return [
        'Take the key for signatures (use sig, or no use) from the key set of the issuer: kid names it.',
        'At the issuer: publish the key that signs with use sig, or without use and key_ops.',
      ];
    case 'placeholder':
      return [
        'Look in the log of whatever fetches the keys (a proxy, a mesh, a gateway): it could not reach the URL of the set.',
        'Let it reach that URL, or give it the set itself; then every token of this issuer can be verified.',
      ];
    case 'unusable':
      return [
        'Fetch the key set again from the issuer, whole: the members of its keys are damaged, secret or of an unknown type.',
      ];
    case 'empty':
      return ['Fetch the key set again: the URL, or the issuer, gave a set without keys.'];
  }
}
