import accountApiKeys from '../../../../docs/guides/account-api-keys.md?raw';
import accountCompany from '../../../../docs/guides/account-company.md?raw';
import accountEmailAddress from '../../../../docs/guides/account-email-address.md?raw';
import accountInvitation from '../../../../docs/guides/account-invitation.md?raw';
import accountPhoneNumber from '../../../../docs/guides/account-phone-number.md?raw';
import accountProfileName from '../../../../docs/guides/account-profile-name.md?raw';
import authentication from '../../../../docs/guides/authentication.md?raw';
import behindAProxy from '../../../../docs/guides/behind-a-proxy.md?raw';
import doctor from '../../../../docs/guides/doctor.md?raw';
import keyRotation from '../../../../docs/guides/key-rotation.md?raw';
import networkProblems from '../../../../docs/guides/network-problems.md?raw';
import people from '../../../../docs/guides/people.md?raw';
import webhooks from '../../../../docs/guides/webhooks.md?raw';

export interface Guide {
  readonly id: string;
  readonly title: string;
  /** Markdown, the same file as in the documents. */
  readonly text: string;
}

/** The guides, in the order in which they are needed. */
export const GUIDES: readonly Guide[] = [
  guide('authentication', authentication),
  guide('doctor', doctor),
  guide('key-rotation', keyRotation),
  guide('network-problems', networkProblems),
  guide('webhooks', webhooks),
  guide('people', people),
  guide('behind-a-proxy', behindAProxy),
  guide('account-profile-name', accountProfileName),
  guide('account-phone-number', accountPhoneNumber),
  guide('account-email-address', accountEmailAddress),
  guide('account-company', accountCompany),
  guide('account-invitation', accountInvitation),
  guide('account-api-keys', accountApiKeys),
];

function guide(id: string, text: string): Guide {
  return { id, title: /^# (.*)$/m.exec(text)?.[1] ?? id, text };
}
