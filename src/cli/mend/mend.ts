import { diagnose, mendInput } from '../../core/diagnosis/diagnose.ts';
import type { Input } from '../../core/evidence/input.ts';
import type { Report } from '../../core/evidence/report.ts';
import { readToken } from '../../core/jws/read-token.ts';
import { fingerprint, publicKeyOf } from '../../core/keys/fingerprint.ts';
import { parseKey } from '../../core/keys/parse-key.ts';
import { repairKey } from '../../core/keys/repair-key.ts';
import { signRs256 } from './trial-token.ts';

/** The mended thing itself, and what it was judged to be. */
export interface Mended {
  readonly what: 'key' | 'token' | 'authorization';
  readonly text: string;
  readonly verdict: Report['verdict'];
}

/**
 * Mends what a program can: the text of the key; the claims, signed again where the private key is at hand; the
 * Authorization value. `undefined` where a person has to.
 */
export function mend(input: Input, report: Report): Mended | undefined {
  if (input.key !== undefined && !parseKey(input.key).ok) {
    const repaired = repairKey(input.key);
    if (!repaired.ok) return undefined;
    return { what: 'key', text: repaired.pem.trimEnd(), verdict: report.afterFix?.verdict ?? 'cannot-tell' };
  }
  const { mended } = mendInput(input, report.findings);
  const [before, after] = [input, mended].map(credentialsIn);
  if (after === undefined || after === before) return undefined;
  if (mended.signature === undefined) {
    const what = mended.token === undefined ? 'authorization' : 'token';
    return { what, text: after, verdict: diagnose(mended).verdict };
  }
  return signedAgain(mended, after);
}

function credentialsIn({ token, authorization, request }: Input): string | undefined {
  return token ?? authorization ?? request?.fields?.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
}

/** Fingerprint of the key that was assumed to sign; `undefined` where none of those known would be accepted. */
function rightKey({ signature, publicKey, registry }: Input): string | undefined {
  if (signature?.verifiedBy == null || registry !== undefined) return signature?.verifiedBy ?? undefined;
  const given = parseKey(publicKey ?? '').key;
  return given && fingerprint(publicKeyOf(given));
}

/** A mended token is signed by whoever asks for it; without the private key there is none. */
function signedAgain(mended: Input, text: string): Mended | undefined {
  const { header, payload } = readToken(text.replace(/^\S+\s+/, ''));
  const { key } = parseKey(mended.key ?? '');
  if (key?.type !== 'private' || key.rsa === undefined || !header.members || !payload.members) return undefined;
  // Where another key is the right one, signing with this one mends nothing.
  const right = rightKey(mended);
  if (right !== undefined && right !== fingerprint(key.publicKey)) return undefined;
  const token = signRs256(header.members, payload.members, key);
  const { signature: _assumed, authorization: _old, request, ...rest } = mended;
  const { fields: _fields, ...line } = request ?? {};
  return { what: 'token', text: token, verdict: diagnose({ ...rest, request: line, token }).verdict };
}
