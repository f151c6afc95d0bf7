import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { BoundedMap } from '../../core/encoding/bounded-map.ts';
import type { Asker, SecretHashes } from '../../ports/secret-hashes.ts';
import { takeTurns } from './turns.ts';

/** Parameters of scrypt (RFC 7914 §2): `128 * N * r` bytes, `p` times over. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP Password Storage Cheat Sheet: 32 MiB, three times over. */
const COST: ScryptCost = { N: 2 ** 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** An account has two secrets at most, so two comparisons are what every refusal costs. */
const COMPARISONS = 2;

export interface SecretHashLimits {
  /** Computations at once: each takes 32 MiB and one of libuv's threads. */
  readonly parallel: number;
  /** Computations that may wait; more are turned away. Of one network, half of them; with one name, a quarter. */
  readonly waiting: number;
  /** Pairs of secret and hashes that verified, remembered. */
  readonly verified: number;
}

/** Secret hashes by scrypt (RFC 7914). */
export function scryptSecretHashes(
  limits: SecretHashLimits = { parallel: 2, waiting: 64, verified: 10_000 },
  cost: ScryptCost = COST,
): SecretHashes {
  const inTurn = takeTurns(limits);
  const pairKey = randomBytes(32);
  /** Names of pairs that verified. A pair is named with its hashes: it is never asked for once one is gone. */
  const verified = new BoundedMap<number>(limits.verified);
  /** The same pair, asked for many times at once, is computed once. */
  const underWay = new Map<string, Promise<number>>();

  function pairName(secret: string, stored: readonly string[]): string {
    return createHmac('sha256', pairKey).update(JSON.stringify(stored)).update(secret).digest('base64');
  }

  async function compareAll(secret: string, stored: readonly string[], asker?: Asker): Promise<number> {
    const hashes = stored.map(parse);
    while (hashes.length < COMPARISONS) hashes.push(undefined);
    for (const [index, hash] of hashes.entries()) {
      if (await inTurn(() => (hash ? compare(secret, hash) : compareNothing(secret, cost)), asker)) return index;
    }
    return -1;
  }

  async function match(secret: string, stored: readonly string[], asker?: Asker): Promise<number> {
    const name = pairName(secret, stored);
    const known = verified.get(name);
    if (known !== undefined) return known;
    let comparing = underWay.get(name);
    if (comparing === undefined) {
      comparing = compareAll(secret, stored, asker).finally(() => underWay.delete(name));
      underWay.set(name, comparing);
    }
    const index = await comparing;
    if (index >= 0) verified.set(name, index);
    return index;
  }

  return {
    async hash(secret) {
      const salt = randomBytes(SALT_BYTES);
      const hash = await inTurn(() => derive(secret, salt, cost));
      return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), hash.toString('base64')].join('$');
    },
    verify: async (secret, stored, asker) => (await match(secret, stored, asker)) >= 0,
    match,
  };
}

interface Hash {
  readonly cost: ScryptCost;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

async function compare(secret: string, stored: Hash): Promise<boolean> {
  return timingSafeEqual(await derive(secret, stored.salt, stored.cost), stored.hash);
}

/** The same work without a hash to compare with. */
async function compareNothing(secret: string, cost: ScryptCost): Promise<boolean> {
  await derive(secret, randomBytes(SALT_BYTES), cost);
  return false;
}

function derive(secret: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, HASH_BYTES, { ...cost, maxmem: 256 * cost.N * cost.r }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}

/** `undefined` for what was never written by `hash`: nothing matches it. */
function parse(stored: string): Hash | undefined {
  const [scheme, N, r, p, salt, hash, ...rest] = stored.split('$');
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined || rest.length > 0) return undefined;
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const bytes = Buffer.from(hash, 'base64');
  const usable =
    Number.isInteger(Math.log2(cost.N)) && cost.N > 1 && cost.N <= 2 ** 18 && within(cost.r, 16) && within(cost.p, 16);
  return usable && bytes.length === HASH_BYTES ? { cost, salt: Buffer.from(salt, 'base64'), hash: bytes } : undefined;
}

const within = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
