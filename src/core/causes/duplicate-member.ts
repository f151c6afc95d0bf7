import { defineCause } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';

type Facts = {
  readonly part: 'header' | 'payload';
  /** At most 80 characters. */
  readonly member: string;
  readonly pointer: string;
};

export const duplicateMember = defineCause<Facts>({
  id: 'duplicate-member',
  stage: 'shape',
  cites: [rfc(7515, '4'), rfc(7519, '4'), rfc(8259, '4')],
  needs: ['token'],
  certainty: 'proved',
  title: 'Duplicate JSON member in the token',
  searchedAs: ['same claim twice', 'duplicate key in JSON'],
  related: ['token-json-malformed', 'claim-misnamed'],
  article: {
    symptom: [paragraph('A decoder shows one value, and the token is rejected, or behaves as if it had another.')],
    cause: [
      paragraph(
        'An object in the token has two members of the same name. Two readers can take two different values from it, so a strict reader rejects it:',
      ),
      list(
        'JSON that was built as text, with a claim appended to a template that already had it;',
        marked('a claim set once by the library and once as an extra claim, such as `exp`;'),
        marked('a name written with an escape: `"\\u0065xp"` is `exp`.'),
      ),
    ],
    resolution: [
      steps('Build the claims as an object, and let a JSON library write it.', 'Set each claim in one place only.'),
    ],
    additional: [
      paragraph('This is an old way around a check: one server checks the first value, the next one uses the second.'),
    ],
  },
  find({ token }) {
    if (token === undefined || token.faults.length === 0) return undefined;
    const fault = token.faults.find((candidate) => candidate.kind === 'duplicate-member');
    if (fault === undefined) return undefined;
    return {
      facts: { part: fault.part, member: fault.member.slice(0, 80), pointer: fault.pointer.slice(0, 160) },
      at: { in: 'token', part: fault.part, pointer: fault.pointer },
    };
  },
  explain: ({ part, member }) => ({
    title: `The ${part} has the member ${member} twice.`,
    detail: [pairs(['expected', 'each member once'], ['received', `${member} twice in the ${part}`])],
  }),
  fix: ({ member }) => ({
    applicability: 'likely',
    steps: [`Remove one of the two members named ${member}; decide which value is meant.`],
  }),
  mend: (input) => reissue(input, {}),
  example: (kit) => {
    const claims = JSON.stringify(kit.claims());
    return kit.input({ token: kit.mint({ payloadText: `${claims.slice(0, -1)},"exp":${kit.now + 3600}}` }) });
  },
});
