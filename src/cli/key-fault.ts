import type { KeyFault } from '../core/keys/reading.ts';

type Words = { readonly [Kind in KeyFault['kind']]: (fault: Extract<KeyFault, { kind: Kind }>) => string };

/** What is wrong with a key text, after "it". Nothing of the text itself is in the words. */
export function keyFaultInWords(fault: KeyFault): string {
  return (WORDS[fault.kind] as (fault: KeyFault) => string)(fault);
}

const WORDS: Words = {
  empty: () => 'is empty',
  path: () => 'is the path of a file that is not there, not a key',
  'newlines-escaped': () => 'has \\n written where its line breaks were',
  quoted: ({ quote }) => `stands in quotation marks (${quote})`,
  'line-breaks-lost': ({ replacedBy }) =>
    `has lost its line breaks${replacedBy === 'spaces' ? ': spaces stand in their place' : ''}`,
  encoding: ({ found }) => `has an encoding that key readers refuse (${found})`,
  'wrapped-in-base64': () => 'is a key inside base64',
  encrypted: () => 'is encrypted with a passphrase',
  'container-unsupported': ({ format, command }) => `is ${format}, which is not read here; convert it: ${command}`,
  damaged: ({ what, line, column, expected }) =>
    `is damaged: ${what}${line === undefined ? '' : `, line ${line}`}${column === undefined ? '' : `, column ${column}`}; expected ${expected}`,
  'label-mismatch': ({ label, holds }) => `is labelled ${label} and holds ${holds}`,
  secret: ({ looksLike }) => `is ${looksLike}, not a key pair's key`,
  'algorithm-unsupported': ({ algorithm }) => `is a key for ${algorithm}, which is not supported`,
  inconsistent: ({ relations }) => `has numbers that do not fit each other: ${relations.join('; ')}`,
  unrecognised: () => 'is no key in any form that is known',
};
