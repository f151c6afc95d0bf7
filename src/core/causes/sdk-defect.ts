import { defineCause, type Facts } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { readToken } from '../jws/read-token.ts';
import { observedAnswer } from '../observe/observed-answer.ts';
import { hintOf, saidBy } from '../observe/sound-token.ts';
import { fieldValue } from '../request/origin.ts';

interface DefectFacts extends Facts {
  /** `wire`: another token was sent than the one at hand. `answer`: the library says what only it can get wrong. */
  readonly by: 'wire' | 'answer';
  /** Members in which the two tokens differ: names alone. */
  readonly differs: readonly string[];
  readonly client: string | null;
  readonly answer: string | null;
}

export const sdkDefect = defineCause<DefectFacts>({
  id: 'sdk-defect',
  stage: 'environment',
  cites: [
    VONAGE_AUTHENTICATION,
    {
      title: 'Vonage Ruby SDK: the token argument was ignored, pull request 245',
      url: 'https://github.com/Vonage/vonage-ruby-sdk/pull/245',
    },
    rfc(7515, '5.1'),
  ],
  needs: [],
  needsOneOf: ['token', 'response'],
  certainty: 'likely',
  title: 'Library sends a different token than the one it was given',
  searchedAs: ['SDK ignores the token', 'library bug', 'update the SDK'],
  related: ['credential-type-retired', 'claim-type-wrong', 'acl-malformed', 'token-cached-past-expiry'],
  article: {
    symptom: [
      paragraph(
        'The settings are right, the token that you minted is valid, and the requests of the library are rejected.',
      ),
    ],
    cause: [
      paragraph('What goes over the wire is not what you gave the library. Seen so far:'),
      list(
        'an argument with a token is ignored, and one is made from other settings;',
        'a token is minted once, and still sent long after it expired;',
        marked('`exp` and `acl` from a command line are kept as text;'),
        'members of the header are written among the claims;',
        'a fixed audience is used, whatever is configured.',
      ),
    ],
    resolution: [
      steps(
        'Decode the token that is really sent, not the settings.',
        'Upgrade the library, and look for this defect in its changelog.',
        'Until then, mint the token yourself and send it in the Authorization header.',
      ),
      command('mintmark inspect "$TOKEN"'),
    ],
    additional: [
      list(
        'A report to the authors is answered fastest with both tokens decoded, without their signatures, and the version.',
      ),
    ],
  },
  find(evidence) {
    const client = fieldValue(evidence.request?.fields, 'user-agent')?.slice(0, 80) ?? null;
    const differs = differencesOnTheWire(evidence);
    if (differs) {
      return { facts: { by: 'wire', differs, client, answer: null }, at: { in: 'authorization' }, certainty: 'likely' };
    }
    const certainty = hintOf(evidence, 'sdk-defect');
    if (!certainty) return undefined;
    const answer = saidBy(evidence, observedAnswer(evidence)?.message?.text);
    return { facts: { by: 'answer', differs: [], client, answer }, at: { in: 'response' }, certainty };
  },
  explain: ({ by, differs, client, answer }) => ({
    title:
      by === 'wire'
        ? 'The request carries a different token than the one you gave.'
        : 'The library may send a different token than the one it was given.',
    detail: [
      pairs(
        ...(by === 'wire' ? [['differ in', differs.length === 0 ? 'the signature' : differs.join(', ')] as const] : []),
        ...(client === null ? [] : [['client', client] as const]),
        ...(answer === null ? [] : [['answer', answer] as const]),
      ),
    ],
  }),
  fix: () => ({
    applicability: 'likely',
    steps: [
      'Decode the token that is sent, and find the setting or the cache that it comes from.',
      'Upgrade the library, or set the Authorization header yourself.',
    ],
    command: 'mintmark inspect "$TOKEN"',
  }),
  example: (kit) => ({ ...kit.input(), token: kit.mint({ claims: { jti: '5d1f0c6e-2b7a-4f3c-8e9d-7a6b5c4d3e2f' } }) }),
});

/** Names of the members in which the token at hand differs from the one in the request; `undefined` where it is one. */
function differencesOnTheWire({ token, credentials }: Evidence): readonly string[] | undefined {
  if (!token || credentials?.token === undefined || credentials.token === token.text) return undefined;
  const sent = readToken(credentials.token);
  return (['header', 'payload'] as const).flatMap((part) => {
    const [one, other] = [token[part].members ?? {}, sent[part].members ?? {}];
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    const differing = names.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
    return differing.slice(0, 8).map((name) => name.slice(0, 80));
  });
}
