/** The guides that the page shows, in the order in which they are needed: files of docs/guides. */
export const GUIDE_IDS = [
  'authentication',
  'doctor',
  'key-rotation',
  'network-problems',
  'webhooks',
  'people',
  'behind-a-proxy',
  'account-profile-name',
  'account-phone-number',
  'account-email-address',
  'account-company',
  'account-invitation',
  'account-api-keys',
] as const;
