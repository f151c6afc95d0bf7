import { scrypt, scryptSync } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { scryptSecretHashes } from '../../../src/adapters/node-crypto/index.ts';

const SECRET = 'Abcdefg1';
/** A sixteenth of the usual cost: the tests are about what is done, not about how long it takes. */
const COST = { N: 2 ** 13, r: 8, p: 1 };
const WIDE = { parallel: 2, waiting: 64, verified: 100 };
const hashes = scryptSecretHashes(WIDE, COST);

vi.mock('node:crypto', async (load) => {
  const real = await load<typeof import('node:crypto')>();
  return { ...real, scrypt: vi.fn(real.scrypt) };
});

/** How many times scrypt is computed: what takes time, and nothing else does. */
async function computations(work: () => Promise<unknown>): Promise<number> {
  const before = vi.mocked(scrypt).mock.calls.length;
  await work();
  return vi.mocked(scrypt).mock.calls.length - before;
}

describe('hash', () => {
  test('says how it was made, and is scrypt of the secret', async () => {
    const stored = await scryptSecretHashes().hash(SECRET);
    const [scheme, N, r, p, salt, hash] = stored.split('$');
    expect([scheme, N, r, p]).toEqual(['scrypt', '32768', '8', '3']);
    const options = { N: 32768, r: 8, p: 3, maxmem: 2 ** 26 };
    expect(hash).toBe(scryptSync(SECRET, Buffer.from(salt ?? '', 'base64'), 32, options).toString('base64'));
    expect(stored).not.toContain(SECRET);
  });

  test('is another one each time', async () => {
    expect(await hashes.hash(SECRET)).not.toBe(await hashes.hash(SECRET));
  });
});

describe('verify', () => {
  test('finds the secret among the stored hashes', async () => {
    const [first, second] = [await hashes.hash(SECRET), await hashes.hash('Zyxwvut9')];
    expect(await hashes.verify(SECRET, [first, second])).toBe(true);
    expect(await hashes.verify('Zyxwvut9', [first, second])).toBe(true);
    expect(await hashes.verify(SECRET, [second])).toBe(false);
    expect(await hashes.verify(`${SECRET} `, [first])).toBe(false);
    expect(await hashes.verify('', [first])).toBe(false);
    expect(await hashes.verify(SECRET, [])).toBe(false);
  });

  test('a pair that verified is answered from memory, and only while its hash is stored', async () => {
    const [first, second] = [await hashes.hash(SECRET), await hashes.hash('Zyxwvut9')];
    expect(await computations(() => hashes.verify(SECRET, [first, second]))).toBe(1);
    expect(await computations(() => hashes.verify(SECRET, [first, second]))).toBe(0);
    expect(await hashes.verify(SECRET, [second])).toBe(false);
  });

  test('a wrong secret is not remembered as right, nor as wrong', async () => {
    const stored = [await hashes.hash(SECRET)];
    expect(await hashes.verify('wrong', stored)).toBe(false);
    expect(await hashes.verify('wrong', stored)).toBe(false);
    expect(await hashes.verify(SECRET, stored)).toBe(true);
  });

  test('a refusal costs the same for an unknown account as for one or two secrets', async () => {
    const stored = [await hashes.hash(SECRET), await hashes.hash(SECRET)];
    for (const known of [[], stored.slice(1), stored, ['damaged']]) {
      expect(await computations(() => hashes.verify('wrong', known))).toBe(2);
    }
  });

  test('what hash never wrote matches nothing, and is no reason to fail', async () => {
    const good = await hashes.hash(SECRET);
    const [, , , , salt, hash] = good.split('$');
    const damaged = ['', 'scrypt', `scrypt$0$8$3$${salt}$${hash}`, `scrypt$3$8$3$${salt}$${hash}`, `${good}$x`];
    const excessive = [`scrypt$1073741824$8$3$${salt}$${hash}`, `scrypt$8192$1e9$3$${salt}$${hash}`];
    const short = [`scrypt$32768$8$3$${salt}$`, `scrypt$32768$8$3$${salt}$AAAA`, `bcrypt$32768$8$3$${salt}$${hash}`];
    for (const stored of [...damaged, ...excessive, ...short]) {
      expect(await hashes.verify(SECRET, [stored]), stored).toBe(false);
    }
  });

  test('a pair asked for many times at once is computed once', async () => {
    const narrow = scryptSecretHashes({ parallel: 1, waiting: 0, verified: 10 }, COST);
    const stored = [await narrow.hash(SECRET)];
    const many = () => Promise.all(Array.from({ length: 50 }, () => narrow.verify(SECRET, stored)));
    expect(await computations(async () => expect((await many()).every(Boolean)).toBe(true))).toBe(1);
  });

  test('more than may wait are turned away, and the next one is served', async () => {
    const narrow = scryptSecretHashes({ parallel: 1, waiting: 1, verified: 10 }, COST);
    const hashing = await Promise.allSettled(Array.from({ length: 5 }, () => narrow.hash(SECRET)));
    const refused = hashing.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatchObject({ name: 'UnavailableError', reason: 'busy' });
    expect(await narrow.hash(SECRET)).toMatch(/^scrypt\$/);
  });

  test('the oldest of the remembered pairs is let go', async () => {
    const small = scryptSecretHashes({ parallel: 2, waiting: 64, verified: 1 }, COST);
    const [first, second] = [await small.hash(SECRET), await small.hash(SECRET)];
    await small.verify(SECRET, [first]);
    await small.verify(SECRET, [second]);
    expect(await computations(() => small.verify(SECRET, [second]))).toBe(0);
    expect(await computations(() => small.verify(SECRET, [first]))).toBe(1);
  });
});
