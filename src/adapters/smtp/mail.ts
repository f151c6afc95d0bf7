import { MailError } from '../../ports/errors.ts';
import type { Mail } from '../../ports/mail.ts';

/** Somebody waits for the answer of the page that sends mail, so a mail server has less time than a page. */
const TIMEOUTS_MS = { connectionTimeout: 4000, greetingTimeout: 4000, socketTimeout: 8000, dnsTimeout: 4000 };

/**
 * Sends by one mail server, with a connection for each message. STARTTLS is used where the server has it; over
 * `smtps:`, TLS is there from the beginning.
 * @param url `smtp://user:password@host:587` or `smtps://user:password@host:465`
 * @param from an address, with a name before it where wanted
 */
export function smtpMail(url: string, from: string): Mail {
  return {
    async send({ to, subject, text }) {
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({ url, ...TIMEOUTS_MS, disableFileAccess: true, disableUrlAccess: true });
      try {
        // As an object, so that nothing in the address is read as a second one.
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text });
      } catch (error) {
        throw new MailError(`The mail server ${hostOf(url)} did not accept the message: ${reasonOf(error)}.`);
      } finally {
        transport.close();
      }
    },
  };
}

/** Without user and password. */
const hostOf = (url: string) => new URL(url).host;

/** The kind of error and the server's own code. Its words are left out: they may repeat what was sent. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { readonly code?: string; readonly responseCode?: number };
  return [code ?? 'unknown error', responseCode].filter((part) => part !== undefined).join(' ');
}
