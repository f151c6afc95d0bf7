import { defineCause } from '../evidence/cause.ts';
import { code, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { kindOf } from '../jws/kind.ts';
import { reissue } from '../mend/reissue.ts';
import { excerpt } from '../observe/excerpt.ts';

type Facts = {
  /** `crit`, `b64`, `zip` or `enc`. */
  readonly name: string;
  /** The value as JSON text, at most 80 characters. */
  readonly value: string;
};

/** Header Parameters that change how the rest is to be read; none of their extensions is understood here. */
const EXTENSIONS = ['crit', 'b64', 'zip', 'enc'] as const;

export const critUnsupported = defineCause<Facts>({
  id: 'crit-unsupported',
  stage: 'header',
  cites: [rfc(7515, '4.1.11'), rfc(7797, '7'), rfc(7516, '4.1.3')],
  needs: ['token'],
  certainty: 'proved',
  title: 'Unsupported extension in the JOSE header (crit, b64, zip or enc)',
  searchedAs: ['critical header', 'zip, b64'],
  related: ['token-of-other-kind', 'header-parameter-missing'],
  article: {
    symptom: [paragraph('A lenient checker accepts the token, and it is rejected here whatever key signs it.')],
    cause: [
      paragraph(
        'The header asks for a way of reading the token that is not supported here, so the token must not be accepted:',
      ),
      list(
        marked('`crit` lists extensions that a reader must understand or else reject the token;'),
        marked('`b64` says that the payload is not encoded;'),
        marked('`zip` says that it is compressed;'),
        marked('`enc` says that it is encrypted, which a token of three parts never is (RFC 7516, section 9).'),
      ),
    ],
    resolution: [
      steps(marked('Leave `crit`, `b64`, `zip` and `enc` out of the header: an application token needs none of them.')),
    ],
    additional: [
      paragraph(
        ...marked(
          'An empty `crit`, or one that is not a list of strings, is rejected too: RFC 7515 does not allow it.',
        ),
      ),
    ],
  },
  find({ token }) {
    const members = token?.header.members;
    if (token === undefined || members === undefined) return undefined;
    const name = EXTENSIONS.find((extension) => members[extension] !== undefined);
    // RFC 7516 §4.1: an encrypted token has enc, and may have zip.
    if (name === undefined || kindOf(token) === 'jwe') return undefined;
    return {
      facts: { name, value: excerpt(members[name]) },
      at: { in: 'token', part: 'header', pointer: `/${name}` },
    };
  },
  explain: ({ name, value }) => ({
    title: `The header has ${name}, which asks for an extension that is not supported.`,
    detail: [pairs(['expected', `no ${name}`], ['received', [code(`"${name}": ${value}`)]])],
  }),
  fix: ({ name }) => ({
    applicability: 'certain',
    steps: [`Leave ${name} out of the header, and mint the token again.`],
  }),
  mend: (input) => reissue(input, { header: { crit: undefined, b64: undefined, zip: undefined, enc: undefined } }),
  example: (kit) => kit.input({ token: kit.mint({ header: { crit: ['exp'] } }) }),
});
