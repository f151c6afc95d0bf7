import { expect, test } from 'vitest';
import { emailKey, readEmailAddress } from '../../../src/actions/people/email-address.ts';
import { passwordFault } from '../../../src/actions/people/password.ts';

test.each([
  ['ada@example.com', 'ada@example.com', 'ada@example.com'],
  ['  Ada.Lovelace+tag@Example.COM\n', 'Ada.Lovelace+tag@Example.COM', 'ada.lovelace+tag@example.com'],
  ["o'brien@bücher.example", "o'brien@bücher.example", "o'brien@bücher.example"],
  ['root@localhost', 'root@localhost', 'root@localhost'],
])('%j is an address', (text, written, key) => {
  expect(readEmailAddress(text)).toEqual({ text: written, key });
});

test.each([
  '',
  'ada',
  '@example.com',
  'ada@',
  'ada@host',
  'ada@@example.com',
  'a b@example.com',
  'ada@example..com',
  'ada@-example.com',
  'ada@example-.com',
  '.ada@example.com',
  'ada.@example.com',
  '"ada"@example.com',
  'ada@example.com,eve@example.com',
  'ada@example.com\r\nBcc: x@example.com',
  'a\u202eda@example.com',
  'a\0da@example.com',
  'Ada <ada@example.com>',
  'ada@[127.0.0.1]',
])('%j is none', (text) => {
  expect(readEmailAddress(text)).toBeUndefined();
});

test.each([['ADA@EXAMPLE.COM'], [' ada@example.com\t'], ['ａｄａ@ｅｘａｍｐｌｅ.com'], ['ada@example\uff0ecom']])(
  '%j is another spelling of ada@example.com',
  (text) => {
    expect(emailKey(text)).toBe('ada@example.com');
  },
);

test.each([
  ['correct horse battery', undefined],
  ['日本語の長いパスワードです', undefined],
  ['nul\0 and \u{1F511} are fine', undefined],
  ['short', /at least 12 characters/],
  ['aaaaaaaaaaaaaaaa', /5 different/],
  ['ADA.lovelace@example.com', /e-mail/],
  ['x1y2z'.repeat(60), /at most 256 characters/],
])('the password %j', (password, fault) => {
  const found = passwordFault(password, 'ada.lovelace@example.com');
  if (fault === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(fault);
});
