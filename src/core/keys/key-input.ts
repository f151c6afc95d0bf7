import { toPem } from '../encoding/pem.ts';
import { decodeText, latin1Bytes } from './decode-text.ts';
import { readKeyDer } from './key-der.ts';
import { isDamaged, mendKey } from './mend-key.ts';
import { type Mending, mendingOf } from './mending.ts';
import { readKeyText } from './read-key-text.ts';
import type { KeyFault, KeyReading } from './reading.ts';

/** What a person handed over, read strictly and, where that does not take it, with an eye to what it was. */
export interface InputReading {
  readonly strict: KeyReading | undefined;
  readonly mending: Mending | undefined;
  readonly text: string;
}

export function readInput(input: string | Uint8Array): InputReading {
  if (typeof input !== 'string') return readBytes(input);
  const bytes = latin1Bytes(input);
  if (!bytes) return readText(input);
  const read = readDerBytes(bytes);
  // mutants: of bytes there always is one
  const mending = read.mending && { ...read.mending, faults: [READ_AS_TEXT, ...read.mending.faults] };
  return { text: input, strict: undefined, mending };
}

const READ_AS_TEXT: KeyFault = {
  kind: 'damaged',
  what: 'the text, which is DER that was read as text',
  expected: 'the bytes of the file, or PEM',
};

function readText(text: string): InputReading {
  const strict = readKeyText(text);
  return { text, strict, mending: mendKey(text, strict) };
}

function readBytes(bytes: Uint8Array): InputReading {
  // Text that begins with a 0 has no control characters right behind it, and DER always has.
  // mutants: the 0 itself is none
  if (bytes[0] === 0x30 && bytes.subarray(0, 8).some((byte) => byte < 9)) return readDerBytes(bytes);
  const { text, fault } = decodeText(bytes);
  if (!fault) return readText(text);
  const mending = mendKey(text);
  if (!mending) return { text, strict: undefined, mending };
  const { faults, repairs } = mending;
  const decoded = { ...mending, faults: [fault, ...faults], repairs: ['utf-16-decoded' as const, ...repairs] };
  return { text, strict: undefined, mending: decoded };
}

function readDerBytes(bytes: Uint8Array): InputReading {
  const strict = readKeyDer(bytes);
  if (strict && !isDamaged(strict)) return { text: '', strict, mending: mendingOf(strict) };
  // Damage is looked for in base64, where it can be told what was lost, added or changed.
  const mending = mendKey(toPem('PRIVATE KEY', bytes));
  return { text: '', strict, mending };
}
