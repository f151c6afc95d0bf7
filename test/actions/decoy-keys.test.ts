import { ECDH } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { decoyKeys } from '../../src/actions/parts/decoy-keys.ts';
import { nodeSignatures } from '../../src/adapters/node-crypto/index.ts';
import { algorithmByName, hasLength, takesKey } from '../../src/core/jws/algorithms.ts';

const signatures = nodeSignatures();

describe('decoy keys', () => {
  test('one is made when it is first asked for, and once', () => {
    const prepare = vi.fn(signatures.prepare);
    const decoys = decoyKeys({ prepare });
    expect(prepare).not.toHaveBeenCalled();
    const first = decoys('RS256', 256);
    expect(decoys('RS256', 256)).toBe(first);
    expect(decoys('PS256', 256)).toBe(first);
    expect(decoys('ES256', 64)).not.toBe(decoys('EdDSA', 64));
    expect(prepare).toHaveBeenCalledTimes(3);
  });

  test('each fits its algorithm, whatever the length of the signature; others have none', () => {
    const decoys = decoyKeys(signatures);
    const lengths = Array.from({ length: 600 }, (_, length) => length);
    const fitting = (alg: string) =>
      lengths.filter((length) => {
        const algorithm = algorithmByName(alg);
        const decoy = decoys(alg, length);
        if (!decoy || !algorithm) return false;
        expect(takesKey(algorithm, decoy.publicKey)).toBe(true);
        return hasLength(algorithm, decoy.publicKey, new Uint8Array(length));
      });
    for (const alg of ['RS256', 'PS256']) expect(fitting(alg)).toEqual(lengths.slice(256, 513));
    for (const alg of ['ES256', 'EdDSA']) expect(fitting(alg)).toEqual([64]);
    for (const alg of ['ES256', 'EdDSA']) expect(lengths.filter((length) => decoys(alg, length))).toEqual([64]);
    for (const alg of ['HS256', 'none', '']) expect(lengths.filter((length) => decoys(alg, length))).toEqual([]);
  });

  test('nobody can have the private half: each is the plainest of its kind', () => {
    const decoys = decoyKeys(signatures);
    for (const bytes of [256, 512]) {
      const n = 2n ** BigInt(8 * bytes) - 1n;
      expect(decoys('RS256', bytes)?.publicKey.rsa).toEqual({ n, e: 65537n, bits: 8 * bytes });
    }
    const compressed = (x: number) => Buffer.from([2, ...Array(31).fill(0), x]);
    const point = (x: number) => ECDH.convertKey(compressed(x), 'prime256v1', undefined, undefined, 'uncompressed');
    for (const x of [1, 2, 3, 4]) expect(() => point(x)).toThrow();
    const { x, y } = decoys('ES256', 64)?.publicKey ?? {};
    expect(Buffer.concat([Buffer.of(4), x ?? Buffer.of(), y ?? Buffer.of()])).toEqual(point(5));
    // 2 is the y of no point.
    expect(decoys('EdDSA', 64)?.publicKey.x).toEqual(Uint8Array.of(3, ...Array(31).fill(0)));
  });
});
