import { defineCause } from '../evidence/cause.ts';
import { code, command, list, marked, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { findKeyFault, type KeyTextFacts, keyFix, keyPairs, NODE_KEYS, withKeyMended } from '../observe/key-faults.ts';

interface QuotedFacts extends KeyTextFacts {
  readonly quote: string;
}

export const keyInQuotes = defineCause<QuotedFacts>({
  id: 'key-in-quotes',
  stage: 'key',
  cites: [rfc(7468, '2'), NODE_KEYS],
  needs: ['key'],
  certainty: 'proved',
  title: 'Quotation marks around the key',
  searchedAs: ['quotes around the private key', 'double quotes in .env', 'docker env file quotes'],
  related: ['key-newlines-escaped', 'key-wrapped-in-base64', 'key-text-damaged'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'The key in the settings looks right, and cannot be read: `DECODER routines::unsupported`, `no start line`. It works on one machine and not on another.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'The quotation marks belong to the file or the page in which the key was written, and became part of its value. `.env` readers remove them; `docker run --env-file`, systemd, and the settings pages of hosts keep them.',
        ),
      ),
    ],
    resolution: [
      steps(
        'Remove the quotation marks where the value is stored.',
        'Print the first and the last character of the value that the process really has; never the rest.',
      ),
      command('mintmark keys repair env:VONAGE_PRIVATE_KEY --out private.key'),
    ],
    additional: [
      list(
        'Typographic quotation marks come from a chat or a word processor, which change other characters as well.',
        marked('Quoted keys often have escaped line breaks too: see `key-newlines-escaped`.'),
      ),
    ],
  },
  find: (evidence) => findKeyFault(evidence, 'key-in-quotes', ({ quote }) => ({ quote: quote.slice(0, 4) })),
  explain: (facts) => ({
    title: 'There are quotation marks around the key, and they became part of it.',
    detail: [keyPairs('-----BEGIN at the start of the text', [code(facts.quote), ' before it'], facts)],
  }),
  fix: (facts) => keyFix(facts, 'Remove the quotation marks where the value is stored.'),
  mend: withKeyMended,
  example: (kit) => ({ profile: 'vonage', now: kit.now, key: `"${kit.privateKey('active').trimEnd()}"` }),
});
