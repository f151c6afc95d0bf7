import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { isOtherAccount, signersOf } from '../observe/signers.ts';

interface AccountFacts extends Facts {
  readonly applicationId: string;
  /** `application`: the application named is of another account. `signer`: the key that signed is. */
  readonly what: 'application' | 'signer';
  /** The account asked for; `null` where it is that of the application. */
  readonly accountId: string | null;
  /** Of the key that signed. Whose it is, is not told across accounts. */
  readonly fingerprint: string | null;
}

export const applicationOfOtherAccount = defineCause<AccountFacts>({
  id: 'application-of-other-account',
  stage: 'signature',
  cites: [VONAGE_AUTHENTICATION, rfc(8725, '3.8')],
  audience: 'owner',
  needs: ['registry'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Application or key of another account',
  searchedAs: ['application belongs to another account', 'wrong account, wrong API key', 'subaccount'],
  article: {
    symptom: [
      paragraph(
        'Requests fail with 401 although the application and the key seem right. The application is not in the list of your account.',
      ),
    ],
    cause: [
      paragraph(
        'Two accounts are mixed up: the application that the token names, or the key that signed it, belongs to another account, a subaccount or another environment. Each account has its own applications; none is shared.',
      ),
    ],
    resolution: [
      steps(
        marked('List the applications of your account: `mintmark apps list`.'),
        'Take the id and the private key from the same application of the same account.',
        'If the account is the wrong one, set the API key and secret of the right one.',
      ),
    ],
    additional: [
      list(
        'A subaccount has its own API key and its own applications.',
        'What another account holds is not shown, only that it is not yours.',
      ),
    ],
  },
  related: ['signed-by-other-application', 'application-unknown', 'wrong-host-or-region'],
  explains: ['signed-by-unknown-key'],

  find(evidence) {
    const { registry } = evidence;
    const application = registry?.application;
    if (!application) return undefined;
    if (registry.accountId !== undefined && registry.accountId !== application.accountId) {
      return {
        facts: { applicationId: application.id, what: 'application', accountId: registry.accountId, fingerprint: null },
        at: { in: 'token', part: 'payload', pointer: `/${evidence.profile.identityClaim}` },
      };
    }
    const fingerprint = foreignSigner(evidence);
    if (fingerprint === undefined) return undefined;
    return {
      facts: { applicationId: application.id, what: 'signer', accountId: null, fingerprint },
      at: { in: 'token', part: 'signature' },
    };
  },

  explain: ({ applicationId, what, accountId, fingerprint }) =>
    what === 'application'
      ? {
          title: 'The application belongs to another account.',
          detail: [pairs(['application', applicationId], ['expected', `an application of the account ${accountId}`])],
        }
      : {
          title: 'Signed with the key of an application that belongs to another account.',
          detail: [
            pairs(
              ['token names', applicationId],
              ['signed by', `SHA256:${fingerprint}, a key of another account`],
              ['expected', 'a key of the application that the token names'],
            ),
          ],
        },

  fix: ({ applicationId, what }) => ({
    applicability: 'likely',
    steps: [
      what === 'application'
        ? 'Use an application of your own account, or the API key of the account that owns this one.'
        : `Sign with the private key of ${applicationId}, or name the application that the key belongs to.`,
    ],
    command: 'mintmark apps list',
  }),
  example: (kit) => {
    const input = kit.input({ token: kit.mint({ key: 'other' }) });
    const { registry } = input;
    if (!registry) return input;
    const otherKeys = registry.otherKeys.map((key) => ({ ...key, accountId: 'acc99f04' }));
    return { ...input, registry: { ...registry, otherKeys } };
  },
});

function foreignSigner(evidence: Evidence): string | undefined {
  const signers = signersOf(evidence);
  const isForeign = signers.every(({ registered }) => registered !== undefined && isOtherAccount(registered, evidence));
  return isForeign ? signers[0]?.fingerprint : undefined;
}
