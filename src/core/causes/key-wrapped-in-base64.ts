import { encodeBase64 } from '../encoding/base64.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';
import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { findKeyFault, type KeyTextFacts, keyFix, keyPairs, NODE_KEYS, withKeyMended } from '../observe/key-faults.ts';

interface WrappedFacts extends KeyTextFacts {
  readonly depth: number;
}

export const keyWrappedInBase64 = defineCause<WrappedFacts>({
  id: 'key-wrapped-in-base64',
  stage: 'key',
  cites: [rfc(4648, '4'), rfc(7468, '2'), NODE_KEYS],
  needs: ['key'],
  certainty: 'proved',
  title: 'Key still encoded in base64',
  searchedAs: ['base64 encoded private key', 'key decoded from base64 twice', 'LS0tLS1CRUdJTi'],
  related: ['key-newlines-escaped', 'key-line-breaks-lost', 'key-text-damaged'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'The key comes from a secret store or a variable, begins with `LS0tLS1CRUdJTi` and cannot be read as a key.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'The whole PEM text was encoded in base64, which is a good way to keep it on one line, and nothing decodes it before use. Kubernetes Secrets show their values in this form. If the text was encoded twice, decoding it once is not enough.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Decode once before use: `base64 -d`, or `Buffer.from(text, "base64").toString()`.'),
        marked('If a tool encodes by itself, as `stringData` of a Kubernetes Secret does, give it the plain text.'),
      ),
      command('mintmark keys repair env:VONAGE_PRIVATE_KEY --out private.key'),
    ],
    additional: [
      list(
        marked('`LS0tLS1CRUdJTi` is `-----BEGIN` in base64.'),
        'A certificate and a key pair begin differently: the body of PEM text alone is base64 of DER, and begins with MI.',
      ),
    ],
  },
  find: (evidence) => findKeyFault(evidence, 'key-wrapped-in-base64', ({ depth }) => ({ depth })),
  explain: (facts) => ({
    title:
      facts.depth > 1
        ? `The text of the key is encoded in base64 ${facts.depth} times.`
        : 'The text of the key is still encoded in base64.',
    detail: [keyPairs('-----BEGIN at the start of the text', 'base64 of text that begins so', facts)],
  }),
  fix: (facts) =>
    keyFix(facts, facts.depth > 1 ? `Decode it ${facts.depth} times before use.` : 'Decode it once before use.'),
  mend: withKeyMended,
  example: (kit) => ({
    profile: 'vonage',
    now: kit.now,
    key: encodeBase64(encodeUtf8(kit.privateKey('active'))),
  }),
});
