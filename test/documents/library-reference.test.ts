import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { house } from '../../tools/law.ts';

/** What JavaScript, TypeScript and Node bring along. */
const GIVEN = [
  ...['ArrayBuffer', 'Promise', 'Request', 'Response', 'Uint8Array', 'IncomingMessage', 'ServerResponse'],
  ...['Exclude', 'Map', 'Omit', 'Partial', 'Pick', 'RegExp', 'URL', 'RequestInit', 'Error'],
];
/** Names inside of a type, which nobody has to write. */
const INNER = ['FactsIn', 'Evidence'];

const reference = readFileSync(join(house, 'docs/reference/library.md'), 'utf8');
const halves = reference.split('## `@mintmark/jwt/gate`');

describe.each([
  ['@mintmark/jwt', halves[0] ?? ''],
  ['@mintmark/jwt/gate', reference],
])('%s', (_name, text) => {
  const code = [...text.matchAll(/```ts\n([\s\S]*?)```/g)]
    .map(([, block = '']) => block.replace(/\/\*[\s\S]*?\*\/|\/\/.*|`[^`]*`|'[^']*'/g, ''))
    .join('\n');

  test('every type that a signature names is exported, and in the reference', () => {
    const declared = new Set([...code.matchAll(/\b(?:interface|type|class|namespace) (\w+)/g)].map(([, name]) => name));
    const parameters = new Set([...code.matchAll(/[<[](\w+) (?:extends|in) /g)].map(([, name]) => name));
    const used = new Set([...code.matchAll(/(?<![\w.])([A-Z]\w+)\b(?!\??:)/g)].map(([, name = '']) => name));
    expect(declared.size).toBeGreaterThan(30);
    const missing = [...used].filter((name) => ![...declared, ...parameters, ...GIVEN, ...INNER].includes(name));
    expect(missing).toEqual([]);
  });
});
