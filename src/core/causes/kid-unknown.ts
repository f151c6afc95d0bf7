import { defineCause } from '../diagnosis/cause.ts';
import { reissue } from '../diagnosis/reissue.ts';
import { rfc } from '../diagnosis/sources.ts';
import { describeJson } from '../encoding/json.ts';
import { list, marked, pairs, paragraph, steps } from '../prose/doc.ts';

type Facts = { readonly received: string };

export const kidUnknown = defineCause<Facts>({
  id: 'kid-unknown',
  stage: 'header',
  cites: [rfc(7515, '4.1.4')],
  needs: ['token'],
  certainty: 'proved',
  title: 'Header Parameter kid that names no key',
  related: ['identity-claim-mistaken', 'token-json-malformed'],
  article: {
    symptom: [paragraph('The token is rejected although the key is the right one and its signature verifies.')],
    cause: [
      paragraph(...marked('The Header Parameter `kid`, the id of a key, is not a string. It can come from:')),
      list(
        'a key id that is a number in your database, written as a number;',
        'a variable that is not set, written as null;',
        'an object, where the whole key was put in the place of its id.',
      ),
    ],
    resolution: [
      steps(marked('Leave `kid` out: it is optional here.'), marked('Or write the id as a string: `"kid": "42"`.')),
    ],
    additional: [
      paragraph(
        ...marked(
          "A `kid` that is a string, and that is not the id of one of the application's keys, is ignored: the signature is tried with all of them.",
        ),
      ),
    ],
  },
  find({ token }) {
    const kid = token?.header.members?.['kid'];
    if (kid === undefined || typeof kid === 'string') return undefined;
    return { facts: { received: describeJson(kid) }, at: { in: 'token', part: 'header', pointer: '/kid' } };
  },
  explain: ({ received }) => ({
    title: `The Header Parameter kid is ${received}, not the id of a key.`,
    detail: [pairs(['expected', 'a string, or no kid'], ['received', received])],
  }),
  fix: () => ({ applicability: 'certain', steps: ['Leave kid out of the header, or write it as a string.'] }),
  mend: (input) => reissue(input, { header: { kid: undefined } }),
  example: (kit) => kit.input({ token: kit.mint({ header: { kid: 42 } }) }),
});
