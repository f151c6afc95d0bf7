import { encodeBase32 } from '../../core/encoding/base32.ts';
import type { Person } from '../../ports/index.ts';
import { done, type Outcome, refused } from '../parts/outcome.ts';
import { confirmPassword } from './change-password.ts';
import { newBackupCodes, openSecret, placeOf, plainCode, takeCode } from './code.ts';
import type { PeopleParts } from './parts.ts';
import { type Device, type NewlySignedIn, newSession } from './session.ts';
import { matchTotp, TOTP_SECRET_BYTES } from './totp.ts';

type FactorParts = Pick<PeopleParts, 'secondFactors' | 'passwordHashes' | 'clock' | 'entropy' | 'sealing'>;

/** A secret for an authenticator app, and the URI that its QR code holds. Nothing is asked for until it is confirmed. */
export async function startSecondFactor(
  parts: FactorParts,
  person: Person,
  password: string,
): Promise<Outcome<{ readonly secret: string; readonly uri: string }>> {
  const { sealing, entropy, secondFactors } = parts;
  if (!sealing) return refused({ kind: 'second-factor-unavailable' });
  const confirmed = await confirmPassword(parts, person, password, 'password');
  if (!confirmed.ok) return confirmed;
  const bytes = entropy.bytes(TOTP_SECRET_BYTES);
  const sealedSecret = sealing.seal(bytes, placeOf(person.id));
  const isStarted = await secondFactors.start({ personId: person.id, sealedSecret, confirmedAt: null, usedStep: 0 });
  if (!isStarted) return refused({ kind: 'second-factor-state', state: 'on' });
  const secret = encodeBase32(bytes);
  return done({ secret, uri: keyUri(person.email, secret) });
}

/** Turns the second factor on by a first code. Every session ends, and a new one begins for this device. */
export async function confirmSecondFactor(
  parts: FactorParts,
  person: Person,
  code: string,
  device: Device,
): Promise<Outcome<{ readonly signedIn: NewlySignedIn; readonly backupCodes: readonly string[] }>> {
  const factor = await parts.secondFactors.get(person.id);
  if (!factor) return refused({ kind: 'second-factor-state', state: 'not-started' });
  if (factor.confirmedAt !== null) return refused({ kind: 'second-factor-state', state: 'on' });
  const now = parts.clock.now();
  const usedStep = matchTotp(openSecret(parts.sealing, factor), plainCode(code), now, factor.usedStep);
  if (usedStep === undefined) return refused({ kind: 'code-wrong', parameter: 'code' });
  const { codes, hashes } = newBackupCodes(parts.entropy);
  const signedIn = newSession(parts, person, device);
  const on = { ...factor, confirmedAt: now, usedStep };
  const isConfirmed = await parts.secondFactors.confirm(on, hashes, signedIn.session);
  if (!isConfirmed) return refused({ kind: 'second-factor-state', state: 'not-started' });
  return done({ signedIn, backupCodes: codes });
}

/** Backup codes in the place of those before. */
export async function renewBackupCodes(
  parts: FactorParts,
  person: Person,
  proof: { readonly password: string; readonly code: string },
): Promise<Outcome<readonly string[]>> {
  const proved = await prove(parts, person, proof);
  if (!proved.ok) return proved;
  const { codes, hashes } = newBackupCodes(parts.entropy);
  await parts.secondFactors.replaceBackupCodes(person.id, hashes);
  return done(codes);
}

export async function turnOffSecondFactor(
  parts: FactorParts,
  person: Person,
  proof: { readonly password: string; readonly code: string },
): Promise<Outcome<void>> {
  const proved = await prove(parts, person, proof);
  if (!proved.ok) return proved;
  await parts.secondFactors.remove(person.id);
  return done(undefined);
}

async function prove(
  parts: FactorParts,
  person: Person,
  { password, code }: { readonly password: string; readonly code: string },
): Promise<Outcome<void>> {
  const confirmed = await confirmPassword(parts, person, password, 'password');
  if (!confirmed.ok) return confirmed;
  const factor = await parts.secondFactors.get(person.id);
  if (!factor || factor.confirmedAt === null) return refused({ kind: 'second-factor-state', state: 'off' });
  return (await takeCode(parts, factor, code)) ? done(undefined) : refused({ kind: 'code-wrong', parameter: 'code' });
}

/** https://github.com/google/google-authenticator/wiki/Key-Uri-Format; digits, period and hash are its defaults. */
function keyUri(email: string, secret: string): string {
  return `otpauth://totp/Mintmark:${encodeURIComponent(email)}?secret=${secret}&issuer=Mintmark`;
}
