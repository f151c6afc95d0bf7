import { scryptSecretHashes } from '../adapters/node-crypto/index.ts';
import { smtpMail } from '../adapters/smtp/index.ts';
import { gateProfile } from '../core/claims/gate-profile.ts';
import type { Profile } from '../core/claims/profile.ts';
import type { AttemptLimit } from '../http/who/attempt-limit.ts';
import type { PeopleHttp } from '../http/who/people-session.ts';
import { sessionCookie } from '../http/who/session-cookie.ts';
import type { Settings } from '../options/options.ts';
import type { Clock, Database, Entropy, Mail, Sealing, SecretHashes } from '../ports/index.ts';

/** A turn of their own, so that a flood of sign-ins does not hold up the API secrets. None is remembered as right. */
const PASSWORD_LIMITS = { parallel: 2, waiting: 64, verified: 0 };

/** What concerns people: who they are, how they sign in, and what keeps guesses slow. @throws TypeError for half a mail server */
export function composePeople(
  settings: Pick<Settings, 'publicUrl' | 'smtpUrl' | 'mailFrom'>,
  database: Database,
  {
    clock,
    entropy,
    sealing,
    secretHashes,
    profile,
  }: {
    readonly clock: Clock;
    readonly entropy: Entropy;
    readonly sealing?: Sealing;
    readonly secretHashes?: SecretHashes;
    readonly profile?: Profile;
  },
  /** Where the dashboard is reached. */
  publicUrl: string,
  limit: AttemptLimit,
): PeopleHttp {
  const { accounts, people, sessions, links, secondFactors, companies } = database;
  const mail = mailOf(settings);
  const parts = {
    accounts,
    people,
    sessions,
    links,
    secondFactors,
    companies,
    clock,
    entropy,
    passwordHashes: secretHashes ?? scryptSecretHashes(PASSWORD_LIMITS),
    publicUrl,
    ...(profile && { profile: gateProfile(profile) }),
    ...(sealing && { sealing }),
    ...(mail && { mail }),
  };
  return {
    parts,
    by: (origin) => ({ ...parts, ...database.by(origin) }),
    auditLog: database.auditLog,
    cookie: sessionCookie(settings.publicUrl),
    origin: { publicUrl, isFixed: settings.publicUrl !== undefined },
    limit,
  };
}

function mailOf({ smtpUrl, mailFrom }: Pick<Settings, 'smtpUrl' | 'mailFrom'>): Mail | undefined {
  if (smtpUrl === undefined) return undefined;
  if (mailFrom === undefined) {
    throw new TypeError('A mail server is set, but no sender. Set mailFrom: --mail-from or MINTMARK_MAIL_FROM.');
  }
  return smtpMail(smtpUrl, mailFrom);
}
