/** The guides of docs/guides about the account, by the names of their files, with their headings. */
export const GUIDE_TITLES = {
  'account-profile-name': 'How do I update my profile name?',
  'account-phone-number': 'How do I update the phone number in my account?',
  'account-email-address': 'How do I change my e-mail address?',
  'account-company': 'How do I update my company information and address?',
  'account-invitation': "What should I do if I didn't receive the invitation e-mail?",
  'account-api-keys': 'Which API key sees what?',
} as const;

export type GuideName = keyof typeof GUIDE_TITLES;
