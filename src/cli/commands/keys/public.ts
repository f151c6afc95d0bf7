import { fingerprint, publicKeyOf } from '../../../core/keys/fingerprint.ts';
import { spkiPem } from '../../../core/keys/key-text.ts';
import { defineCommand } from '../../command/command.ts';
import { readWholeKey } from '../../input/explain-key.ts';
import { EXIT } from '../../terminal/failure.ts';

export const printPublicKey = defineCommand({
  name: 'keys public',
  about: ['Prints what openssl rsa -pubout -in KEY prints: compare it with the public key of the application.'],
  args: [{ name: 'KEY', brief: 'a file, - for standard input, env:NAME, or the text of a key' }],
  flags: {},
  options: ['passphrase'],
  examples: ['mintmark keys public private.key', 'mintmark keys public env:VONAGE_PRIVATE_KEY > public.pem'],
  run({ args, settings, json, terminal }) {
    const key = publicKeyOf(readWholeKey(args[0] ?? '', settings.passphrase).key);
    const pem = spkiPem(key);
    if (json) terminal.json({ public_key: pem, fingerprint: fingerprint(key) });
    else terminal.data(pem.trimEnd());
    return EXIT.fine;
  },
});
