import type { Citation, Facts, Fix, Found, Severity } from '../evidence/cause.ts';
import { code, type Inline, pairs } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import { type FaultOf, fromOutside, isFaultOf, type KeyFaultCause } from '../evidence/key-fault-cause.ts';
import { spkiPem } from '../keys/key-text.ts';
import { parseKey } from '../keys/parse-key.ts';
import type { KeyFault, KeyReading } from '../keys/reading.ts';
import { repairKey } from '../keys/repair-key.ts';

/** What is told of each fault in the text of a key. */
export interface KeyTextFacts extends Facts {
  /** How far in it lies, 0 being the outermost: they come off in this order. */
  readonly layer: number;
  /** Everything that is on the key, from the outside in. */
  readonly faults: readonly string[];
  /** `null` where the text gives no key. */
  readonly type: 'private' | 'public' | null;
  /** The mended text of a public key. A private key is mended on its owner's machine and never put in a report. */
  readonly mended: string | null;
}

export const NODE_KEYS: Citation = {
  title: 'Node.js: crypto.createPrivateKey',
  url: 'https://nodejs.org/api/crypto.html#cryptocreateprivatekeykey',
};

/** The first fault of this cause in the key at hand, with what every cause of the group tells. Cheap on a good key. */
export function findKeyFault<C extends KeyFaultCause, F extends Facts>(
  { key, profile }: Evidence,
  cause: C,
  tell: (fault: FaultOf<C>) => F,
): Found<KeyTextFacts & F> | undefined {
  if (!key || (key.ok && !key.tolerated)) return undefined;
  // Where tokens are keyed with a secret, any text is one.
  if (profile.algorithms.every((alg) => alg.startsWith('HS'))) return undefined;
  const faults = fromOutside(toldOf(key));
  const layer = faults.findIndex((fault) => isFaultOf(fault, cause));
  const fault = faults[layer];
  if (!fault || !isFaultOf(fault, cause)) return undefined;
  const severity: Severity = key.ok ? 'risk' : 'fault';
  // That there is no key in it is sure; that one was, and was damaged, is not.
  const doubt = fault.kind === 'unrecognised' ? { certainty: 'likely' as const } : {};
  const facts = {
    layer,
    faults: faults.map(describeFault),
    type: key.key?.type ?? null,
    mended: key.key?.type === 'public' ? spkiPem(key.key) : null,
    ...tell(fault),
  };
  return { facts, at: { in: 'key' }, severity, ...doubt };
}

/** Expected against received, and what else is on the same key. */
export function keyPairs(expected: string, received: Inline | readonly Inline[], { faults }: KeyTextFacts) {
  const others = faults.length > 1 ? [['all of it', faults.join('; then ')] as const] : [];
  return pairs(['expected', expected], ['received', received], ...others);
}

/** The step of this cause first; then the repair of all that is on the key, where the text gives one. */
export function keyFix({ type, mended, faults }: KeyTextFacts, ...steps: readonly [string, ...string[]]): Fix {
  if (type === null) return { applicability: 'likely', steps };
  const all = faults.length > 1 ? [`Then the rest: ${faults.slice(1).join('; ')}. One repair does it all.`] : [];
  return {
    applicability: 'certain',
    steps: [...steps, ...all],
    command: 'mintmark keys repair private.key --out mended.key',
    ...(mended !== null && { artefact: mended }),
  };
}

/** The same input with its key mended, where that loses nothing. */
export function withKeyMended(input: Input): Input | undefined {
  if (input.key === undefined) return undefined;
  const repaired = repairKey(input.key);
  return repaired.ok && parseKey(repaired.pem).ok ? { ...input, key: repaired.pem } : undefined;
}

/** A text that surrounds a key is read over by most readers, and is left alone. */
function toldOf(key: KeyReading): readonly KeyFault[] {
  return key.ok ? (key.tolerated ?? []).filter(({ kind }) => kind !== 'damaged') : key.faults;
}

const ENCODINGS = {
  'utf-16': 'UTF-16',
  'cr-only': 'CR alone as line endings',
  crlf: 'CR LF line endings',
  'byte-order-mark': 'a byte order mark',
} as const;

/** Two to six words for a fault. Of the text itself nothing is repeated. */
export function describeFault(fault: KeyFault): string {
  switch (fault.kind) {
    case 'newlines-escaped':
      return 'escaped line breaks';
    case 'quoted':
      return 'quotation marks';
    case 'line-breaks-lost':
      return 'lost line breaks';
    case 'encoding':
      return ENCODINGS[fault.found];
    case 'wrapped-in-base64':
      return fault.depth > 1 ? `base64, ${fault.depth} times` : 'base64';
    case 'damaged':
      return `damage: ${fault.what}`.slice(0, 80);
    case 'label-mismatch':
      return 'the label of another format';
    case 'container-unsupported':
      return `the format ${fault.format}`;
    case 'encrypted':
      return 'encryption';
    case 'inconsistent':
      return 'numbers that do not match each other';
    case 'path':
      return 'a path';
    case 'stand-in':
      return fault.what.slice(0, 80);
    case 'secret':
      return fault.looksLike.slice(0, 80);
    case 'algorithm-unsupported':
      return `a key for ${fault.algorithm}`.slice(0, 80);
    case 'empty':
      return 'nothing';
    case 'key-set':
      return `a set of ${fault.keys} keys`;
    case 'unrecognised':
      return fault.looksLike?.slice(0, 80) ?? 'text that holds no key';
  }
}

/** A fact that came from the key text, as code. */
export function quoted(text: string): Inline {
  return code(text.slice(0, 80));
}
