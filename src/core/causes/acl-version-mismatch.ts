import { type AclRule, allows } from '../claims/acl.ts';
import { isJsonObject } from '../encoding/json.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { observe } from '../observe/observe.ts';

interface VersionFacts extends Facts {
  readonly method: string;
  readonly path: string;
  readonly pattern: string;
  readonly anyVersion: string;
}

export const aclVersionMismatch = defineCause<VersionFacts>({
  id: 'acl-version-mismatch',
  stage: 'permission',
  status: 403,
  challenge: 'insufficient_scope',
  cites: [VONAGE_AUTHENTICATION, rfc(6750, '3.1')],
  needs: ['acl', 'request'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Wrong API version in the acl claim',
  searchedAs: ['acl with the old API version', 'v1 and v2 in acl paths'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'Requests fail with 403, or with `system:error:permission`, after an SDK was updated or an API got a new version. The acl lists the right resource.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'A pattern in `acl.paths` begins with one version (`/v1/users/**`), and the request goes to another (`/v0.3/users`). Segments are compared literally, so the pattern does not match.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Write `*` instead of the version: `/*/users/**`.'),
        'Mint a new token; the acl of an old one cannot be changed.',
      ),
    ],
    additional: [
      list(marked('`*` stands for exactly one segment, so `/*/users/**` covers every version and nothing above it.')),
    ],
  },
  related: ['path-not-in-acl', 'acl-malformed'],
  explains: ['path-not-in-acl'],

  find(evidence) {
    const rule = otherVersion(evidence);
    const { method, target } = evidence.request ?? {};
    if (!rule || method === undefined || target?.path === undefined) return undefined;
    return {
      facts: {
        method: method.slice(0, 20),
        path: target.path.slice(0, 200),
        pattern: rule.pattern.slice(0, 80),
        anyVersion: anyVersion(rule.pattern).slice(0, 80),
      },
      at: { in: 'token', part: 'payload', pointer: '/acl' },
    };
  },

  explain: ({ method, path, pattern, anyVersion }) => ({
    title: `The acl allows ${pattern}, which is a different version of the API than ${path}.`,
    detail: [pairs(['request', `${method} ${path}`], ['acl', pattern], ['would match', anyVersion])],
  }),

  fix: ({ pattern, anyVersion }) => ({
    applicability: 'certain',
    steps: [`Write ${anyVersion} instead of ${pattern}, and mint a new token.`],
    artefact: JSON.stringify({ paths: { [anyVersion]: {} } }),
  }),
  mend: (input) => {
    const evidence = observe(input);
    const rule = otherVersion(evidence);
    const acl = evidence.token?.payload.members?.['acl'];
    if (!rule || !isJsonObject(acl) || !isJsonObject(acl['paths'])) return undefined;
    const paths = Object.entries(acl['paths']).map(([pattern, entry]) =>
      pattern === rule.pattern ? [anyVersion(pattern), entry] : [pattern, entry],
    );
    return reissue(input, { claims: { acl: { ...acl, paths: Object.fromEntries(paths) } } });
  },
  example: (kit) =>
    kit.input({
      token: kit.mint({ claims: { acl: { paths: { '/v1/users/**': {}, '/v1/conversations/**': {} } } } }),
      request: { method: 'GET', target: '/v0.3/users' },
    }),
});

/** The rule that would allow the request in another version of the API. */
function otherVersion({ acl, request }: Evidence): AclRule | undefined {
  const method = request?.method;
  const path = request?.target?.path;
  if (acl?.kind !== 'rules' || method === undefined || path === undefined) return undefined;
  // Most acls name no version at all.
  if (!acl.rules.some(({ pattern }) => pattern.startsWith('/v'))) return undefined;
  const decision = allows(acl, method, path);
  return decision.otherVersion?.find(({ methods }) => methods === undefined || methods.includes(method));
}

function anyVersion(pattern: string): string {
  return pattern.replace(/^\/[^/]+/, '/*');
}
