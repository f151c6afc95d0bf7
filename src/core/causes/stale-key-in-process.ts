import { defineCause, type Facts } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { faultFor } from '../evidence/key-fault-cause.ts';
import { rfc } from '../evidence/sources.ts';
import { fingerprint, publicKeyOf } from '../keys/fingerprint.ts';

interface StaleFacts extends Facts {
  /**
   * `process`: it was asked. `signature`: the token opens under another key. `stranger`: it does not open under the key
   * at hand, and no other one is known. `empty`: the value is not there.
   */
  readonly by: 'process' | 'signature' | 'stranger' | 'empty';
  /** Fingerprints of the key that is shown, and of the one that is used; `null` where there is none. */
  readonly shown: string | null;
  readonly used: string | null;
  readonly where: string | null;
}

const TITLES: { readonly [by in StaleFacts['by']]: string } = {
  empty: 'The key is empty: there is no text where the key was expected.',
  process: 'The process uses a different key than the one you gave.',
  stranger: 'The token was not signed with the key you gave.',
  signature: 'The token was not signed with the key you gave, which is the right one.',
};

export const staleKeyInProcess = defineCause<StaleFacts>({
  id: 'stale-key-in-process',
  stage: 'key',
  cites: [rfc(7515, '5.2'), { title: 'The Twelve-Factor App: Config', url: 'https://12factor.net/config' }],
  audience: 'owner',
  needs: [],
  needsOneOf: ['keyInUse', 'key'],
  certainty: 'proved',
  title: 'Process uses a different key than expected',
  searchedAs: [
    'restart needed after changing the key',
    'old environment variable',
    'config cache',
    'deployed but still the old key',
  ],
  related: ['signed-by-replaced-key', 'key-file-unreadable', 'token-cached-past-expiry'],
  article: {
    symptom: [
      paragraph(
        'The key was corrected, and nothing changes: every fix seems not to work, because it never reaches the process.',
      ),
    ],
    cause: [
      paragraph('The value that the process uses is not the one that was edited:'),
      list(
        'the process still runs with the environment that it was started with;',
        marked('the variable is not set where the process runs, or has another name there;'),
        marked('a cached configuration, an older image or another `.env` file takes precedence;'),
        'a token that was minted with the old key is still in a cache.',
      ),
    ],
    resolution: [
      steps(
        'Print the fingerprint of the public half of the key in use when the process starts; never the key.',
        'Compare it with that of the file:',
        'Restart the process, and clear its caches.',
      ),
      command('mintmark keys fingerprint private.key'),
    ],
    additional: [
      list(
        marked('Variables set in a shell reach only processes that are started from it, and only after `export`.'),
        'In a cluster, a changed secret reaches variables only when the pod restarts.',
      ),
    ],
  },
  find(evidence) {
    const { key, keyInUse } = evidence;
    if (keyInUse) return findInProcess(evidence);
    if (key && faultFor(key, 'stale-key-in-process')) {
      const facts: StaleFacts = { by: 'empty', shown: null, used: null, where: null };
      // That nothing arrived is sure; that it was to come from somewhere is not.
      return { facts, at: { in: 'key' }, certainty: 'likely' };
    }
    return findInSignature(evidence);
  },
  explain: ({ by, shown, used, where }) => ({
    title: TITLES[by],
    detail: [
      pairs(
        ['expected', shown === null ? 'the text of a private key' : `SHA256:${shown}, the key you gave`],
        by === 'stranger'
          ? ['signed by', 'another key, or over different bytes']
          : [
              by === 'signature' ? 'signed by' : 'in use',
              `${used === null ? 'no key' : `SHA256:${used}`}${where === null ? '' : ` (${where})`}`,
            ],
      ),
    ],
  }),
  fix: ({ by }) => ({
    applicability: 'likely',
    steps: [
      by === 'empty'
        ? 'Set the variable, or write the file, where the process runs; make the process stop at start-up if it is empty.'
        : 'Restart the process with the key you gave, and print its fingerprint at start-up.',
      'Look for another file, image or cache that takes precedence, and for tokens kept from before.',
      ...(by === 'stranger'
        ? [
            'To see whether the key you gave is the right one, add its application (--app) or the public key of the server (--public).',
          ]
        : []),
    ],
    command: 'mintmark keys fingerprint private.key',
  }),
  example: (kit) => ({
    profile: 'vonage',
    now: kit.now,
    key: kit.privateKey('active'),
    keyInUse: { fingerprint: kit.fingerprint('replaced'), where: 'worker 1' },
  }),
});

function findInProcess({ key, keyInUse }: Evidence) {
  const shown = key?.key ? fingerprint(publicKeyOf(key.key)) : null;
  const used = keyInUse?.fingerprint ?? null;
  if (used !== null && (shown === null || used === shown)) return undefined;
  const facts: StaleFacts = { by: 'process', shown, used, where: keyInUse?.where?.slice(0, 80) ?? null };
  return { facts, at: { in: 'key' } as const };
}

/** The key at hand is accepted, and the token opens under another one: it was made elsewhere, or before. */
function findInSignature(evidence: Evidence) {
  const { key, signature, registry } = evidence;
  if (!key?.ok || key.key.type !== 'private' || !signature || signature.verifiedBy) return undefined;
  const shown = fingerprint(key.key.publicKey);
  if (isOfStranger(evidence)) {
    const facts: StaleFacts = { by: 'stranger', shown, used: null, where: null };
    return { facts, at: { in: 'token', part: 'signature' } as const, certainty: 'likely' as const };
  }
  const opened = signature.opened?.[0];
  if (!opened || !registry) return undefined;
  const isRight = registry.keys.some((one) => one.fingerprint === shown && one.state === 'active');
  if (!isRight || signature.opened?.some((one) => one.key.fingerprint === shown)) return undefined;
  const facts: StaleFacts = { by: 'signature', shown, used: opened.key.fingerprint, where: null };
  return { facts, at: { in: 'token', part: 'signature' } as const, certainty: 'likely' as const };
}

/** A token without another fault, and nobody to ask but the key at hand: under that one it does not open. */
function isOfStranger({ token, signature, registry, verifierKey }: Evidence): boolean {
  if (registry || verifierKey || token?.faults.length !== 0 || signature?.reproducedBy !== undefined) return false;
  return signature?.opened?.length === 0;
}
