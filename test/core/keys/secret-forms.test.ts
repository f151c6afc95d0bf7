import { expect, test } from 'vitest';
import {
  JWK_SECRET_FORMS,
  jwkSecretFormOf,
  jwkSecretForms,
  SECRET_FORMS,
  secretFormOf,
  secretForms,
} from '../../../src/core/keys/secret-forms.ts';

/** The forms of a secret by their short names, as Latin-1 text. */
function formsOf(text: string): { readonly [form: string]: string } {
  const all = Object.entries(secretForms(text));
  return Object.fromEntries(all.map(([name, bytes]) => [secretFormOf(name), Buffer.from(bytes).toString('latin1')]));
}
function jwkFormsOf(k: string): { readonly [form: string]: string } {
  const all = Object.entries(jwkSecretForms(k));
  return Object.fromEntries(
    all.map(([name, bytes]) => [jwkSecretFormOf(name) ?? 'own', Buffer.from(bytes).toString('latin1')]),
  );
}

test.each<[text: string, forms: { readonly [form: string]: string }]>([
  ['Zm9v', { text: 'Zm9v', base64: 'foo', 'in-base64': 'Wm05dg==', 'in-hex': '5a6d3976' }],
  ['Z m9v', { base64: 'foo', text: 'Z m9v' }],
  ['_-8', { base64url: 'ÿï' }],
  ['_-8=', { base64url: 'ÿï' }],
  ['666f6f', { hex: 'foo' }],
  ['0X666F6f ', { hex: 'foo' }],
  ['s!', { text: 's!', 'line-end': 's!\n', 'line-end-windows': 's!\r\n', quoted: '"s!"', 'quoted-single': "'s!'" }],
  [' s! ', { text: ' s! ', trimmed: 's!' }],
  ['"s!"', { unquoted: 's!' }],
  ['`s!`', { unquoted: 's!' }],
  ['base64:Zm9v', { prefix: 'foo', 'prefix-text': 'Zm9v' }],
  ['base64:_-8', { prefix: 'ÿï' }],
  ['a\\nb', { escapes: 'a\nb' }],
  ['s! # mine', { comment: 's!' }],
  ['a$b-c${d}e', { variables: 'a-ce' }],
  ['a${}b', { variables: 'ab' }],
  ['+/8=', { base64: 'ûÿ' }],
  ['+ /\n8=', { base64: 'ûÿ' }],
  ['base64:+/8=', { prefix: 'ûÿ' }],
  [' _-8 ', { base64url: 'ÿï' }],
  ['s!#', { comment: 's!' }],
  ['a\nb', { text: 'a\nb' }],
  ['a\r\nb', { text: 'a\r\nb' }],
])('%j in its forms', (text, forms) => {
  expect(formsOf(text)).toMatchObject(forms);
});

test.each([
  [
    's!',
    ['base64', 'base64url', 'hex', 'trimmed', 'unquoted', 'prefix', 'prefix-text', 'escapes', 'comment', 'variables'],
  ],
  ['666', ['hex']],
  ['xbase64:Zm9v', ['prefix', 'prefix-text']],
  ['"s!\'', ['unquoted']],
  ['a"b"', ['unquoted']],
  ['"b"a', ['unquoted']],
  ['_=-8', ['base64url']],
  ['660x6f', ['hex']],
  ['Zm9=', ['base64']],
])('%j has no form that is no other key: %j', (text, absent) => {
  for (const form of absent) expect(formsOf(text)).not.toHaveProperty([form]);
});

test('a line break at the end is none of the secret', () => {
  expect(formsOf('s!\n')).toEqual(formsOf('s!'));
  expect(formsOf('s!\r\n')).toEqual(formsOf('s!'));
  expect(formsOf('s!\n\n')['text']).toBe('s!\n');
  expect(secretForms('')).not.toHaveProperty([SECRET_FORMS.text]);
});

test('each different key comes once, by the name of the first form that gives it', () => {
  const names = Object.keys(secretForms('Zm9v')).map(secretFormOf);
  expect(names).toEqual([
    'text',
    'base64',
    'line-end',
    'line-end-windows',
    'quoted',
    'quoted-single',
    'in-base64',
    'in-hex',
  ]);
});

test.each<[k: string, forms: { readonly [form: string]: string }]>([
  ['Zm9v', { own: 'foo', 'jwk-text': 'Zm9v', 'jwk-no-line-end': 'foo\n' }],
  ['Zm9vCg', { own: 'foo\n', 'jwk-line-end': 'foo', 'jwk-no-line-end': 'foo\n\n', 'jwk-text': 'Zm9vCg' }],
  ['Zm9vDQo', { own: 'foo\r\n', 'jwk-line-end': 'foo', 'jwk-no-line-end': 'foo\r\n\n', 'jwk-text': 'Zm9vDQo' }],
  ['Zm9vbw==', { 'jwk-text': 'Zm9vbw==', 'jwk-base64': 'fooo' }],
  ['_-8=', { 'jwk-text': '_-8=', 'jwk-base64': 'ÿï' }],
  ['+/8=', { 'jwk-text': '+/8=', 'jwk-base64': 'ûÿ' }],
  ['Zm=9v', { 'jwk-text': 'Zm=9v' }],
  ['s!\n', { 'jwk-text': 's!' }],
  ['s\n!', { 'jwk-text': 's\n!' }],
  ['666f6f\r\n', { 'jwk-text': '666f6f', 'jwk-hex': 'foo' }],
])('k of a JWK %j is read as it is to be, and as it may be meant', (k, forms) => {
  expect(jwkFormsOf(k)).toEqual(forms);
});

test('a form has a name, and a name its form', () => {
  expect(Object.values(SECRET_FORMS).map(secretFormOf)).toEqual(Object.keys(SECRET_FORMS));
  expect(Object.values(JWK_SECRET_FORMS).map(jwkSecretFormOf)).toEqual([
    undefined,
    ...Object.keys(JWK_SECRET_FORMS).slice(1),
  ]);
  expect([null, undefined, 'x'].map(secretFormOf)).toEqual([undefined, undefined, undefined]);
  expect([null, undefined, 'x'].map(jwkSecretFormOf)).toEqual([undefined, undefined, undefined]);
});
