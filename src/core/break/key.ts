import { encodeBase64 } from '../encoding/base64.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';
import { publicJwk } from '../keys/jwk.ts';
import { pkcs1Pem, pkcs8Pem, sec1Pem } from '../keys/key-text.ts';
import { ecPrivateKey, ed25519PrivateKey } from '../keys/make-key.ts';
import { parseKey } from '../keys/parse-key.ts';
import { CERTIFICATE, DEK_INFO_KEY, OPENSSH_KEY, PUTTY_KEY, SCRYPT_KEY } from './example-keys.ts';
import { keysAlone, type Variants } from './variants-of.ts';

const inBase64 = (text: string) => encodeBase64(encodeUtf8(text));

/** Faults of a key that is at hand, and of its text. */
export const KEY: Variants = {
  'key-reference-unresolved': (kit) =>
    [
      '${{ secrets.APP_PRIVATE_KEY }}',
      'op://vault/item/private-key',
      '$ANSIBLE_VAULT;1.1;AES256\n6162',
      '[REDACTED]',
    ].map((key) => ({ profile: 'vonage', now: kit.now, key })),
  'verifier-key-damaged': (kit) =>
    [
      `"${kit.publicKey('active')}"`,
      kit.publicKey('active').replaceAll('\n', ''),
      `[[${kit.publicKey('active')}]]`,
    ].map((publicKey) => ({ profile: 'vonage', now: kit.now, token: kit.mint(), publicKey })),
  'key-file-unreadable': (kit) =>
    [
      { path: 'private.key', error: 'ENOENT' },
      { path: '/run/secrets', error: 'EISDIR', mode: '0755', owner: 'root', user: 'app' },
      { path: '/run/secrets/private.key/key', error: 'ENOTDIR' },
      { path: '/etc/app/private.key', error: 'EPERM', mode: '0400', owner: 'deploy', user: 'www-data' },
    ].map((keyFile) => ({ profile: 'vonage', now: kit.now, keyFile })),
  'key-path-in-place-of-key': (kit) =>
    keysAlone(kit, [
      'C:\\keys\\private.key',
      '~/.ssh/vonage.pem',
      'file:///etc/app/private.key',
      'private.key',
      '$HOME/private.key',
      '"/run/secrets/vonage_key.pem"',
      'AuthKey_7KX3QH2B9M.p8',
    ]),
  'public-key-in-place-of-private': (kit) => {
    const { key } = parseKey(kit.publicKey('active'));
    if (key?.type !== 'public') throw new TypeError('the public key of a kit is one');
    return [
      ...keysAlone(kit, [pkcs1Pem(key), JSON.stringify(publicJwk(key)), CERTIFICATE, key.spki]),
      // The two of them changed places.
      { profile: 'vonage', now: kit.now, key: kit.publicKey('active'), publicKey: kit.privateKey('active') },
    ];
  },
  'key-wrapped-in-base64': (kit) => {
    const pem = kit.privateKey('active');
    return keysAlone(kit, [
      inBase64(inBase64(pem)),
      inBase64(pem).replace(/(.{76})/g, '$1\n'),
      `data:application/x-pem-file;base64,${inBase64(pem)}`,
      inBase64(pem.replaceAll('\n', '\\n')),
    ]);
  },
  'key-in-quotes': (kit) => {
    const pem = kit.privateKey('active').trimEnd();
    return keysAlone(kit, [
      `'${pem}'`,
      `\u201c${pem}\u201d`,
      `\`${pem}\``,
      `"${pem}`,
      `"${pem.replaceAll('\n', '\\n')}"`,
      `VONAGE_PRIVATE_KEY="${pem}"`,
    ]);
  },
  'key-newlines-escaped': (kit) => {
    const pem = kit.privateKey('active').trimEnd();
    return keysAlone(kit, [
      pem.replaceAll('\n', '\\\\n'),
      pem.replaceAll('\n', '\\r\\n'),
      pem.replaceAll('\n', '\\n\n'),
      pem.replaceAll('\n', '\\u000a'),
      `${pem.replaceAll('\n', '\\n')}\\n`,
    ]);
  },
  'key-line-breaks-lost': (kit) => {
    const lines = kit.privateKey('active').trimEnd().split('\n');
    return keysAlone(kit, [
      lines.join(''),
      lines.join(','),
      lines.join('\t'),
      lines.join('|'),
      [`${lines[0]}${lines[1]}`, ...lines.slice(2)].join('\n'),
      lines.join(' ').replaceAll('+', ' '),
    ]);
  },
  'key-file-encoding': (kit) => {
    const pem = kit.privateKey('active');
    return keysAlone(kit, [
      inUtf16(`\ufeff${pem}`),
      inUtf16(pem),
      `\u00ef\u00bb\u00bf${pem}`,
      // OpenSSL reads these two: a risk.
      pem.replaceAll('\n', '\r\n'),
      `\ufeff${pem}`,
    ]);
  },
  'key-container-unsupported': (kit) => {
    const { key } = parseKey(kit.privateKey('active'));
    if (key?.type !== 'private') throw new TypeError('the private key of a kit is one');
    return keysAlone(kit, [
      OPENSSH_KEY,
      PUTTY_KEY,
      pkcs1Pem(key).replaceAll('RSA PRIVATE', 'PRIVATE'),
      kit.privateKey('active').replaceAll('PRIVATE', 'EC PRIVATE'),
    ]);
  },
  'key-passphrase-wrong': (kit) => {
    const putty = PUTTY_KEY.replace('none', 'aes256-cbc');
    return [
      ...keysAlone(kit, [SCRYPT_KEY, DEK_INFO_KEY, putty]),
      { profile: 'vonage', now: kit.now, key: SCRYPT_KEY, passphrase: 'wrong' },
      { profile: 'vonage', now: kit.now, key: DEK_INFO_KEY, passphrase: 'wrong' },
      { profile: 'vonage', now: kit.now, key: putty, passphrase: 'not-tried' },
    ];
  },
  'key-text-damaged': (kit) => {
    const pem = kit.privateKey('active');
    const lines = pem.trimEnd().split('\n');
    return keysAlone(kit, [
      lines.slice(1).join('\n'),
      lines.slice(0, -1).join('\n'),
      pem.replaceAll('-----', '\u2014\u2014-'),
      lines.map((line) => `    ${line}`).join('\n'),
      lines.map((line) => `> ${line}`).join('\n'),
      [...lines.slice(0, 9), ...lines.slice(10)].join('\n'),
      pem.slice(0, 1000),
      pem.replaceAll('+', '-').replaceAll('/', '_'),
      lines.slice(0, 4).join('\n'),
    ]);
  },
  'algorithm-key-mismatch': (kit) => {
    const curve = ecPrivateKey('P-256', 0x5eed_1n);
    return [
      ...keysAlone(kit, [
        pkcs8Pem(curve),
        sec1Pem(ecPrivateKey('P-384', 0x5eed_2n)),
        pkcs8Pem(ed25519PrivateKey(seed())),
      ]),
      { profile: 'apns', now: kit.now, key: kit.privateKey('active') },
      { profile: 'apns', now: kit.now, key: pkcs8Pem(ecPrivateKey('P-384', 0x5eed_3n)) },
    ];
  },
  'stale-key-in-process': (kit) => [
    {
      profile: 'vonage',
      now: kit.now,
      key: kit.privateKey('active'),
      keyInUse: { fingerprint: null, where: 'VONAGE_KEY' },
    },
    { profile: 'vonage', now: kit.now, key: '' },
    { profile: 'vonage', now: kit.now, key: ' \n' },
    {
      profile: 'vonage',
      now: kit.now,
      key: kit.privateKey('active'),
      keyInUse: { fingerprint: kit.fingerprint('draft'), where: 'checkout.service' },
    },
    { profile: 'vonage', now: kit.now, key: kit.privateKey('active'), token: kit.mint({ key: 'stranger' }) },
  ],
};

function seed(): Uint8Array {
  return new Uint8Array(32).fill(0x5e);
}

/** Little-endian, without a mark of its own. */
function inUtf16(text: string): Uint8Array {
  return Uint8Array.from(
    [...text].flatMap((character) => [character.charCodeAt(0) & 0xff, character.charCodeAt(0) >> 8]),
  );
}
