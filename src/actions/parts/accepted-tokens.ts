import type { AclReading } from '../../core/claims/acl.ts';
import { type CompiledAcl, compileAcl } from '../../core/claims/compiled-acl.ts';
import { BoundedMap } from '../../core/encoding/bounded-map.ts';
import type { Evidence } from '../../core/evidence/evidence.ts';
import { ignoresRequest, plainPeriod } from '../../core/observe/plain-token.ts';
import type { DirectoryEntry, DirectoryKey } from '../../ports/key-directory.ts';
import type { Identity } from './identity.ts';

/** A token that was accepted, as far as its next request needs it. The token itself is not kept. */
export interface AcceptedToken {
  readonly identity: Identity;
  /** NumericDate seconds between which nothing about its times is at fault, leeway not counted. */
  readonly from: number;
  readonly until: number;
  /** What the registry knew: any change of the application gives another entry. */
  readonly entry: DirectoryEntry;
  readonly signer: DirectoryKey;
  readonly allows: CompiledAcl;
}

/** Tokens that were accepted, by their SHA-256: to find one takes a hash, to verify it again an RSA operation. */
export interface AcceptedTokens {
  find(token: string): AcceptedToken | undefined;
  /** Remembers a token whose verdict depends on nothing but the clock, the registry and the acl; others it lets go. */
  remember(evidence: Evidence, accepted: Pick<AcceptedToken, 'identity' | 'entry' | 'signer'>): void;
  forget(token: string): void;
  /** The acl made ready; tokens of one application have few. */
  allows(acl: AclReading): CompiledAcl;
}

/** What an entry takes beside the texts of its identity, in bytes: measured on Node 24, rounded up. */
const ENTRY_BYTES = 700; // mutants: rounded up to hundreds
/** Different acls that are made ready; tokens of one application have few. */
const ACLS = 1000; // mutants: one that is let go is made ready again

/**
 * @param limitBytes memory that the tokens may take, roughly; with 0 none is kept
 * @param hash SHA-256 of a text, in any encoding
 */
export function acceptedTokens(limitBytes: number, hash: (text: string) => string): AcceptedTokens {
  const tokens = new Map<string, AcceptedToken>();
  const acls = new BoundedMap<CompiledAcl>(ACLS);
  const readings = new WeakMap<AclReading, CompiledAcl>();
  let bytes = 0;

  function drop(digest: string): void {
    const held = tokens.get(digest);
    if (held === undefined) return;
    tokens.delete(digest);
    bytes -= sizeOf(held);
  }

  function ready(acl: AclReading): CompiledAcl {
    const known = readings.get(acl);
    if (known) return known;
    const text = JSON.stringify(acl);
    const allows = acls.get(text) ?? compileAcl(acl);
    acls.set(text, allows);
    readings.set(acl, allows);
    return allows;
  }

  return {
    allows: ready,
    find: (token) => tokens.get(hash(token)),
    remember(evidence, { identity, entry, signer }) {
      const { token, acl = { kind: 'absent' }, profile } = evidence;
      const period = plainPeriod(evidence);
      // mutants: without a token there is no period
      if (token === undefined || period === undefined || entry.singleUse || !ignoresRequest(profile)) return;
      const allows = ready(acl);
      const digest = hash(token.text);
      drop(digest);
      const accepted: AcceptedToken = { identity, ...period, entry, signer, allows };
      tokens.set(digest, accepted);
      bytes += sizeOf(accepted);
      // The oldest go: a token is used for minutes, whether often or not.
      for (const oldest of tokens.keys()) {
        if (bytes <= limitBytes) break;
        drop(oldest);
      }
    },
    forget: (token) => drop(hash(token)),
  };
}

/** Texts of the identity that are the token's own; the others are shared with the registry. */
function sizeOf({ identity: { jti, subject } }: AcceptedToken): number {
  return ENTRY_BYTES + 2 * (jti.length + (subject?.length ?? 0));
}
