import { expect, test } from 'vitest';
import { fill, withNames } from '../../src/cli/terminal/filled-command.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { kit } from '../support/kit.ts';

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

test('a public key is named as it was given', () => {
  const report = diagnose({
    profile: 'jwt',
    token: kit.mint(),
    publicKey: kit.publicKey('active').replaceAll('\n', ''),
  });
  const commands = withNames(report, { public: import.meta.filename }).findings.map(({ fix }) => fix.command);
  expect(commands).toContain(`mintmark keys repair ${import.meta.filename}`);
});
