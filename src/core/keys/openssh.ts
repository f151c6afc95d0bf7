import { decodeBase64 } from '../encoding/base64.ts';
import { bitLength, bytesToBigInt } from '../encoding/bytes.ts';
import { CURVES, type CurveName, readPoint } from './curve.ts';
import { isEd25519Public } from './ed25519.ts';
import type { PrivateKey, PublicKey } from './key.ts';
import { containerUnsupported, encrypted, refuse } from './key-fault.ts';
import {
  ecPrivateKey,
  ecPublicKey,
  ed25519PrivateKey,
  ed25519PublicKey,
  rsaPrivateKey,
  rsaPublicKey,
} from './make-key.ts';
import type { KeyReading } from './reading.ts';
import { completeRsa } from './rsa-recovery.ts';

/** `encrypted`: a passphrase hides the key. `undefined`: the bytes are not what they say. */
export type OpensshReading = PrivateKey | PublicKey | 'encrypted' | 'other-algorithm' | undefined;

const MAGIC = 'openssh-key-v1\0';
const EC_NAMES: ReadonlyMap<string, CurveName> = new Map([
  ['nistp256', 'P-256'],
  ['nistp384', 'P-384'],
  ['nistp521', 'P-521'],
]);

/** The reading of an OpenSSH container: never taken as it stands, with the key where nothing hides it. */
export function opensshReading(read: OpensshReading, format: 'openssh-private' | 'openssh-public'): KeyReading {
  if (read === undefined) return refuse({ kind: 'damaged', what: 'the OpenSSH key', expected: 'a whole one' }, format);
  if (read === 'encrypted') return refuse(encrypted(format), format);
  if (read === 'other-algorithm') {
    const algorithm = 'OpenSSH with an algorithm that is not RSA, ECDSA or Ed25519';
    return refuse({ kind: 'algorithm-unsupported', algorithm }, format);
  }
  return { ...refuse(containerUnsupported(format), format), key: read };
}

/** Reads a line of an authorized_keys file, `ssh-rsa AAAAB3… comment` (RFC 4253 §6.6), or the file form of RFC 4716. */
export function readOpensshPublic(text: string): OpensshReading {
  // mutants: the name has to be that of the body, and a body without a name is none
  const [, line, lineBody] = /^((?:ssh|ecdsa|sk)-[\w@.-]+) +([A-Za-z0-9+/]+={0,2})(?: .*)?$/.exec(text.trim()) ?? [];
  const base64 = lineBody ?? ssh2Body(text.trim());
  const decoded = base64 === undefined ? undefined : decodeBase64(base64);
  if (!decoded?.ok) return undefined;
  const wire = new WireReader(decoded.bytes);
  const name = wire.text();
  return line === undefined || line === name ? readPublic(wire, name) : undefined;
}

/** The base64 of a file as of RFC 4716 §3: header lines, each of which a backslash at its end continues, then the body. */
function ssh2Body(text: string): string | undefined {
  const lines = text.split(/\r?\n/);
  if (lines[0] !== '---- BEGIN SSH2 PUBLIC KEY ----' || lines.at(-1) !== '---- END SSH2 PUBLIC KEY ----')
    return undefined;
  let start = 1;
  // mutants: there is a line before
  while (lines[start]?.includes(':') || lines[start - 1]?.endsWith('\\')) start++;
  return lines.slice(start, -1).join('');
}

/** Whether bytes begin as the body of an OPENSSH PRIVATE KEY block does. */
export function isOpensshPrivate(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, MAGIC.length)) === MAGIC;
}

/** Reads the body of an OPENSSH PRIVATE KEY block (PROTOCOL.key of OpenSSH). */
export function readOpensshPrivate(bytes: Uint8Array): OpensshReading {
  if (!isOpensshPrivate(bytes)) return undefined;
  const outer = new WireReader(bytes.subarray(MAGIC.length));
  const cipher = outer.text();
  outer.bytes();
  outer.bytes();
  if (outer.number() !== 1) return undefined;
  outer.bytes();
  const inner = outer.bytes();
  if (cipher !== 'none') return inner === undefined ? undefined : 'encrypted';
  if (inner === undefined) return undefined;
  const wire = new WireReader(inner);
  // Two equal numbers in front show that nothing is enciphered.
  const check = wire.number();
  return check === wire.number() ? readPrivate(wire) : undefined;
}

function readPublic(wire: WireReader, name: string | undefined): OpensshReading {
  if (name === undefined) return undefined;
  if (name === 'ssh-rsa') {
    const [e, n] = [wire.unsigned(), wire.unsigned()];
    return n === undefined || e === undefined || n < 2n ? undefined : rsaPublicKey(n, e);
  }
  if (name === 'ssh-ed25519') {
    const x = wire.bytes();
    return x && isEd25519Public(x) ? ed25519PublicKey(x.slice()) : undefined;
  }
  const crv = EC_NAMES.get(name.replace('ecdsa-sha2-', ''));
  if (crv === undefined) return 'other-algorithm';
  wire.bytes();
  const point = readPoint(CURVES[crv], wire.bytes() ?? new Uint8Array());
  return point && ecPublicKey(crv, point);
}

function readPrivate(wire: WireReader): OpensshReading {
  const name = wire.text();
  if (name === undefined) return undefined;
  if (name === 'ssh-rsa') {
    // mutants: a seventh is not looked at
    const [n, e, d, qInv, p, q] = Array.from({ length: 6 }, () => wire.unsigned());
    const numbers = completeRsa({ n, e, d, p, q, qInv });
    return numbers && rsaPrivateKey({ ...numbers, bits: bitLength(numbers.n) });
  }
  if (name === 'ssh-ed25519') {
    wire.bytes();
    const secret = wire.bytes();
    return secret?.length === 64 ? ed25519PrivateKey(secret.slice(0, 32)) : undefined;
  }
  const crv = EC_NAMES.get(name.replace('ecdsa-sha2-', ''));
  if (crv === undefined) return 'other-algorithm';
  wire.bytes();
  wire.bytes();
  const scalar = wire.unsigned();
  return scalar === undefined || scalar === 0n || scalar >= CURVES[crv].n ? undefined : ecPrivateKey(crv, scalar);
}

/** The data types of RFC 4251 §5, read one after the other; `undefined` once the bytes run out. */
class WireReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Past the end bytes are missing, and nothing is read any more. */
  number(): number {
    this.#at += 4;
    return Number(bytesToBigInt(this.#bytes.subarray(this.#at - 4, this.#at)));
  }

  bytes(): Uint8Array | undefined {
    const length = this.number();
    if (this.#at + length > this.#bytes.length) return undefined;
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text(): string | undefined {
    const bytes = this.bytes();
    return bytes && bytes.length <= 256 ? String.fromCharCode(...bytes) : undefined;
  }

  unsigned(): bigint | undefined {
    const bytes = this.bytes();
    return bytes && bytesToBigInt(bytes);
  }
}
