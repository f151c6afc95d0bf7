import { formatUtc } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';

interface RetiredFacts extends Facts {
  readonly type: string;
  /** NumericDate seconds. */
  readonly retiredAt: number;
  readonly instead: string;
}

interface Retirement {
  readonly type: string;
  readonly retiredAt: number;
  readonly instead: string;
  readonly claim: string;
  readonly matches: RegExp;
}

/** What providers have announced, by the claim that shows it. */
const RETIREMENTS: readonly Retirement[] = [
  {
    type: 'Adobe Service Account (JWT) credential',
    claim: 'aud',
    matches: /^https:\/\/ims-na1\.adobelogin\.com\/c\//,
    retiredAt: 1_751_328_000,
    instead: 'an OAuth Server-to-Server credential',
  },
];

export const credentialTypeRetired = defineCause<RetiredFacts>({
  id: 'credential-type-retired',
  stage: 'environment',
  cites: [
    {
      title: 'Adobe: Service Account (JWT) authentication, deprecation',
      url: 'https://developer.adobe.com/developer-console/docs/guides/authentication/JWT/',
    },
  ],
  needs: ['token', 'now'],
  certainty: 'proved',
  title: 'Credential type retired by the provider',
  searchedAs: ['deprecated JWT app', 'legacy API key', 'old authentication removed'],
  related: ['credential-type-not-allowed', 'sdk-defect', 'token-of-other-kind'],
  appliesTo: ['Adobe', 'Older SDKs', 'JSON Web Token (JWT)'],
  article: {
    symptom: [paragraph('Code that worked for years is rejected from one day on, with nothing changed on your side.')],
    cause: [
      paragraph(
        'The provider no longer accepts this type of credential, or the version of its library. It was announced to the owner of the account and on the pages of the provider.',
      ),
    ],
    resolution: [
      steps(
        'Read the announcement about the replacement.',
        'Create the new credential, upgrade the library, and remove the old one.',
      ),
    ],
    additional: [
      list(
        marked(
          'Adobe: Service Account (JWT) credentials stopped working on 30 June 2025; OAuth Server-to-Server credentials replace them.',
        ),
        'An old SDK fails in the same way when its provider requires claims that it does not write.',
      ),
    ],
  },
  find({ token, now }) {
    const members = token?.payload.members;
    if (members === undefined || now === undefined) return undefined;
    const retired = RETIREMENTS.find(({ claim, matches, retiredAt }) => {
      const value = members[claim];
      return typeof value === 'string' && now >= retiredAt && matches.test(value);
    });
    if (!retired) return undefined;
    const { type, retiredAt, instead, claim } = retired;
    return { facts: { type, retiredAt, instead }, at: { in: 'token', part: 'payload', pointer: `/${claim}` } };
  },
  explain: ({ type, retiredAt, instead }) => ({
    title: `This type of credential is no longer accepted: ${type}.`,
    detail: [pairs(['retired', formatUtc(retiredAt)], ['received', type], ['expected', instead])],
  }),
  fix: ({ instead }) => ({
    applicability: 'certain',
    steps: [`Create ${instead}, and use it instead.`],
  }),
  example: (kit) => ({
    profile: 'jwt',
    now: kit.now,
    token: kit.mint({
      claims: {
        application_id: undefined,
        iss: '8A7B6C5D4E3F2A1B0C9D8E7F@AdobeOrg',
        sub: '1A2B3C4D5E6F7A8B9C0D1E2F@techacct.adobe.com',
        aud: 'https://ims-na1.adobelogin.com/c/0f1e2d3c4b5a69788796a5b4c3d2e1f0',
      },
    }),
  }),
});
