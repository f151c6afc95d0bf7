import { decodeText, latin1Bytes } from './decode-text.ts';
import { mendKey } from './mend-key.ts';
import { type Mending, mendingOf } from './mending.ts';
import { readKeyDer } from './read-key-der.ts';
import { readKeyText } from './read-key-text.ts';
import type { KeyFault, KeyReading } from './reading.ts';

/** What a person handed over, read strictly and, where that does not take it, with an eye to what it was. */
export interface InputReading {
  readonly strict?: KeyReading;
  readonly mending?: Mending;
  readonly text: string;
}

export function readInput(input: string | Uint8Array): InputReading {
  return typeof input === 'string' ? readTextInput(input) : readBytes(input);
}

function readBytes(bytes: Uint8Array): InputReading {
  const der = readKeyDer(bytes);
  if (der) return { strict: der, mending: mendingOf(der), text: '' };
  const { text, fault } = decodeText(bytes);
  if (!fault) return readTextInput(text);
  const mending = mendKey(text);
  if (!mending) return { text };
  return {
    text,
    mending: { ...mending, faults: [fault, ...mending.faults], repairs: ['utf-16-decoded', ...mending.repairs] },
  };
}

function readTextInput(text: string): InputReading {
  const strict = readKeyText(text);
  if (strict?.ok) return { strict, mending: mendingOf(strict), text };
  const binary = latin1Bytes(text);
  const der = binary && readKeyDer(binary);
  const mending = der ? withFault(mendingOf(der), BINARY) : mendKey(text, strict);
  return { text, ...(strict && { strict }), ...(mending && { mending }) };
}

const BINARY: KeyFault = {
  kind: 'damaged',
  what: 'the text, which is DER that was read as text',
  expected: 'the bytes of the file, or PEM',
};

function withFault(mending: Mending, fault: KeyFault): Mending {
  return { ...mending, faults: [fault, ...mending.faults] };
}
