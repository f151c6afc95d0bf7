import { defineCause, type Facts } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { observedAnswer } from '../observe/observed-answer.ts';
import { hintOf, isSoundToken, saidBy } from '../observe/sound-token.ts';

interface AclFacts extends Facts {
  readonly answer: string;
  readonly path: string | null;
}

/** What a Client SDK needs (Vonage, "JWT access control lists"). */
const CLIENT_ACL = {
  paths: Object.fromEntries(
    ['users', 'conversations', 'sessions', 'devices', 'image', 'media', 'push', 'knocking', 'legs'].map((name) => [
      `/*/${name}/**`,
      {},
    ]),
  ),
};

export const aclMissing = defineCause<AclFacts>({
  id: 'acl-missing',
  stage: 'environment',
  status: 403,
  challenge: 'insufficient_scope',
  cites: [
    VONAGE_AUTHENTICATION,
    { title: 'Vonage: JWT access control lists', url: 'https://developer.vonage.com/en/conversation/guides/jwt-acl' },
  ],
  needs: ['token', 'acl', 'response'],
  certainty: 'possible',
  title: 'Token for a user has no acl claim',
  searchedAs: ['Client SDK token without acl', 'user token needs acl'],
  related: ['path-not-in-acl', 'acl-malformed', 'subject-invalid'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'A Client SDK logs in and then gets `system:error:permission`, or cannot receive calls. Its token has a `sub` and no `acl`.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'In most APIs, a token without `acl` may do everything that its application may. For tokens of users, Vonage asks for an `acl` with the paths that the client uses, and some of its services reject a token without one.',
        ),
      ),
    ],
    resolution: [
      steps(marked('Add an `acl` with the paths that the client uses:')),
      command('mintmark mint --app APPLICATION_ID --key private.key --sub alice --acl @acl.json'),
    ],
    additional: [
      list(
        marked('Calls need `/*/legs/**` and `/*/knocking/**` as well.'),
        'Mintmark itself accepts a token without an acl: it is then unrestricted.',
      ),
    ],
  },
  find(evidence) {
    const { acl, token, profile, response, request } = evidence;
    if (!profile.acl || acl?.kind !== 'absent' || typeof token?.payload.members?.['sub'] !== 'string') return undefined;
    const isRefused = response?.status === 403 && isSoundToken(evidence);
    const certainty = hintOf(evidence, 'acl-missing') ?? (isRefused ? 'possible' : undefined);
    if (!certainty) return undefined;
    return {
      facts: {
        answer: saidBy(evidence, observedAnswer(evidence)?.message?.text),
        path: request?.target?.path?.slice(0, 80) ?? null,
      },
      at: { in: 'token', part: 'payload' },
      certainty,
    };
  },
  explain: ({ answer, path }) => ({
    title: 'The token is for a user and has no acl; the server may ask for one.',
    detail: [
      pairs(
        ['expected', 'an acl with the paths that the client uses'],
        ['received', 'no acl'],
        ['answer', answer],
        ...(path === null ? [] : [['path', path] as const]),
      ),
    ],
  }),
  fix: () => ({
    applicability: 'guess',
    steps: ['Add an acl with the paths that the client uses; calls need legs and knocking as well.'],
    artefact: JSON.stringify(CLIENT_ACL),
  }),
  mend: (input) => reissue(input, { claims: { acl: CLIENT_ACL } }),
  example: (kit) => ({
    ...kit.input({
      token: kit.mint({ claims: { sub: 'alice' } }),
      response: { status: 403, body: '{"code":"system:error:permission"}' },
    }),
    request: { method: 'GET', target: '/v1/users' },
  }),
});
