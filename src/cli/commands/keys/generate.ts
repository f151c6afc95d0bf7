import { nodeKeyPairs } from '../../../adapters/node-crypto/index.ts';
import { fingerprint, publicKeyOf } from '../../../core/keys/fingerprint.ts';
import { isKeyType, KEY_TYPES, type KeyType } from '../../../core/keys/key-kind.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import { defineCommand } from '../../command/command.ts';
import { withPrefix } from '../../server/application.ts';
import { EXIT, Failure, usage } from '../../terminal/failure.ts';
import { keepSecretOf, makeSecretFile } from '../../terminal/secret-file.ts';

const SIZES = ['2048', '3072', '4096'];
const USES: { readonly [type in KeyType]: string } = {
  rsa: 'RS256',
  'ec-p256': 'ES256',
  'ec-p384': 'ES384',
  ed25519: 'EdDSA',
};

export const generate = defineCommand({
  name: 'keys generate',
  about: [
    'The public key is printed on stdout; the private key goes to a file that only you can read (PKCS#8 PEM). No server knows the pair yet: save its public key with apps update ID --public-key FILE.',
    'Vonage applications have RSA keys (RS256). For the rules of others, --type takes ec-p256 (ES256), ec-p384 (ES384) and ed25519 (EdDSA).',
  ],
  args: [],
  flags: {
    keyOut: { value: 'FILE', brief: 'Where to write the private key; ./private.key by default.' },
    type: { value: 'TYPE', brief: 'rsa, ec-p256, ec-p384 or ed25519; default rsa.' },
    bits: { value: 'BITS', brief: 'Size of an RSA modulus: 2048, 3072 or 4096; default 2048.' },
  },
  options: [],
  examples: [
    'mintmark keys generate > public.pem',
    'mintmark keys generate --bits 4096 --key-out orders.key',
    'mintmark keys generate --type ec-p256 --key-out lamp.key > lamp.pem',
  ],
  async run({ flags, json, terminal }) {
    const { bits, type = 'rsa' } = flags;
    if (!isKeyType(type)) {
      throw usage(`--type takes one of: ${Object.keys(KEY_TYPES).join(', ')}`, ...typeFor(type));
    }
    if (bits !== undefined && type !== 'rsa') {
      throw usage(`--bits is for RSA: a key of type ${type} has one size`, 'Leave --bits away');
    }
    if (bits !== undefined && !SIZES.includes(bits)) throw usage(`--bits takes one of: ${SIZES.join(', ')}`);
    const { answer, path } = await keepSecretOf(
      makeSecretFile(flags.keyOut ?? 'private.key'),
      () => nodeKeyPairs(Number(bits ?? '2048')).generate(KEY_TYPES[type]),
      ({ privateKey }) => ({ secret: privateKey }),
    );
    const { publicKey } = answer;
    const { key } = parseKey(publicKey);
    if (key === undefined) throw new Failure(EXIT.defect, 'OpenSSL made a key that cannot be read');
    const print = fingerprint(publicKeyOf(key));
    if (json) terminal.json({ public_key: publicKey, fingerprint: print, private_key_file: path, type });
    else terminal.data(publicKey.trimEnd());
    terminal.say(`Private key: ${path} (only you can read it)`);
    terminal.say(`Fingerprint: ${withPrefix(print)}`);
    if (type !== 'rsa') terminal.say(`It signs with ${USES[type]}: Vonage applications take RSA keys only`);
    return EXIT.fine;
  },
});

/** What people write for a type: an algorithm, a curve. */
function typeFor(written: string): readonly string[] {
  const plain = written.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const type = OTHER_NAMES.find(([names]) => names.test(plain))?.[1];
  return type === undefined ? [] : [`Did you mean --type ${type}?`];
}

const OTHER_NAMES: readonly (readonly [names: RegExp, type: KeyType])[] = [
  [/^(?:es256|p256|ecp256|prime256v1|secp256r1|ec|ecdsa|ec256)$/, 'ec-p256'],
  [/^(?:es384|p384|ecp384|secp384r1|ec384)$/, 'ec-p384'],
  [/^(?:eddsa|ed|okp|ed25519)$/, 'ed25519'],
  [/^(?:rs\d+|ps\d+|rsa\d*)$/, 'rsa'],
];
