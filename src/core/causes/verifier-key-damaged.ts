import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { spkiPem } from '../keys/key-text.ts';
import { describeFault } from '../observe/key-faults.ts';

interface VerifierKeyFacts extends Facts {
  /** `private`: it is sound, and the half that no verifier should have; `published`: it stands in a key set; `around`: sound, with text around it. */
  readonly kind: 'damaged' | 'private' | 'published' | 'around';
  /** Everything that is on the key, from the outside in. */
  readonly faults: readonly string[];
  /** The mended text of the public key. */
  readonly mended: string | null;
  /** Which members of the set are private. */
  readonly kids: string | null;
}

export const verifierKeyDamaged = defineCause<VerifierKeyFacts>({
  id: 'verifier-key-damaged',
  stage: 'key',
  party: ({ kind }) => (kind === 'published' ? 'issuer' : 'verifier'),
  cites: [rfc(7468, '2'), rfc(7468, '13')],
  needs: [],
  needsOneOf: ['verifierKey', 'keySet'],
  certainty: 'likely',
  title: 'Public key of the verifier damaged, or a private key',
  searchedAs: [
    'public key invalid',
    'cannot parse the public key',
    'private key given as public key',
    'public key without BEGIN line',
  ],
  related: ['key-text-damaged', 'key-newlines-escaped', 'key-line-breaks-lost', 'verifier-holds-wrong-key'],
  appliesTo: ['API gateways', 'JSON Web Token (JWT)'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'Every token is rejected with 401, `Invalid signature` or `PEM routines: no start line`, although the token is right and the key looks right.',
        ),
      ),
    ],
    cause: [
      paragraph('The text of the public key changed on its way into the configuration of the API:'),
      list(
        marked('its line breaks became the two characters `\\n`, or spaces, or were lost;'),
        marked('a form turned every `+` into a space: post it with `--data-urlencode`, or as JSON;'),
        'quotation marks or brackets of another language stayed around it;',
        'it is the private key, which no verifier should have, and no key set.',
      ),
    ],
    resolution: [
      steps(
        marked('Repair it: `mintmark keys repair FILE`, and put the result where the API reads it.'),
        'Look for the step that changed it: a form, a template, an environment variable, a YAML file.',
      ),
    ],
  },
  find({ verifierKey, keySet }) {
    const secret = keySet?.keys.filter(({ isPrivate }) => isPrivate) ?? [];
    if (secret.length > 0) {
      const kids = secret
        .map(({ kid }) => kid ?? 'one without kid')
        .join(', ')
        .slice(0, 200);
      const facts = { kind: 'published', faults: [], mended: null, kids } as const;
      return { facts, at: { in: 'key' }, severity: 'risk', certainty: 'proved' };
    }
    if (verifierKey?.key === undefined) return undefined;
    const { key } = verifierKey;
    if (!verifierKey.ok) {
      const mended = key.type === 'public' ? spkiPem(key) : null;
      return {
        facts: { kind: 'damaged', faults: verifierKey.faults.map(describeFault), mended, kids: null },
        at: { in: 'key' },
      };
    }
    if (key.type !== 'private') {
      const around = (verifierKey.tolerated ?? []).filter(
        (fault) => fault.kind === 'damaged' && /around/.test(fault.what),
      );
      if (around.length === 0) return undefined;
      const facts = { kind: 'around', faults: around.map(describeFault), mended: spkiPem(key), kids: null } as const;
      return { facts, at: { in: 'key' }, severity: 'risk', certainty: 'likely' };
    }
    return {
      facts: { kind: 'private', faults: [], mended: null, kids: null },
      at: { in: 'key' },
      severity: 'risk',
      certainty: 'proved',
    };
  },
  explain: ({ kind, faults, kids }) => {
    if (kind === 'published')
      return {
        title: 'The key set contains a private key: whoever can read it can sign tokens.',
        detail: [pairs(['private', kids ?? ''], ['expected', 'the public members alone (RSA: kty, n, e)'])],
      };
    if (kind === 'around')
      return {
        title: 'There is text around the public key: some readers refuse it, and others ignore it.',
        detail: [pairs(['expected', 'the lines from BEGIN to END'], ['received', faults.join('; ')])],
      };
    return kind === 'private'
      ? {
          title: 'The verifier was given the private key: it needs only the public one.',
          detail: [pairs(['expected', 'the public key'], ['received', 'the private key'])],
        }
      : {
          title: 'The public key of the verifier is damaged: it can be read only after a repair.',
          detail: [pairs(['expected', 'a key as PEM or JWK'], ['received', `a key with ${faults.join('; then ')}`])],
        };
  },
  fix: ({ kind, mended }) => ({
    applicability: kind === 'damaged' || kind === 'around' ? 'likely' : 'certain',
    steps: [
      kind === 'published'
        ? 'Replace this key at the issuer, and publish only the public members of its successor.'
        : kind === 'private'
          ? 'Give the verifier the public half, and replace the key pair if others could read that configuration.'
          : 'Put the repaired key where the verifier reads it, if its key is the one that was given here.',
    ],
    ...(kind !== 'published' && {
      command: kind === 'private' ? 'mintmark keys public private.key' : 'mintmark keys repair public.pem',
    }),
    ...(mended !== null && { artefact: mended }),
  }),
  mend: (input, { mended }) => (mended === null ? undefined : { ...input, publicKey: mended }),
  example: (kit) => ({
    profile: 'vonage',
    now: kit.now,
    token: kit.mint(),
    publicKey: kit.publicKey('active').replaceAll('\n', '\\n'),
  }),
});
