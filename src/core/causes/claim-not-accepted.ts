import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { observedAnswer } from '../observe/observed-answer.ts';
import { isSoundToken, saidBy } from '../observe/sound-token.ts';

interface OptionalFacts extends Facts {
  readonly claims: readonly string[];
  readonly answer: string;
}

export const claimNotAccepted = defineCause<OptionalFacts>({
  id: 'claim-not-accepted',
  stage: 'environment',
  cites: [
    rfc(7519, '4.1.5'),
    {
      title: 'Vonage documents: the claim nbf, pull request 2098',
      url: 'https://github.com/Nexmo/nexmo-developer/pull/2098',
    },
  ],
  needs: ['token', 'signature', 'response'],
  certainty: 'possible',
  title: 'Optional claim rejected by the server',
  searchedAs: ['nbf refused', 'extra claim rejected', 'remove a claim'],
  related: ['claim-misnamed', 'token-not-yet-valid', 'sdk-defect'],
  article: {
    symptom: [
      paragraph('The token follows every known rule, and is rejected. Without one optional claim it is accepted.'),
    ],
    cause: [
      paragraph(
        ...marked(
          'Some servers reject a claim that the standard allows. `nbf` is the one that was seen: a token with it was rejected although it was already valid, by a server whose clock was a little behind.',
        ),
      ),
    ],
    resolution: [
      steps(
        'Send the same token without the optional claim, and nothing else changed.',
        'If that is accepted, leave the claim out. If it is not, this is not the cause.',
      ),
    ],
    additional: [
      list(
        'No check of the token alone can prove this: you need two tokens that differ in one claim.',
        marked(
          'If the same token has a misnamed claim too, fix both before you try again: either alone keeps it rejected.',
        ),
      ),
    ],
  },
  find(evidence) {
    const { response, token, profile } = evidence;
    const status = response?.status ?? 401;
    if (status < 400 || status >= 500 || !isSoundToken(evidence)) return undefined;
    const names = Object.keys(token?.payload.members ?? {});
    const isOptional = (name: string) => !profile.claims.some((rule) => rule.name === name && rule.required);
    const claims = names.filter((name) => name === 'nbf' || (isOptional(name) && !USUAL.includes(name))).slice(0, 8);
    const message = observedAnswer(evidence)?.message;
    // Where the text of the answer is known, it has to be known for this.
    if (claims.length === 0 || (message && !message.causes.includes('claim-not-accepted'))) return undefined;
    return {
      facts: { claims: claims.map((name) => name.slice(0, 80)), answer: saidBy(evidence, message?.text) },
      at: { in: 'token', part: 'payload', pointer: `/${claims[0]}` },
    };
  },
  explain: ({ claims, answer }) => ({
    title: `Nothing is wrong with the token, and it was rejected: perhaps for its optional ${claims.length === 1 ? 'claim' : 'claims'} ${claims.join(', ')}.`,
    detail: [
      pairs(
        ['checked', 'signature, times and claims: no fault found'],
        ['answer', answer],
        ['optional', claims.join(', ')],
      ),
    ],
  }),
  fix: ({ claims }) => ({
    applicability: 'guess',
    steps: [`Send the same token without ${claims.join(', ')}, one claim at a time.`],
  }),
  mend: (input, { claims }) => reissue(input, { claims: Object.fromEntries(claims.map((name) => [name, undefined])) }),
  example: (kit) =>
    kit.input({
      token: kit.mint({ claims: { nbf: kit.now - 10 } }),
      response: { status: 401, body: '{"title":"Unauthorized"}' },
    }),
});

/** Claims that every server is used to. */
const USUAL = ['iss', 'sub', 'aud', 'exp', 'iat', 'jti', 'acl', 'scope'];
