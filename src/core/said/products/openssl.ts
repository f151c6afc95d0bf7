import type { Product } from '../../evidence/said.ts';
import { KEY_LOOK, KEY_TEXT } from './usual-means.ts';

export const openssl: Product = {
  id: 'openssl',
  name: 'OpenSSL, Node.js',
  source: 'https://docs.openssl.org/master/man3/ERR_get_error/',
  look: { 'key-text': KEY_LOOK },
  messages: [
    {
      id: 'decoder-unsupported',
      says: ['DECODER routines::unsupported', 'error:1E08010C'],
      means: KEY_TEXT,
      since: 'OpenSSL 3',
      note: 'the text is not PEM: usually it has \\n as two characters, is in quotes, or is empty',
      sample: 'Error: error:1E08010C:DECODER routines::unsupported',
    },
    {
      id: 'no-start-line',
      says: ['no start line', 'error:0909006C', 'error:0480006C'],
      means: { ...KEY_TEXT, 'key-path-in-place-of-key': 4 },
      note: 'no -----BEGIN line is found: \\n as two characters, a path instead of the key, or an encrypted or empty file',
      sample: 'error:0909006C:PEM routines:get_name:no start line',
    },
    {
      id: 'bad-decrypt',
      says: ['bad decrypt', 'Cipher functions:maybe_wrong_password', 'maybe wrong password'],
      means: { 'key-passphrase-wrong': 5, 'key-text-damaged': 1 },
      sample: 'error:1C800064:Provider routines::bad decrypt',
    },
    {
      id: 'interrupted',
      says: ['interrupted or cancelled', 'Passphrase required for encrypted key'],
      means: { 'key-passphrase-wrong': 4, 'key-container-unsupported': 1 },
      note: 'the key is encrypted, and no passphrase was given',
      sample: 'error:07880109:common libcrypto routines::interrupted or cancelled',
    },
    {
      id: 'bad-end-line',
      says: ['bad end line', 'bad base64 decode'],
      means: { 'key-line-breaks-lost': 4, 'key-text-damaged': 4, 'key-newlines-escaped': 2 },
      sample: 'error:0480006A:PEM routines::bad end line',
    },
    {
      id: 'invalid-character',
      says: [
        'Invalid character in header content ["authorization"]',
        "Invalid character in header content ['authorization']",
      ],
      means: { 'credentials-contain-whitespace': 6, 'key-file-encoding': 1 },
      note: 'the token has a line break (usually at its end), a space or a byte order mark in it',
      sample: 'TypeError [ERR_INVALID_CHAR]: Invalid character in header content ["Authorization"]',
      decides: {
        'credentials-contain-whitespace':
          'Print the value with its ends (JSON.stringify(token)): cut off the newline where it is read (.trim(); printf %s instead of echo).',
      },
    },
    {
      id: 'key-data',
      says: ['Invalid keyData', 'DataError: Invalid key'],
      means: { 'key-container-unsupported': 6, 'key-newlines-escaped': 1, 'algorithm-key-mismatch': 2 },
      note: 'WebCrypto reads PKCS#8 (BEGIN PRIVATE KEY), not PKCS#1 (BEGIN RSA PRIVATE KEY)',
      sample: 'DOMException [DataError]: Invalid keyData',
    },
    {
      id: 'wrong-key-type',
      says: ['ERR_OSSL_EVP_UNSUPPORTED', 'operation not supported for this keytype', 'Invalid key type'],
      means: { 'algorithm-key-mismatch': 4, 'public-key-in-place-of-private': 2, 'key-container-unsupported': 1 },
      sample: 'error:03000096:digital envelope routines::operation not supported for this keytype',
    },
  ],
};
