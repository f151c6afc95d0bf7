import { defineCause } from '../evidence/cause.ts';
import { code, list, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import type { TargetAmbiguity } from '../request/target.ts';

type Facts = {
  readonly kind: TargetAmbiguity['kind'];
  /** The characters in question, at most 40. */
  readonly text: string;
  /** Offset in characters from the start of the request target. */
  readonly offset: number;
};

const WORDS = {
  'dot-segment': 'a dot segment: . or ..',
  'encoded-slash': 'an encoded slash',
  'encoded-dot': 'an encoded dot',
  'double-encoding': 'an escape inside an escape',
  'empty-segment': 'an empty segment: two slashes in a row',
  backslash: 'a backslash',
  parameter: 'a path parameter: a semicolon',
  fragment: 'a fragment: #',
  control: 'a control character',
  'bad-escape': 'a percent sign without two hexadecimal digits',
  'not-utf8': 'an escape that is not UTF-8',
  'not-a-path': 'no slash at its beginning',
} as const satisfies Record<TargetAmbiguity['kind'], string>;

export const pathAmbiguous = defineCause<Facts>({
  id: 'path-ambiguous',
  stage: 'transport',
  status: 400,
  challenge: 'invalid_request',
  cites: [rfc(3986, '6.2.2'), rfc(9110, '17.7'), rfc(9112, '3.2.1')],
  needs: ['request'],
  certainty: 'proved',
  title: 'Ambiguous request path',
  searchedAs: ['double slash, dot segments, encoded slash in the URL', 'path traversal', '%2f in the path'],
  appliesTo: ['API requests', 'Gate'],
  related: ['path-not-in-acl'],
  article: {
    symptom: [paragraph('The request is rejected with 400 before its token is looked at.')],
    cause: [
      paragraph(
        'Permission is given by path, so the path that is judged has to be the path that is served. A proxy and the server behind it can read some spellings differently, and those are rejected:',
      ),
      list(
        [code('..'), ' and ', code('.'), ', plain or encoded;'],
        ['encoded slashes (', code('%2f'), '), backslashes, empty segments (', code('//'), ');'],
        ['path parameters (', code(';'), '), fragments (', code('#'), '), control characters;'],
        'escapes that are doubled, broken, or not UTF-8.',
      ),
    ],
    resolution: [
      steps(
        'Send the path in its plain form, without any of these.',
        'If a part of the path comes from data, encode it with a function made for that, and reject values with a slash.',
        'Look for a base URL that ends in a slash, joined to a path that begins with one.',
      ),
    ],
    additional: [paragraph('The query is not part of the path, and may contain any of these, escaped.')],
  },
  find({ request }) {
    const ambiguity = request?.target?.ambiguity;
    if (ambiguity === undefined) return undefined;
    const text = ambiguity.text.slice(0, 40);
    return {
      facts: { kind: ambiguity.kind, text, offset: ambiguity.at },
      at: { in: 'request', start: ambiguity.at, end: ambiguity.at + text.length },
    };
  },
  explain: ({ kind, text, offset }) => ({
    title: `The path can be read in two ways: it has ${WORDS[kind]}.`,
    detail: [
      pairs(['expected', 'a path that can be read in only one way'], ['received', `${text} at offset ${offset}`]),
    ],
  }),
  fix: ({ kind }) => ({
    applicability: 'likely',
    steps: [
      kind === 'empty-segment' ? 'Join the base URL and the path with one slash.' : 'Send the path in its plain form.',
    ],
  }),
  mend(input, { kind }) {
    const target = input.request?.target;
    if (kind !== 'empty-segment' || target === undefined) return undefined;
    const [path = '', ...query] = target.split('?');
    return { ...input, request: { ...input.request, target: [path.replace(/\/{2,}/g, '/'), ...query].join('?') } };
  },
  example: (kit) => kit.input({ request: { target: '/v1/calls/../../v2/secret' } }),
});
