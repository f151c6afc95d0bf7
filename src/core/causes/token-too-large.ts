import { defineCause } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';

type Facts = { readonly length: number; readonly limit: number };

export const tokenTooLarge = defineCause<Facts>({
  id: 'token-too-large',
  stage: 'shape',
  party: 'verifier',
  cites: [rfc(6585, '5'), rfc(7515, '7.1')],
  needs: ['token'],
  certainty: 'proved',
  title: 'Token too large',
  related: ['acl-malformed', 'token-truncated', 'not-a-jwt'],
  article: {
    symptom: [
      paragraph('The request is rejected at once, before the token is decoded. Small tokens of the same client work.'),
    ],
    cause: [
      paragraph(
        'The token is longer than the server accepts. A token is sent with each request, in a header whose size is limited by every server on the way:',
      ),
      list(
        'an acl that lists hundreds of paths instead of a few patterns;',
        'data of a user or a session carried as claims;',
        'a certificate or a key in the header of the token;',
        'a file or a page sent instead of the token.',
      ),
    ],
    resolution: [
      steps(
        'Find the large claim: decode the token and measure each claim.',
        ...[marked('In an acl, use patterns: `/*/users/**` covers what would take hundreds of lines.')],
        'Keep data on the server, and only its id in the token.',
      ),
    ],
    additional: [paragraph('A typical token of an application is between 500 and 1,000 characters long.')],
  },
  find({ token }) {
    const fault = token?.faults[0];
    if (fault?.kind !== 'too-large') return undefined;
    return { facts: { length: fault.length, limit: fault.limit }, at: { in: 'token' } };
  },
  explain: ({ length, limit }) => ({
    title: 'The token is longer than the limit.',
    detail: [
      pairs(
        ['expected', `at most ${limit} characters`],
        ['received', `${length} characters, ${length - limit} too many`],
      ),
    ],
  }),
  fix: () => ({
    applicability: 'likely',
    steps: ['Decode the token, find the largest claim, and make it smaller.'],
    command: 'mintmark inspect -',
  }),
  example: (kit) => {
    const users = Array.from({ length: 400 }, (_, i) => [`/*/users/USR-${1000 + i}`, {}]);
    return kit.input({ token: kit.mint({ claims: { acl: { paths: Object.fromEntries(users) } } }) });
  },
});
