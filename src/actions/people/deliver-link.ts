import { MailError, type OneTimeLink } from '../../ports/index.ts';
import type { PeopleParts } from './parts.ts';

/** How a link reached the person: in a mail, or not: then whoever asked for it, or the operator, passes it on. */
export type Delivery =
  | { readonly by: 'mail' }
  | { readonly by: 'hand'; readonly url: string; readonly why: 'no-mail-server' | 'mail-failed' };

/** Sends a link to the address that it was made for. */
export async function deliverLink(
  { mail }: Pick<PeopleParts, 'mail'>,
  to: string,
  { purpose, role }: Pick<OneTimeLink, 'purpose' | 'role'>,
  url: string,
  accountName: string,
): Promise<Delivery> {
  if (!mail) return { by: 'hand', url, why: 'no-mail-server' };
  const { subject, text } = WORDS[purpose](accountName, role ?? '');
  try {
    await mail.send({ to, subject, text: `${text}\n\n${url}\n\n${LIFETIMES[purpose]}\n` });
    return { by: 'mail' };
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    return { by: 'hand', url, why: 'mail-failed' };
  }
}

type Words = (accountName: string, role: string) => { readonly subject: string; readonly text: string };

const WORDS: Readonly<Record<OneTimeLink['purpose'], Words>> = {
  'first-start': () => ({ subject: 'First sign-in to Mintmark', text: 'Open this link to become the first owner:' }),
  invitation: (accountName, role) => ({
    subject: `Invitation to ${accountName} on Mintmark`,
    text: `You are invited to the account "${accountName}" as ${role}. Open this link to accept:`,
  }),
  'email-change': () => ({
    subject: 'Confirm your new e-mail address',
    text: 'This address was entered as the new one for a sign-in to Mintmark. Open this link to confirm it:',
  }),
  'password-reset': () => ({
    subject: 'Reset your Mintmark password',
    text: 'Somebody asked to reset the password for this address. Open this link to choose a new one:',
  }),
};

const HOUR =
  'The link works once and expires in an hour. If you did not ask for it, ignore this message: nothing changes.';
const LIFETIMES: Readonly<Record<OneTimeLink['purpose'], string>> = {
  'first-start': HOUR,
  invitation: 'The link works once and expires in a week.',
  'email-change': HOUR,
  'password-reset': HOUR,
};
