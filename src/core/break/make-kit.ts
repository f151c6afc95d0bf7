import { encodeBase64url } from '../encoding/base64url.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';
import type { RegisteredKey, RegistryEvidence } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import type { Kit, KitKey } from '../evidence/kit.ts';
import { hmacSha256 } from '../hash/hmac.ts';
import { fingerprint, publicKeyOf } from '../keys/fingerprint.ts';
import type { PublicKey } from '../keys/key.ts';
import type { KeyState } from '../keys/key-state.ts';
import { spkiPem } from '../keys/key-text.ts';
import { parseKey } from '../keys/parse-key.ts';
import { type KitStyle, PLAIN_STYLE } from './kit-style.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** Of a good token when it is judged. */
const AGE_SECONDS = 10;
const USUAL_LIFETIME_SECONDS = 900;

type Members = { readonly [name: string]: unknown };
type MintOptions = NonNullable<Parameters<Kit['mint']>[0]>;

/** What a kit is made of: a clock that stands still, ids, key pairs and a way to sign. */
export interface KitParts {
  /** NumericDate seconds, whole. */
  readonly now: number;
  readonly applicationId: string;
  readonly otherApplicationId: string;
  readonly jti: string;
  /** PEM text of an RSA private key; asked for once a name. */
  privateKey(name: KitKey): string;
  /** RSASSA-PKCS1-v1_5 (RFC 8017 §8.2) with the private key of that name. */
  sign(hash: 'SHA-256' | 'SHA-384' | 'SHA-512', name: KitKey, bytes: Uint8Array): Uint8Array;
}

/** Builds the kit that examples of causes are made with. `style` changes what has nothing to do with their faults. */
export function makeKit(parts: KitParts, style: KitStyle = PLAIN_STYLE): Kit {
  const { now, applicationId, otherApplicationId } = parts;
  const privateKeys = new Map<KitKey, string>();
  const publicKeys = new Map<KitKey, PublicKey>();
  const iat = now - AGE_SECONDS;
  const goodClaims: Members = style.arrange({
    application_id: applicationId,
    iat,
    exp: iat + (style.lifetimeSeconds ?? USUAL_LIFETIME_SECONDS),
    jti: style.jti ?? parts.jti,
  });

  const kit: Kit = {
    now,
    applicationId,
    otherApplicationId,
    privateKey: (name) => remembered(privateKeys, name, parts.privateKey),
    publicKey: (name) => spkiPem(publicKey(name)),
    fingerprint: (name) => fingerprint(publicKey(name)),
    claims: (change = {}) => merge(goodClaims, change),
    mint(options: MintOptions = {}) {
      const header = options.headerText ?? style.arrange(merge({ alg: 'RS256', typ: 'JWT' }, options.header ?? {}));
      const payload = options.payloadText ?? claimsOf(options.claims ?? {});
      const signingInput = join(header, payload);
      const signed = options.signInput?.(signingInput) ?? signingInput;
      const bytes = typeof signed === 'string' ? encodeUtf8(signed) : signed;
      const signature = parts.sign(options.hash ?? 'SHA-256', options.key ?? 'active', bytes);
      return `${signingInput}.${encodeBase64url(signature)}`;
    },
    mintHmac(secret, header = {}) {
      const signingInput = join(style.arrange(merge({ alg: 'HS256', typ: 'JWT' }, header)), claimsOf({}));
      return `${signingInput}.${encodeBase64url(hmacSha256(encodeUtf8(secret), encodeUtf8(signingInput)))}`;
    },
    input,
  };
  return kit;

  function publicKey(name: KitKey): PublicKey {
    return remembered(publicKeys, name, () => {
      const { key } = parseKey(kit.privateKey(name));
      if (key === undefined) throw new TypeError(`privateKey(${name}): expected a PEM text`);
      return publicKeyOf(key);
    });
  }

  /** Tokens of other providers have claims of their own only, and a lifetime that each of them takes. */
  function claimsOf(change: Members): Members {
    const isOwn = !('application_id' in change && change['application_id'] === undefined);
    if (!isOwn) return merge({ ...goodClaims, exp: iat + USUAL_LIFETIME_SECONDS }, change);
    const exp = style.lifetimeSeconds === undefined ? undefined : goodClaims['exp'];
    return merge({ ...goodClaims, exp, ...style.claims }, change);
  }

  /** Without a request of its own, the request carries `authorization`, or the token as it should be. */
  function input(change: Partial<Input> = {}): Input {
    const ownCredentials = change.authorization !== undefined || change.request?.fields !== undefined;
    const token = change.token ?? kit.mint();
    return {
      profile: 'vonage',
      now,
      clientNow: now,
      ...(ownCredentials ? {} : { token }),
      registry: registry(),
      replay: { firstSeenAt: null },
      ...change,
      request: {
        method: style.method,
        target: style.target,
        fields: style.fields(change.authorization ?? `Bearer ${token}`),
        ...change.request,
      },
    };
  }

  function registry(): RegistryEvidence {
    return {
      application: {
        id: applicationId,
        name: 'Checkout',
        accountId: 'acc6111f',
        suspended: false,
        capabilities: ['messages', 'voice'],
        singleUse: false,
      },
      keys: [
        registered('draft', 'draft', { createdAt: now - HOUR }),
        registered('active', 'active', { createdAt: now - 20 * DAY }),
        registered('replaced', 'retiring', {
          createdAt: now - 200 * DAY,
          endedAt: now - 20 * DAY,
          expiresAt: now - 19 * DAY,
        }),
        registered('revoked', 'revoked', { createdAt: now - 300 * DAY, endedAt: now - 200 * DAY }),
      ],
      otherKeys: [registered('other', 'active', { createdAt: now - 90 * DAY })],
      siblingIds: [otherApplicationId],
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
      applicationId: own ? applicationId : otherApplicationId,
      applicationName: own ? 'Checkout' : 'Support desk',
      fingerprint: kit.fingerprint(name),
      state,
      publicKey: kit.publicKey(name),
      ...times,
    };
  }
}

function remembered<K, V>(known: Map<K, V>, name: K, make: (name: K) => V): V {
  const before = known.get(name);
  if (before !== undefined) return before;
  const made = make(name);
  known.set(name, made);
  return made;
}

function join(...parts: (Members | string | Uint8Array)[]): string {
  return parts
    .map((part) =>
      part instanceof Uint8Array ? part : encodeUtf8(typeof part === 'string' ? part : JSON.stringify(part)),
    )
    .map(encodeBase64url)
    .join('.');
}

function merge(members: Members, change: Members): Members {
  return Object.fromEntries(Object.entries({ ...members, ...change }).filter(([, value]) => value !== undefined));
}
