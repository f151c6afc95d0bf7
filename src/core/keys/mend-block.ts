import type { DerKeyReading } from './der-key-reading.ts';
import type { Armour } from './find-armour.ts';
import { type KeyBody, readBodies } from './key-body.ts';
import { containerUnsupported, encrypted } from './key-fault.ts';
import { formatOf, structureOf } from './key-label.ts';
import { type Mending, mendingOf } from './mending.ts';
import { isOpensshPrivate, opensshReading, readOpensshPrivate } from './openssh.ts';
import { readDerKey } from './read-der-key.ts';
import type { KeyFault, KeyRepair } from './reading.ts';
import { type FailedBody, recoverKey } from './recover-key.ts';
import { decodeDigits } from './rsa-salvage.ts';
import { placeAt } from './text-place.ts';

/** In characters: five times what a key of 4096 bits takes. */
const MAX_BODY = 16_384;

/** Restores the key between two markers. `undefined` where nothing shows that there is one. */
export function mendBlock(text: string, armour: Armour): Mending | undefined {
  if (armour.end - armour.start > MAX_BODY) return undefined;
  if (/Proc-Type:[^\n]*ENCRYPTED/.test(text.slice(armour.start, armour.end))) {
    const faults = [...armour.faults, encrypted('encrypted-legacy-pem')];
    return { faults, repairs: [], format: 'encrypted-legacy-pem', restored: false };
  }
  const failed: FailedBody[] = [];
  for (const body of readBodies(text, armour)) {
    const bytes = decodeDigits(body.digits);
    if (isOpensshPrivate(bytes)) {
      return around(armour, body, mendingOf(opensshReading(readOpensshPrivate(bytes), 'openssh-private')));
    }
    const { cut, read } = cutAtEnd(text, body, bytes) ?? { cut: body, read: readDerKey(bytes) };
    if (read.ok) return around(armour, cut, keyOf(armour, read));
    const fault = read.fault.kind === 'encrypted' ? encrypted('encrypted-pkcs8-pem') : read.fault;
    if (CLOSED.includes(fault.kind)) return around(armour, body, { faults: [fault], repairs: [], restored: false });
    failed.push({ body, read });
  }
  const recovered = recoverKey(text, armour, failed);
  if (recovered) return recovered;
  const [first] = failed as [FailedBody];
  if (!armour.begin && !armour.close && !looksLikeDer(first.body)) return undefined;
  return around(armour, first.body, hopeless(text, armour, first));
}

/** What leaves nothing to restore: a container that hides the key, or another kind of key. */
const CLOSED: readonly KeyFault['kind'][] = ['encrypted', 'container-unsupported', 'algorithm-unsupported'];

function around(armour: Armour, body: KeyBody, inner: Mending): Mending {
  const padding = inner.restored ? body.padding : undefined;
  const faults = [...armour.faults, ...body.faults, ...(padding ? [padding] : []), ...inner.faults];
  // Every fault that is known by name is looked for; the form of a text can be wrong in ways that are not.
  const fallback: KeyFault = {
    kind: 'damaged',
    what: 'the form of the text',
    expected: 'PEM: BEGIN, lines of base64, END',
  };
  return {
    ...inner,
    faults: faults.length > 0 ? faults : [fallback],
    repairs: [...armour.repairs, ...body.repairs, ...(padding ? PADDED : []), ...inner.repairs],
  };
}

const PADDED: readonly KeyRepair[] = ['padding-restored'];

/** The key without what stands after its end, where there is more and that can be told. */
function cutAtEnd(text: string, body: KeyBody, bytes: Uint8Array): { cut: KeyBody; read: DerKeyReading } | undefined {
  const total = lengthOfDer(bytes);
  const read = total < bytes.length ? readDerKey(bytes.subarray(0, total)) : undefined;
  // Nothing in an Ed25519 key tells a character too many at the end from one in the middle.
  if (!read?.ok || read.key.kty === 'OKP') return undefined;
  const at = Math.ceil((total * 4) / 3);
  const fault: KeyFault = {
    kind: 'damaged',
    what: 'the body',
    ...placeAt(text, body.offsets[at] as number),
    expected: `the end of the key after ${at} characters`,
  };
  const repairs: KeyRepair[] = [...body.repairs, 'stray-characters-removed'];
  return { cut: { ...body, repairs, faults: [...body.faults, fault] }, read };
}

/** A key that was read, and what is wrong with its label. */
function keyOf(armour: Armour, read: DerKeyReading & { readonly ok: true }): Mending {
  const format = formatOf(read.structure, 'pem');
  const holds = structureOf(armour.label);
  const mislabelled = holds !== undefined && holds !== read.structure;
  const faults: KeyFault[] = mislabelled ? [{ kind: 'label-mismatch', label: armour.label, holds: format }] : [];
  if (format === 'certificate-request-pem') faults.push(containerUnsupported(format));
  return { faults, repairs: mislabelled ? ['label-corrected'] : [], format, key: read.key, restored: true };
}

/** The faults of a body that nothing restores: where its DER breaks, or what its numbers say. */
function hopeless(text: string, armour: Armour, { body, read }: FailedBody): Mending {
  const format = read.structure && { format: formatOf(read.structure, 'pem') };
  const fault = read.fault.kind === 'damaged' ? breakOf(text, armour, body, read) : read.fault;
  return { faults: [fault], repairs: [], ...format, ...(read.key && { key: read.key }), restored: false };
}

function breakOf(text: string, armour: Armour, body: KeyBody, read: FailedBody['read']): KeyFault {
  const bytes = decodeDigits(body.digits);
  const total = lengthOfDer(bytes);
  const place = (at: number) => placeAt(text, body.offsets[at] ?? body.offsets.at(-1) ?? armour.start);
  if (body.digits.length > 63 && !/[a-z]/.test(body.digits)) {
    return {
      kind: 'damaged',
      what: 'the body, which has no lower-case letters',
      expected: 'lower-case and upper-case letters',
    };
  }
  if (Number.isNaN(total)) {
    const start = armour.label.startsWith('OPENSSH') ? 'b3BlbnNzaC1rZXk' : 'MI or MC';
    return { kind: 'damaged', what: 'the body', ...place(0), expected: `the start of a key, which is ${start}` };
  }
  if (total > bytes.length) {
    const expected = `${Math.ceil((total * 4) / 3)} base64 digits, of which ${body.digits.length} are here`;
    return { kind: 'damaged', what: 'the body', expected };
  }
  // What is damaged says where.
  return { ...read.fault, what: 'the body', ...place(Math.floor(((read.at as number) * 4) / 3)) } as KeyFault;
}

/** What the first header says of the number of bytes, itself included; NaN where that is not the header of a key. */
function lengthOfDer(bytes: Uint8Array): number {
  const [tag, first, second, third] = bytes as Uint8Array & [number, number, number, number];
  if (tag !== 0x30) return Number.NaN;
  if (first < 0x80) return first + 2;
  if (first === 0x81) return second + 3;
  return first === 0x82 ? second * 256 + third + 4 : Number.NaN;
}

function looksLikeDer(body: KeyBody): boolean {
  const total = lengthOfDer(decodeDigits(body.digits));
  const present = (body.digits.length * 3) / 4;
  return total > 40 && total > present / 2 && total < present * 2;
}
