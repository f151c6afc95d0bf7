import { defineCause, type Facts } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_401 } from '../evidence/sources.ts';
import { acceptedKeys, describeKey, type KeyFacts, keyFacts } from '../observe/signers.ts';

interface NoKeyFacts extends Facts {
  readonly applicationId: string;
  /** The newest keys, none of which is accepted. */
  readonly keys: readonly KeyFacts[];
}

export const noActiveKey = defineCause<NoKeyFacts>({
  id: 'no-active-key',
  stage: 'signature',
  cites: [VONAGE_401, rfc(7515, '5.2')],
  audience: 'owner',
  needs: ['registry'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Application has no active key',
  searchedAs: ['application has no public key', 'all keys revoked', 'must generate a public key'],
  article: {
    symptom: [paragraph('Every token of the application is rejected with 401, whatever it was signed with.')],
    cause: [
      paragraph(
        'The application has no public key that is accepted: none was ever saved, or the last one was revoked, or replaced with an overlap that has passed. Without a public key no signature can be verified.',
      ),
    ],
    resolution: [
      steps(
        'Generate a key pair: Applications, Edit, Generate public and private key.',
        'Keep the private key: it is shown only once and never stored.',
        'Choose Save changes.',
      ),
      paragraph('From the command line, one step does all three:'),
      command('mintmark apps rotate APPLICATION_ID'),
    ],
    additional: [
      list(
        'A revoked key does not come back. If its private half was not exposed, its public half can be registered again.',
        marked('`mintmark apps keys APPLICATION_ID` lists the keys with their states and times.'),
      ),
    ],
  },
  related: ['key-pair-not-saved', 'signed-by-replaced-key'],
  explains: ['signed-by-unknown-key'],

  find(evidence) {
    const { registry, signature } = evidence;
    if (!registry?.application || signature?.verifiedBy || acceptedKeys(evidence).length > 0) return undefined;
    return { facts: { applicationId: registry.application.id, keys: registry.keys.slice(0, 3).map(keyFacts) } };
  },

  explain: ({ applicationId, keys }) => ({
    title:
      keys.length === 0
        ? 'The application has no key: none was ever saved.'
        : 'The application has no key that is accepted.',
    detail: [
      pairs(['application', applicationId], ...keys.map((key) => [key.state, describeKey(key)] as const), [
        'expected',
        'one active key',
      ]),
    ],
  }),

  fix: ({ applicationId, keys }) => {
    const draft = keys.find((key) => key.state === 'draft');
    return draft
      ? {
          applicability: 'likely',
          steps: [
            'Save the key pair that was generated, if you have its private key.',
            'Or generate and save another.',
          ],
          command: `mintmark apps save-key ${applicationId} SHA256:${draft.fingerprint}`,
        }
      : {
          applicability: 'certain',
          steps: ['Generate a key pair and save it, then sign with its private key.'],
          command: `mintmark apps rotate ${applicationId}`,
        };
  },
  example: (kit) => {
    const input = kit.input({ token: kit.mint({ key: 'revoked' }) });
    const { registry } = input;
    return registry
      ? { ...input, registry: { ...registry, keys: registry.keys.filter((key) => key.state === 'revoked') } }
      : input;
  },
});
