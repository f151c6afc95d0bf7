import { sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type KitParts, makeKit } from '../../src/core/break/make-kit.ts';
import type { Kit } from '../../src/core/evidence/kit.ts';

const TEST_KEYS = new URL('../../vectors/keys/', import.meta.url);

const read = new Map<string, string>();

const parts: KitParts = {
  now: 1_790_000_000,
  applicationId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  otherApplicationId: '3f6b2a1d-58c4-4e0b-9d27-61a8f0c5b394',
  jti: '0b9f6bd0-7f0a-4a7e-9c39-5f1f3d1c2a44',
  privateKey(name) {
    const text = read.get(name) ?? readFileSync(new URL(`test-${name}.pem`, TEST_KEYS), 'utf8');
    read.set(name, text);
    return text;
  },
  sign: (hash, name, bytes) => sign(hash.replace('-', ''), bytes, parts.privateKey(name)),
};

/** What examples are built from, with the test keys of `vectors/keys` and a clock that stands still. */
export const kit: Kit = makeKit(parts);
