import { readAcl } from '../claims/acl.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../encoding/json.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { code, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { observe } from '../observe/observe.ts';

interface ShapeFacts extends Facts {
  /** JSON Pointer into the payload. */
  readonly pointer: string;
  readonly expected: string;
  readonly received: string;
}

const EXAMPLE = '{"paths":{"/*/calls/**":{"methods":["POST"]}}}';

export const aclMalformed = defineCause<ShapeFacts>({
  id: 'acl-malformed',
  stage: 'claims',
  cites: [VONAGE_AUTHENTICATION, rfc(7519, '4.3')],
  needs: ['token', 'acl'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Malformed acl claim',
  searchedAs: ['acl as a string', 'acl paths wrong JSON'],
  article: {
    symptom: [
      paragraph(
        ...marked('Tokens with an `acl` are rejected with 401 or 403, and the same token without it is accepted.'),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'The claim `acl` is not the object that is expected. Usually it is that object as text (`"{\\"paths\\":…}"`), a list of paths, or the paths without the member `paths`. An acl that cannot be read allows nothing.',
        ),
      ),
    ],
    resolution: [
      steps(
        ['Write an object with the member paths: ', code(EXAMPLE), '.'],
        'Pass the object to the library, not its JSON text: the library serializes it with the other claims.',
        marked('On the command line: `mintmark mint --acl @acl.json` reads the object from a file.'),
      ),
    ],
    additional: [
      list(
        marked('A pattern begins with a slash. Its value is an object: empty, or with `methods` and `filters`.'),
        marked('`{"paths":{}}` is well-formed and allows nothing. To allow everything, leave the claim out.'),
      ),
    ],
  },
  related: ['path-not-in-acl', 'claim-type-wrong'],

  find({ acl, profile }) {
    if (acl?.kind !== 'malformed' || !profile.acl) return undefined;
    const { pointer, expected, received } = acl;
    return {
      facts: { pointer: pointer.slice(0, 160), expected, received: received.slice(0, 80) },
      at: { in: 'token', part: 'payload', pointer },
    };
  },

  explain: ({ pointer, expected, received }) => ({
    title: `The acl claim cannot be read: expected ${expected}, got ${received}.`,
    detail: [
      pairs(['at', code(pointer)], ['received', received], ['expected', expected], ['for example', code(EXAMPLE)]),
    ],
  }),

  fix: () => ({
    applicability: 'likely',
    steps: [
      'Write the acl as an object with the member paths, and pass it as an object, not as text.',
      'Or leave the claim out, if the token may do everything that the application may.',
    ],
    artefact: EXAMPLE,
  }),
  mend: (input) => {
    const acl = meantBy(observe(input).token?.payload.members?.['acl']);
    return acl && reissue(input, { claims: { acl } });
  },
  example: (kit) => kit.input({ token: kit.mint({ claims: { acl: '{"paths":{"/*/calls/**":{}}}' } }) }),
});

/** The acl that was meant, where its own text or its paths say so: rights are never made up. */
function meantBy(claim: JsonValue | undefined): JsonObject | undefined {
  const value = typeof claim === 'string' ? parseJson(claim).value : claim;
  const acl = isList(value) ? { paths: Object.fromEntries(value.map((path) => [path, {}])) } : value;
  if (!isJsonObject(acl)) return undefined;
  const meant = 'paths' in acl ? acl : { paths: acl };
  return readAcl(meant).kind === 'rules' ? meant : undefined;
}

function isList(value: JsonValue | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((path) => typeof path === 'string');
}
