import { generateKeyPairSync } from 'node:crypto';
import { fingerprint, publicKeyOf } from '../../../core/keys/fingerprint.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import { defineCommand } from '../../command/command.ts';
import { withPrefix } from '../../server/application.ts';
import { EXIT, Failure, usage } from '../../terminal/failure.ts';
import { makeSecretFile } from '../../terminal/secret-file.ts';

const SIZES = ['2048', '3072', '4096'];

export const generate = defineCommand({
  name: 'keys generate',
  about: [
    'The public key is printed on stdout; the private key goes to a file that only you can read (PKCS#8 PEM). No server knows the pair yet: save its public key with apps update ID --public-key FILE.',
  ],
  args: [],
  flags: {
    keyOut: { value: 'FILE', brief: 'Where to write the private key; ./private.key by default.' },
    bits: { value: 'BITS', brief: 'Size of the modulus: 2048, 3072 or 4096; default 2048.' },
  },
  options: [],
  examples: ['mintmark keys generate > public.pem', 'mintmark keys generate --bits 4096 --key-out orders.key'],
  run({ flags, json, terminal }) {
    const { bits = '2048' } = flags;
    if (!SIZES.includes(bits)) throw usage(`--bits takes one of: ${SIZES.join(', ')}`);
    const file = makeSecretFile(flags.keyOut ?? 'private.key');
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: Number(bits),
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const path = file.keep(privateKey);
    const { key } = parseKey(publicKey);
    if (key === undefined) throw new Failure(EXIT.defect, 'OpenSSL made a key that cannot be read');
    const print = fingerprint(publicKeyOf(key));
    if (json) terminal.json({ public_key: publicKey, fingerprint: print, private_key_file: path });
    else terminal.data(publicKey.trimEnd());
    terminal.say(`Private key: ${path} (only you can read it)`);
    terminal.say(`Fingerprint: ${withPrefix(print)}`);
    return EXIT.fine;
  },
});
