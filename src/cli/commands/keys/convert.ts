import { publicKeyOf } from '../../../core/keys/fingerprint.ts';
import { toJwk } from '../../../core/keys/jwk.ts';
import type { PrivateKey, PublicKey } from '../../../core/keys/key.ts';
import { pkcs1Pem, pkcs8Pem, spkiPem } from '../../../core/keys/key-text.ts';
import { defineCommand } from '../../command/command.ts';
import { readWholeKey } from '../../input/explain-key.ts';
import { EXIT, usage } from '../../terminal/failure.ts';
import { makeSecretFile } from '../../terminal/secret-file.ts';
import { didYouMean } from '../../terminal/suggest.ts';

export const convert = defineCommand({
  name: 'keys convert',
  about: ['spki gives the public half; the other formats contain the private key, so write them to a file.'],
  args: [{ name: 'KEY', brief: 'a file, - for standard input, env:NAME, or the text of a key' }],
  flags: {
    to: { value: 'FORM', brief: 'pkcs8, pkcs1, spki or jwk.' },
    out: { value: 'FILE', brief: 'Write to a new file that only you can read, instead of stdout.' },
  },
  options: ['passphrase'],
  examples: [
    'mintmark keys convert rsa.key --to pkcs8 --out private.key',
    'mintmark keys convert private.key --to spki',
    'mintmark keys convert public.pem --to jwk',
  ],
  run({ args, flags, settings, json, terminal }) {
    const { to } = flags;
    if (to === undefined || !Object.hasOwn(FORMS, to)) {
      const forms = Object.keys(FORMS);
      throw usage(`--to takes one of: ${forms.join(', ')}.${to === undefined ? '' : didYouMean(to, forms)}`);
    }
    const { key } = readWholeKey(args[0] ?? '', settings.passphrase);
    const text = FORMS[to as keyof typeof FORMS](key);
    if (flags.out !== undefined) {
      const path = makeSecretFile(flags.out).keep(`${text}\n`);
      if (json) terminal.json({ form: to, file: path });
      terminal.say(`Written: ${path} (only you can read it)`);
    } else if (json) terminal.json({ form: to, text });
    else terminal.data(text);
    return EXIT.fine;
  },
});

const FORMS = {
  pkcs8(key: PrivateKey | PublicKey): string {
    if (key.type === 'public') throw usage('A public key has no PKCS#8 format', 'Its format is SPKI: --to spki');
    return pkcs8Pem(key).trimEnd();
  },
  pkcs1(key: PrivateKey | PublicKey): string {
    if (key.rsa === undefined)
      throw usage(`PKCS#1 holds only RSA keys, and this one is on ${key.crv}`, 'Use --to pkcs8');
    return pkcs1Pem(key).trimEnd();
  },
  spki: (key: PrivateKey | PublicKey) => spkiPem(publicKeyOf(key)).trimEnd(),
  jwk: (key: PrivateKey | PublicKey) => JSON.stringify(toJwk(key)),
};
