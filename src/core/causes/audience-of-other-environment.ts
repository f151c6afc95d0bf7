import { isBelow } from '../claims/profiles/index.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { code, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { fieldValue } from '../request/origin.ts';

interface EnvironmentFacts extends Facts {
  readonly host: string;
  /** Names of environments. */
  readonly called: string;
  readonly named: string;
  readonly expected: string;
  readonly received: string;
}

export const audienceOfOtherEnvironment = defineCause<EnvironmentFacts>({
  id: 'audience-of-other-environment',
  stage: 'claims',
  cites: [
    rfc(7519, '4.1.3'),
    rfc(7523, '3'),
    { title: 'DocuSign: JWT Grant', url: 'https://developers.docusign.com/platform/auth/jwt-grant/jwt-get-token/' },
  ],
  needs: ['token', 'request'],
  certainty: 'proved',
  title: 'Invalid audience: aud is for another environment',
  searchedAs: [
    'sandbox or production audience',
    'login.salesforce.com or test.salesforce.com',
    'test environment token in production',
  ],
  related: ['audience-form-mismatch', 'wrong-host-or-region', 'application-of-other-account'],
  appliesTo: ['DocuSign', 'Salesforce', 'Client assertions', 'JSON Web Token (JWT)'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'What works in the sandbox is rejected in production, or the other way round: `audience is invalid`, `issuer_not_found`, `invalid_grant`.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'The claim `aud` names one environment and the request goes to another. Sandbox and production have their own accounts, keys and audiences, and each accepts only its own.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Set `aud` for the environment that you call, from the same setting as the host.'),
        'Use the app, the user and the key of that environment as well.',
      ),
    ],
    additional: [
      list(
        marked('DocuSign: `account-d.docusign.com` for demo accounts, `account.docusign.com` for the others.'),
        marked('Salesforce: `https://test.salesforce.com` for a sandbox, `https://login.salesforce.com` otherwise.'),
      ),
    ],
  },
  find({ token, profile, request }) {
    const { environments } = profile;
    const aud = token?.payload.members?.['aud'];
    const host = environments && fieldValue(request?.fields, 'host');
    if (environments === undefined || host === undefined || typeof aud !== 'string') return undefined;
    const called = environments.find(({ hosts }) => hosts.some((domain) => isBelow(host, domain)));
    const named = environments.find(({ audience }) => audience !== undefined && hostIn(audience) === hostIn(aud));
    if (called?.audience === undefined || named === undefined || called === named) return undefined;
    return {
      facts: {
        host: host.slice(0, 80),
        called: called.name,
        named: named.name,
        expected: called.audience,
        received: aud.slice(0, 80),
      },
      at: { in: 'token', part: 'payload', pointer: '/aud' },
    };
  },
  explain: ({ host, called, named, expected, received }) => ({
    title: `The token is for ${named}, and was sent to ${called}.`,
    detail: [
      pairs(
        ['expected', [code(expected), `, for ${called}`]],
        ['received', [code(received), `, which is ${named}`]],
        ['sent to', code(host)],
      ),
    ],
  }),
  fix: ({ expected, called, named }) => ({
    applicability: 'likely',
    steps: [
      `Set aud to ${expected}, and use the app, user and key of ${called}.`,
      `Or send the request to ${named}, if that is what you meant.`,
    ],
    artefact: JSON.stringify({ aud: expected }),
  }),
  mend: (input, { expected }) => reissue(input, { claims: { aud: expected } }),
  example: (kit) => ({
    profile: 'docusign',
    now: kit.now,
    token: kit.mint({
      claims: {
        application_id: undefined,
        jti: undefined,
        iss: '4f1a3c2e-8b7d-4c69-9e5f-0a2b3c4d5e6f',
        sub: '9d2c1b0a-7f6e-4d5c-8b4a-3e2d1c0b9a8f',
        aud: 'account-d.docusign.com',
        scope: 'signature impersonation',
      },
    }),
    request: { method: 'POST', target: '/oauth/token', fields: [['Host', 'account.docusign.com']] },
  }),
});

/** Audiences of two environments differ by their host; how it is written around that has a cause of its own. */
function hostIn(audience: string): string {
  return audience
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/:].*$/, '');
}
