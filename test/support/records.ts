import { randomUUID } from 'node:crypto';
import type { AcceptedRequest } from '../../src/ports/accepted-requests.ts';
import type { Account, StoredSecret } from '../../src/ports/accounts.ts';
import { NEW_SETTINGS, type StoredApplication, type StoredKey } from '../../src/ports/applications.ts';
import type { OneTimeLink } from '../../src/ports/one-time-links.ts';
import type { Person } from '../../src/ports/people.ts';
import type { StoredReport } from '../../src/ports/reports.ts';
import type { Session } from '../../src/ports/sessions.ts';

/** NumericDate seconds: where the clock of the storage tests stands. */
export const NOW = 1_790_000_000;

let made = 0;
/** Each record is a millisecond younger than the one before. */
const tick = () => NOW + ++made / 1000;

export const account = (change: Partial<Account> = {}): Account => ({
  id: randomUUID().slice(0, 8),
  name: 'Account',
  parentId: null,
  suspended: false,
  createdAt: tick(),
  ...change,
});

export const secret = (accountId: string, change: Partial<StoredSecret> = {}): StoredSecret => ({
  id: randomUUID(),
  accountId,
  hash: 'scrypt$1$1$1$c2FsdA==$aGFzaA==',
  createdAt: tick(),
  ...change,
});

export const application = (accountId: string, change: Partial<StoredApplication> = {}): StoredApplication => ({
  ...NEW_SETTINGS,
  id: randomUUID(),
  accountId,
  name: 'Application',
  capabilities: {},
  suspended: false,
  createdAt: tick(),
  updatedAt: NOW,
  revision: 1,
  ...change,
});

export const key = (applicationId: string, change: Partial<StoredKey> = {}): StoredKey => ({
  id: randomUUID(),
  applicationId,
  fingerprint: randomUUID(),
  publicKey: '-----BEGIN PUBLIC KEY-----\n…\n-----END PUBLIC KEY-----\n',
  state: 'active',
  createdAt: tick(),
  activatedAt: NOW,
  endedAt: null,
  expiresAt: null,
  lastUsedAt: null,
  note: '',
  environment: '',
  ...change,
});

export const person = (change: Partial<Person> = {}): Person => {
  const email = change.email ?? `${randomUUID()}@example.com`;
  const id = randomUUID();
  const names = { name: 'Person', phone: null };
  return { id, email, emailKey: email, passwordHash: randomUUID(), createdAt: tick(), ...names, ...change };
};

export const session = (personId: string, change: Partial<Session> = {}): Session => ({
  id: randomUUID(),
  tokenHash: randomUUID(),
  personId,
  createdAt: tick(),
  seenAt: NOW,
  userAgent: 'Browser/1',
  address: '127.0.0.1',
  ...change,
});

/** An invitation, where nothing else is said. */
export const link = (change: Partial<OneTimeLink> = {}): OneTimeLink => ({
  id: randomUUID(),
  tokenHash: randomUUID(),
  purpose: 'invitation',
  email: `${randomUUID()}@example.com`,
  accountId: null,
  role: 'viewer',
  personId: null,
  createdAt: tick(),
  expiresAt: NOW + 3600,
  usedAt: null,
  ...change,
});

const EMPTY = {
  verdict: 'rejected',
  profile: 'vonage',
  rules: { profile: 'vonage', name: 'Vonage application', chosenBy: 'registry', because: 'the gate guards it' },
  rootCause: null,
  findings: [],
  checks: [],
  afterFix: null,
} as const;

export const report = (accountId: string | null, change: Partial<StoredReport> = {}): StoredReport => ({
  id: randomUUID(),
  at: tick(),
  accountId,
  applicationId: null,
  cause: 'token-expired',
  status: 401,
  method: 'POST',
  path: '/v1/calls',
  clientAddress: '192.0.2.7',
  userAgent: 'client/1',
  report: EMPTY,
  traceparent: null,
  callerReport: EMPTY,
  signedBy: null,
  token: { header: { alg: 'RS256' }, claims: { jti: 'a' } },
  ...change,
});

export const acceptedRequest = (
  accountId: string,
  applicationId: string,
  change: Partial<AcceptedRequest> = {},
): AcceptedRequest => ({
  id: randomUUID(),
  at: tick(),
  accountId,
  applicationId,
  status: 204,
  method: 'POST',
  path: '/v1/calls',
  clientAddress: '192.0.2.7',
  userAgent: 'client/1',
  keyFingerprint: 'fingerprint',
  tokenHash: 'hash',
  standsFor: 1,
  ...change,
});
