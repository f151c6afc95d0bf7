import { expect, test } from 'vitest';
import { fill } from '../../src/cli/terminal/filled-command.ts';

test.each([
  ['mintmark keys public private.key', 'mintmark keys public next.key'],
  ['mintmark keys convert private.key --to pkcs8', 'mintmark keys convert next.key --to pkcs8'],
  ['mintmark keys check private.key --app APPLICATION_ID', 'mintmark keys check next.key --app a1'],
  ['mintmark mint --app APPLICATION_ID --key private.key', 'mintmark mint --app a1 --key next.key'],
  ['openssl pkey -in FILE -out private.key', 'openssl pkey -in next.key -out private.key'],
  ['mintmark keys generate --key-out private.key', 'mintmark keys generate --key-out private.key'],
])('%s names what was given', (command, filled) => {
  expect(fill(command, 'next.key', 'a1')).toBe(filled);
  expect(fill(command, undefined, undefined)).toBe(command);
});
