import { allows, smallestAcl } from '../claims/acl.ts';
import { isJsonObject, type JsonValue } from '../encoding/json.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { code, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { observe } from '../observe/observe.ts';
import { effectiveMethods } from '../request/effective-methods.ts';
import { readingsOf } from '../request/target.ts';

interface AclFacts extends Facts {
  readonly method: string;
  readonly path: string;
  /** The header by which the request asks for that method; absent where it is the request's own. */
  readonly overriddenBy?: string;
  /** The first patterns of the acl. */
  readonly patterns: readonly string[];
  /** Patterns that cover the path, for other methods. */
  readonly otherMethods: readonly string[];
  /** JSON of the smallest acl that would have allowed the request. */
  readonly smallestAcl: string;
}

export const pathNotInAcl = defineCause<AclFacts>({
  id: 'path-not-in-acl',
  stage: 'permission',
  status: 403,
  challenge: 'insufficient_scope',
  cites: [VONAGE_AUTHENTICATION, rfc(6750, '3.1')],
  needs: ['acl', 'request'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Path or method not allowed by the acl',
  searchedAs: [
    '403 with acl',
    'path not allowed',
    'method not allowed by acl',
    'acl does not cover the endpoint',
    'system:error:permission',
    'no permission for this path',
  ],
  article: {
    symptom: [
      paragraph(
        'The token is accepted for some requests and rejected with 403 for others. Without an acl the same request is accepted.',
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'The token has an `acl`, which lists the paths and methods it may use, and the request is not among them. With an `acl`, whatever is not listed is rejected; without one, everything is allowed.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Add the path to `acl.paths`. `*` stands for one segment, `**` for any number of them.'),
        marked('For the calls of the Voice API in any version: `{"paths":{"/*/calls/**":{}}}`.'),
        marked('If `methods` is given, add the method; if it is absent, all are allowed.'),
      ),
    ],
    additional: [
      list(
        'A pattern has to match whole segments, in the same case. A path is tried with and without its version segment.',
        marked(
          'Client SDKs need, besides the paths they seem to use, `/*/knocking/**` and `/*/legs/**` for calls, and `/*/sessions/**`.',
        ),
        marked(
          'A request with `X-HTTP-Method-Override`, `X-Method-Override` or `X-HTTP-Method` may be taken for one of that method: the acl has to cover it as well as the method of the request.',
        ),
        marked('Leaving the `acl` out removes the 403 and gives the token all rights of the application.'),
      ),
    ],
  },
  related: ['acl-version-mismatch', 'acl-malformed', 'capability-disabled'],

  find({ acl, request }) {
    // A proxy that does not say the method leaves only the patterns that take every method; of a request that an API
    // may take for one of another method, the acl has to cover both.
    const methods = effectiveMethods(request?.method, request?.fields);
    const readings = request?.target ? readingsOf(request.target) : [];
    const path = readings.at(-1);
    if (acl?.kind !== 'rules' || path === undefined) return undefined;
    // Where servers may read the path in several ways, the acl has to refuse all of them.
    const isCovered = (reading: string) => methods.every(({ method }) => allows(acl, method, reading).allowed);
    if (readings.some(isCovered)) return undefined;
    const refused = methods.find(({ method }) => !allows(acl, method, path).allowed);
    // mutants: of the last reading too, one method is not covered
    if (refused === undefined) return undefined;
    const { method, header } = refused;
    const decision = allows(acl, method, path);
    return {
      ...(readings.length > 1 && { certainty: 'likely' as const }),
      facts: {
        method: method.slice(0, 20),
        path: path.slice(0, 200),
        ...(header !== undefined && { overriddenBy: header.slice(0, 40) }),
        patterns: acl.rules.slice(0, 10).map(({ pattern }) => pattern.slice(0, 80)),
        otherMethods: (decision.otherMethods ?? []).slice(0, 10).map(({ pattern }) => pattern.slice(0, 80)),
        smallestAcl: JSON.stringify(
          smallestAcl(
            methods.slice(0, 10).map((one) => one.method.slice(0, 20)),
            path.slice(0, 200),
          ),
        ),
      },
      at: { in: 'token', part: 'payload', pointer: '/acl' },
    };
  },

  explain: ({ method, path, overriddenBy, patterns, otherMethods, smallestAcl }) => ({
    title:
      otherMethods.length > 0
        ? `The acl of the token covers ${path}, but not the method ${method}.`
        : `The acl of the token does not cover ${path}.`,
    detail: [
      pairs(
        ['request', `${method} ${path}`],
        ...(overriddenBy === undefined ? [] : [['method from', `the header ${overriddenBy}`] as const]),
        ['acl', patterns.length === 0 ? 'no pattern at all, which allows nothing' : patterns.join(', ')],
        ...(otherMethods.length === 0 ? [] : [['other methods', otherMethods.join(', ')] as const]),
        ['would allow it', code(smallestAcl)],
      ),
    ],
  }),

  fix: ({ method, path, otherMethods, smallestAcl }) => ({
    applicability: 'certain',
    steps: [
      otherMethods[0] === undefined
        ? `Add ${path} to acl.paths, or a pattern that covers it, such as ${widened(path)}.`
        : `Add ${method} to the methods of ${otherMethods[0]}.`,
      'Or leave the acl out, if the token may do everything that the application may.',
    ],
    artefact: smallestAcl,
  }),
  mend: (input) => {
    const { token, request } = observe(input);
    const acl = token?.payload.members?.['acl'];
    if (!isJsonObject(acl) || request?.method === undefined || request.target?.path === undefined) return undefined;
    const methods = effectiveMethods(request.method, request.fields).map(({ method }) => method);
    return reissue(input, {
      claims: { acl: { ...acl, paths: withPath(acl['paths'], methods, request.target.path) } },
    });
  },
  example: (kit) =>
    kit.input({ token: kit.mint({ claims: { acl: { paths: { '/*/users/**': {}, '/*/sessions/**': {} } } } }) }),
});

/** A pattern for any version of the API, and for all that lies below the resource. */
function widened(path: string): string {
  const [, first = '', second] = path.split('/');
  return /^v\d/.test(first) && second ? `/*/${second}/**` : `/${first}/**`;
}

/** The paths of an acl with this one request added, and nothing more. */
function withPath(
  paths: JsonValue | undefined,
  added: readonly string[],
  path: string,
): { [pattern: string]: unknown } {
  const known = isJsonObject(paths) ? paths : {};
  const entry = known[path];
  const methods = isJsonObject(entry) && Array.isArray(entry['methods']) ? entry['methods'] : [];
  return { ...known, [path]: { ...(isJsonObject(entry) && entry), methods: [...methods, ...added] } };
}
