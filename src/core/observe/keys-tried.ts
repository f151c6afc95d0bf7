import type { Evidence, RegisteredKey } from '../evidence/evidence.ts';
import type { KeysTried } from '../evidence/report.ts';
import { acceptedKeys, describeKey, keyFacts } from './signers.ts';
import { isMac, isWeighed } from './weigh-signature.ts';

/** Of the accepted keys so many are listed, newest first. */
const LISTED = 3;

/**
 * Which registered keys were tried on a signature that none of them made, and what that leaves. `undefined` where they
 * were not tried, as at the gate, or one of them opens it.
 */
export function keysTried(evidence: Evidence): KeysTried | undefined {
  const { registry, signature, token } = evidence;
  const alg = token?.header.members?.['alg'];
  // Of another algorithm only the accepted keys are tried.
  if (!isWeighed(alg) || isMac(alg) || signature?.assumed) return undefined;
  if (!registry?.application || signature?.tried === undefined || signature.opened?.length !== 0) return undefined;
  const { keys, of } = signature.tried;
  const accepted = acceptedKeys(evidence);
  return {
    acceptedNow: accepted.slice(0, LISTED).map((key) => describeKey(keyFacts(key))),
    ruledOut: ruledOut(
      registry.keys.filter((key) => !accepted.includes(key)),
      registry.otherKeys.slice(0, Math.max(0, keys - registry.keys.length)),
    ),
    tried: keys,
    of,
    leaves: [
      'A key pair that was generated somewhere else (by openssl, on another server, in another account) and never saved with this application.',
      'A signature that was damaged on its way: compare the token that arrived with the one that was minted.',
      ...(of > keys ? [`One of ${of - keys} further keys, which were not tried.`] : []),
      'A key of another account, which this report never shows.',
    ],
  };
}

/** `1 key of the application that was never saved`, `5 keys of 3 other applications of the account`. */
function ruledOut(own: readonly RegisteredKey[], others: readonly RegisteredKey[]): string[] {
  const count = (state: RegisteredKey['state']) => own.filter((key) => key.state === state).length;
  const applications = new Set(others.map(({ applicationId }) => applicationId)).size;
  return [
    ...some(count('draft'), 'of the application, never saved'),
    ...some(count('retiring'), 'of the application, replaced and past its overlap'),
    ...some(count('revoked'), 'of the application, replaced or revoked'),
    ...some(
      others.length,
      `of ${applications} other ${applications === 1 ? 'application' : 'applications'} of the account`,
    ),
  ];
}

function some(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? 'key' : 'keys'} ${what}`];
}
