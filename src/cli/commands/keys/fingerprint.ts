import { fingerprint, publicKeyOf, thumbprint } from '../../../core/keys/fingerprint.ts';
import { defineCommand } from '../../command/command.ts';
import { readWholeKey } from '../../input/explain-key.ts';
import { EXIT } from '../../terminal/failure.ts';

export const printFingerprint = defineCommand({
  name: 'keys fingerprint',
  about: [
    'SHA-256 of the public half (SPKI, DER), base64: what openssl rsa -in KEY -pubout -outform DER | openssl sha256 -binary | openssl base64 prints. Both halves of a pair have the same fingerprint.',
  ],
  args: [{ name: 'KEY', brief: 'a file, - for standard input, env:NAME, or the text of a key' }],
  flags: {},
  options: ['passphrase'],
  examples: ['mintmark keys fingerprint private.key', 'mintmark keys fingerprint public.pem'],
  run({ args, settings, json, terminal }) {
    const key = publicKeyOf(readWholeKey(args[0] ?? '', settings.passphrase).key);
    if (json) terminal.json({ fingerprint: fingerprint(key), thumbprint: thumbprint(key) });
    else terminal.data(fingerprint(key));
    return EXIT.fine;
  },
});
