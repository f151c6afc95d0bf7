import { createHash, createHmac, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { KeyState, RegisteredKey, RegistryEvidence } from '../../src/core/diagnosis/evidence.ts';
import type { Input } from '../../src/core/diagnosis/input.ts';
import type { Kit, KitKey } from '../../src/core/diagnosis/kit.ts';

const NOW = 1_790_000_000;
const HOUR = 3600;
const DAY = 24 * HOUR;
const APPLICATION_ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const OTHER_APPLICATION_ID = '3f6b2a1d-58c4-4e0b-9d27-61a8f0c5b394';
const TEST_KEYS = new URL('../../vectors/keys/', import.meta.url);

type Options = NonNullable<Parameters<Kit['mint']>[0]>;
type Members = { readonly [name: string]: unknown };

const pairs = new Map<
  KitKey,
  { readonly privateKey: string; readonly publicKey: string; readonly fingerprint: string }
>();

/** What examples are built from, with the test keys of `vectors/keys` and a clock that stands still. */
export const kit: Kit = {
  now: NOW,
  applicationId: APPLICATION_ID,
  otherApplicationId: OTHER_APPLICATION_ID,
  privateKey: (name) => pair(name).privateKey,
  publicKey: (name) => pair(name).publicKey,
  fingerprint: (name) => pair(name).fingerprint,
  claims: (change = {}) => merge(goodClaims, change),
  mint,
  mintHmac(secret, header = {}) {
    const signingInput = join(merge({ alg: 'HS256', typ: 'JWT' }, header), goodClaims);
    return `${signingInput}.${createHmac('sha256', secret).update(signingInput).digest('base64url')}`;
  },
  input,
};

const goodClaims: Members = {
  application_id: APPLICATION_ID,
  iat: NOW - 10,
  exp: NOW + 890,
  jti: '0b9f6bd0-7f0a-4a7e-9c39-5f1f3d1c2a44',
};

function mint(options: Options = {}): string {
  const header = options.headerText ?? merge({ alg: 'RS256', typ: 'JWT' }, options.header ?? {});
  const payload = options.payloadText ?? merge(goodClaims, options.claims ?? {});
  const signingInput = join(header, payload);
  const signed = Buffer.from(options.signInput?.(signingInput) ?? signingInput);
  const hash = (options.hash ?? 'SHA-256').replace('-', '');
  return `${signingInput}.${sign(hash, signed, kit.privateKey(options.key ?? 'active')).toString('base64url')}`;
}

/** Without a request of its own, the request carries `authorization`, or the token as it should be. */
function input(change: Partial<Input> = {}): Input {
  const ownCredentials = change.authorization !== undefined || change.request?.fields !== undefined;
  const token = change.token ?? mint();
  return {
    profile: 'vonage',
    now: NOW,
    clientNow: NOW,
    ...(ownCredentials ? {} : { token }),
    registry: registry(),
    replay: { firstSeenAt: null },
    ...change,
    request: {
      method: 'POST',
      target: '/v1/calls',
      fields: [
        ['Host', 'api.nexmo.com'],
        ['Authorization', change.authorization ?? `Bearer ${token}`],
        ['Content-Type', 'application/json'],
      ],
      ...change.request,
    },
  };
}

function registry(): RegistryEvidence {
  return {
    application: {
      id: APPLICATION_ID,
      name: 'Checkout',
      accountId: 'acc6111f',
      suspended: false,
      capabilities: ['messages', 'voice'],
      singleUse: false,
    },
    keys: [
      registered('draft', 'draft', { createdAt: NOW - HOUR }),
      registered('active', 'active', { createdAt: NOW - 20 * DAY }),
      registered('replaced', 'retiring', {
        createdAt: NOW - 200 * DAY,
        endedAt: NOW - 20 * DAY,
        expiresAt: NOW - 19 * DAY,
      }),
      registered('revoked', 'revoked', { createdAt: NOW - 300 * DAY, endedAt: NOW - 200 * DAY }),
    ],
    otherKeys: [registered('other', 'active', { createdAt: NOW - 90 * DAY })],
    siblingIds: [OTHER_APPLICATION_ID],
  };
}

function registered(
  name: KitKey,
  state: KeyState,
  times: Pick<RegisteredKey, 'createdAt' | 'endedAt' | 'expiresAt'>,
): RegisteredKey {
  const own = name !== 'other';
  return {
    id: `key-${name}`,
    applicationId: own ? APPLICATION_ID : OTHER_APPLICATION_ID,
    applicationName: own ? 'Checkout' : 'Support desk',
    fingerprint: kit.fingerprint(name),
    state,
    publicKey: kit.publicKey(name),
    ...times,
  };
}

function pair(name: KitKey) {
  const known = pairs.get(name);
  if (known) return known;
  const privateKey = readFileSync(new URL(`test-${name}.pem`, TEST_KEYS), 'utf8');
  const key = createPublicKey(privateKey);
  const made = {
    privateKey,
    publicKey: key.export({ type: 'spki', format: 'pem' }).toString(),
    fingerprint: createHash('sha256')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest('base64'),
  };
  pairs.set(name, made);
  return made;
}

function join(...parts: (Members | string | Uint8Array)[]): string {
  return parts
    .map((part) => (typeof part === 'string' || part instanceof Uint8Array ? part : JSON.stringify(part)))
    .map((part) => Buffer.from(part as string).toString('base64url'))
    .join('.');
}

function merge(members: Members, change: Members): Members {
  return Object.fromEntries(Object.entries({ ...members, ...change }).filter(([, value]) => value !== undefined));
}
