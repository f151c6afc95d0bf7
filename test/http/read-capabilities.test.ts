import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonObject, type JsonValue, parseJsonObject } from '../../src/core/encoding/json.ts';
import { readCapabilities, withoutNulls } from '../../src/http/server/read-capabilities.ts';

const read = (value: object) => JSON.parse(JSON.stringify(readCapabilities(value as JsonObject)));

describe('readCapabilities', () => {
  test('connection_timeout is the older name of connect_timeout, which wins where both are there', () => {
    const webhook = (members: object) => ({ voice: { webhooks: { answer_url: members } } });
    expect(read(webhook({ connection_timeout: 500 }))).toEqual(webhook({ connect_timeout: 500 }));
    expect(read(webhook({ connection_timeout: 500, connect_timeout: 600 }))).toEqual(webhook({ connect_timeout: 600 }));
  });

  test('messages has the version v1 unless it names one', () => {
    expect(read({ messages: {} })).toEqual({ messages: { version: 'v1' } });
    expect(read({ messages: { version: 'v0.1' } })).toEqual({ messages: { version: 'v0.1' } });
  });

  test('a member named __proto__ is data', () => {
    const { value } = parseJsonObject('{"voice":{"__proto__":{"polluted":true}}}');
    const text = JSON.stringify(readCapabilities(value as JsonObject));
    expect(text).toBe('{"voice":{"__proto__":{"polluted":true}}}');
    expect('polluted' in {}).toBe(false);
  });

  test('reading twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.jsonValue())), (capabilities) => {
        const once = read(capabilities);
        expect(read(once)).toEqual(once);
      }),
    );
  });
});

test('withoutNulls drops null members at any depth, and keeps the items of arrays', () => {
  const value = { a: null, b: { c: null, d: [null, { e: null, f: 1 }] }, g: false, h: '' } as unknown as JsonValue;
  expect(JSON.parse(JSON.stringify(withoutNulls(value)))).toEqual({ b: { d: [null, { f: 1 }] }, g: false, h: '' });
});
