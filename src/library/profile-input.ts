import type { ProfileDocument } from '../core/claims/documents/document.ts';
import { readProfileDocument } from '../core/claims/documents/read-profile.ts';
import type { Profile } from '../core/claims/profile.ts';
import { profileById } from '../core/claims/profiles/index.ts';
import type { JsonValue } from '../core/encoding/json.ts';
import { expected, received } from './arguments.ts';

/** Whose rules hold: the id of a built-in profile, a profile as its file has it (parsed), or one that was read. */
export type ProfileInput = string | ProfileDocument | Profile;

/** A profile that was handed over as an object is read once. */
const read = new WeakMap<object, Profile>();

/** @throws TypeError that names each fault of a profile of one's own, and an id that no built-in profile has */
export function profileFrom(value: unknown): Profile {
  if (typeof value === 'string') {
    const known = profileById(value);
    if (known !== undefined) return known;
    throw expected('profile', 'the id of a profile', value === '' ? received(value) : JSON.stringify(value));
  }
  if (typeof value !== 'object' || value === null) {
    throw expected('profile', 'the id of a profile, or a profile of your own as an object', received(value));
  }
  if ('identityClaim' in value) return value as Profile;
  const known = read.get(value);
  if (known !== undefined) return known;
  const reading = readProfileDocument(value as unknown as JsonValue);
  if (!reading.ok) {
    const faults = reading.faults.map(
      (fault) => `${fault.pointer || 'profile'}: expected ${fault.expected}, received ${fault.received}. ${fault.fix}`,
    );
    throw new TypeError(`profile: ${faults.slice(0, 5).join(' ')}`);
  }
  read.set(value, reading.profile);
  return reading.profile;
}
