import { describe, expect, test } from 'vitest';
import { encodeBase64 } from '../../../src/core/encoding/base64.ts';
import { toPem } from '../../../src/core/encoding/pem.ts';
import { toJwk } from '../../../src/core/keys/jwk.ts';
import { pkcs8Pem, spkiPem } from '../../../src/core/keys/key-text.ts';
import { readKeyText } from '../../../src/core/keys/read-key-text.ts';
import { ec, ed25519 } from './der-parts.ts';

const PRIVATE = pkcs8Pem(ed25519);
const PUBLIC = spkiPem(ed25519.publicKey);
const whole = { ok: true, format: 'pkcs8-pem', key: ed25519 };
const AROUND = { kind: 'damaged', what: 'the text around the key', expected: 'the key alone' };
const SPACES = { kind: 'damaged', what: 'the spaces in the lines', expected: 'lines without spaces' };
const CRLF = { kind: 'encoding', found: 'crlf' };
const MARK = { kind: 'encoding', found: 'byte-order-mark' };

describe('PEM, as OpenSSL 3 takes it', () => {
  test.each([
    ['alone', PRIVATE],
    ['without its last line break', PRIVATE.trimEnd()],
    ['blank lines around', `\n\n${PRIVATE}\n`],
  ])('%s', (_, text) => {
    expect(readKeyText(text)).toStrictEqual(whole);
  });

  test.each([
    ['a byte order mark', `\ufeff${PRIVATE}`, [MARK]],
    ['CRLF', PRIVATE.replaceAll('\n', '\r\n'), [CRLF]],
    ['both', `\ufeff${PRIVATE.replaceAll('\n', '\r\n')}`, [MARK, CRLF]],
    ['a line before it', `my key\n${PRIVATE}`, [AROUND]],
    ['a line after it', `${PRIVATE}my key\n`, [AROUND]],
    ['another key after it', `${PRIVATE}${PUBLIC}`, undefined],
    ['a space at the end of a line', PRIVATE.replace('\n', ' \n'), [SPACES]],
    ['a space at the end of the body', PRIVATE.replace(/\n(?=-----END)/, ' \n'), [SPACES]],
    ['a tab in the body', PRIVATE.replace(/\nM/, '\nM\t'), [SPACES]],
    ['a last line like its own', `${PRIVATE}see -----END PRIVATE KEY-----`, [AROUND]],
    ['a blank line behind BEGIN', PRIVATE.replace('\n', '\n\n'), [SPACES]],
    ['text and spaces: the text is told', `my key\n${PRIVATE.replace('\n', ' \n')}`, [AROUND]],
  ])('%s is let pass, and told', (_, text, tolerated) => {
    expect(readKeyText(text)).toStrictEqual({ ...whole, ...(tolerated && { tolerated }) });
  });

  test('what the block says comes first', () => {
    const text = PRIVATE.replaceAll('PRIVATE KEY', 'RSA PRIVATE KEY').replaceAll('\n', '\r\n');
    const mismatch = { kind: 'label-mismatch', label: 'RSA PRIVATE KEY', holds: 'pkcs8-pem' };
    expect(readKeyText(text)).toStrictEqual({ ...whole, tolerated: [mismatch, CRLF] });
  });

  test.each([
    ['a public key first', PUBLIC + PRIVATE, 'private'],
    ['a public key last', PRIVATE + PUBLIC, 'private'],
    ['two private keys', PRIVATE + pkcs8Pem(ec), 'private'],
    ['what is no key first', toPem('DH PARAMETERS', ec.pkcs8) + PUBLIC, 'public'],
    ['an unknown block first', toPem('SOMETHING', ec.pkcs8) + PUBLIC, 'public'],
  ])('of several blocks the private key is taken, then another key: %s', (_, text, type) => {
    expect(readKeyText(text)).toMatchObject({ ok: true, key: { type } });
  });

  test('of two of a kind the first is taken', () => {
    expect(readKeyText(PRIVATE + pkcs8Pem(ec))?.key).toEqual(ed25519);
    expect(readKeyText(PUBLIC + spkiPem(ec.publicKey))?.key).toEqual(ed25519.publicKey);
  });

  test('of what is not taken nothing is let pass', () => {
    const text = toPem('DSA PRIVATE KEY', ec.pkcs8).replaceAll('\n', '\r\n');
    expect(readKeyText(text)).not.toHaveProperty('tolerated');
  });

  test('without a key, the first block that is known says why', () => {
    const dsa = toPem('DSA PRIVATE KEY', ec.pkcs8);
    const text = toPem('SOMETHING', ec.pkcs8) + dsa + toPem('DH PARAMETERS', ec.pkcs8);
    expect(readKeyText(text)).toMatchObject({ ok: false, faults: [{ algorithm: 'DSA' }] });
    expect(readKeyText(toPem('SOMETHING', ec.pkcs8))).toBeUndefined();
  });

  test.each([
    ['behind something', `x${PRIVATE}`],
    ['behind a space', ` ${PRIVATE}`],
    ['a second one behind something', `${PRIVATE}x${PRIVATE}`],
  ])('a BEGIN has to begin a line: %s', (_, text) => {
    expect(readKeyText(text)).toBeUndefined();
  });

  test('PGP is named, wherever it stands', () => {
    const fault = { kind: 'algorithm-unsupported', algorithm: 'PGP' };
    expect(readKeyText(`${PRIVATE}-----BEGIN PGP MESSAGE-----`)).toStrictEqual({ ok: false, faults: [fault] });
  });
});

describe('JSON', () => {
  const jwk = JSON.stringify(toJwk(ec));
  test.each([
    ['a JWK', jwk, 'jwk'],
    ['blanks before it', ` \n${jwk}`, 'jwk'],
    ['a set of one', `{"keys":[${jwk}]}`, 'jwks'],
    ['a set of one, and secrets', `{"keys":[{"kty":"oct","k":"x"},7,${jwk}]}`, 'jwks'],
  ])('%s', (_, text, format) => {
    expect(readKeyText(text)).toStrictEqual({ ok: true, format, key: ec });
  });

  test.each([
    ['{"keys":[]}', 0],
    ['{"keys":[{"kty":"oct"}]}', 0],
    [`{"keys":[${jwk},${jwk}]}`, 2],
    [`{"keys":[${jwk},${jwk},{"kty":"XYZ"}]}`, 3],
  ])('a set that has another number of keys than one: %#', (text, keys) => {
    expect(readKeyText(text)).toStrictEqual({ ok: false, format: 'jwks', faults: [{ kind: 'key-set', keys }] });
  });

  test.each(['{}', '{"kty":1}', '{"keys":{}}', '{', `[${jwk}]`, `x${jwk}`])('%# holds no key', (text) => {
    expect(readKeyText(text)).toBeUndefined();
  });

  test('a JWK in JSON that is not strict is not taken', () => {
    expect(readKeyText(jwk.replace('{', '{"kty":"EC",'))).toMatchObject({
      ok: false,
      faults: [{ kind: 'damaged', what: 'the JSON of the JWK' }],
    });
    expect(readKeyText('{"kty":"oct"}')).toMatchObject({ ok: false, format: 'jwk', faults: [{ kind: 'secret' }] });
  });
});

describe('files of other programs', () => {
  const putty = (lines: string) => readKeyText(`PuTTY-User-Key-File-3: ssh-rsa\n${lines}\n`);
  test.each([
    ['Encryption: none', 'container-unsupported'],
    ['Encryption:none ', 'container-unsupported'],
    ['Encryption: none\nComment: {x}', 'container-unsupported'],
    ['Encryption: none\nComment: x', 'container-unsupported'],
    ['Encryption: aes256-cbc', 'encrypted'],
    ['Encryption: none-such', 'encrypted'],
    ['Comment: Encryption: none', 'encrypted'],
    ['', 'encrypted'],
  ])('PuTTY with %j: %s', (lines, kind) => {
    expect(putty(lines)).toMatchObject({ ok: false, format: 'putty', faults: [{ kind, format: 'putty' }] });
  });

  test('PuTTY is told by its first line, and OpenSSH by its own', () => {
    expect(readKeyText(' \nPuTTY-User-Key-File-2: ssh-rsa')).toMatchObject({ format: 'putty' });
    expect(readKeyText('x PuTTY-User-Key-File-2: ssh-rsa')).toBeUndefined();
    expect(readKeyText('PuTTY-User-Key-File-x')).toBeUndefined();
    const name = Uint8Array.of(0, 0, 0, 7, ...new TextEncoder().encode('ssh-dss'));
    expect(readKeyText(`ssh-dss ${encodeBase64(name)}`)).toMatchObject({ format: 'openssh-public' });
    expect(readKeyText('hello')).toBeUndefined();
  });
});
