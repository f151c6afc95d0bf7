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
import { GUIDE_IDS } from './guide-ids.ts';

const TEXTS = {
  'account-api-keys': accountApiKeys,
  'account-company': accountCompany,
  'account-email-address': accountEmailAddress,
  'account-invitation': accountInvitation,
  'account-phone-number': accountPhoneNumber,
  'account-profile-name': accountProfileName,
  authentication: authentication,
  'behind-a-proxy': behindAProxy,
  doctor: doctor,
  'key-rotation': keyRotation,
  'network-problems': networkProblems,
  people: people,
  webhooks: webhooks,
} as const satisfies Record<(typeof GUIDE_IDS)[number], string>;

export interface Guide {
  readonly id: string;
  readonly title: string;
  /** Markdown, the same file as in the documents. */
  readonly text: string;
}

export const GUIDES: readonly Guide[] = GUIDE_IDS.map((id) => {
  const text: string = TEXTS[id];
  return { id, title: /^# (.*)$/m.exec(text)?.[1] ?? id, text };
});
