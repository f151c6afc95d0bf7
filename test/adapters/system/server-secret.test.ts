import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readServerSecret, serverSecretText, writeSecretFile } from '../../../src/adapters/system/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'mintmark-server-secret-'));
afterAll(() => rmSync(folder, { recursive: true }));
const SECRET = new Uint8Array(32).map((_, at) => 255 - at);
const path = join(folder, 'server.secret');

test('a secret comes back as it was written; where there is no file there is none', () => {
  expect(readServerSecret(path)).toBeUndefined();
  writeSecretFile(path, serverSecretText(SECRET));
  expect(readServerSecret(path)).toEqual(SECRET);
  const link = join(folder, 'linked');
  symlinkSync(path, link);
  expect(readServerSecret(link)).toEqual(SECRET);
});

test('a file that every user can reach is refused; one of its owner and their group is not', () => {
  for (const mode of [0o400, 0o600, 0o640, 0o440]) {
    chmodSync(path, mode);
    expect(readServerSecret(path)).toEqual(SECRET);
  }
  for (const mode of [0o644, 0o604, 0o602, 0o666]) {
    chmodSync(path, mode);
    expect(() => readServerSecret(path)).toThrow(
      `The secret file ${path} can be read by every user of this machine (mode 0${mode.toString(8)}). Make it private to its owner: chmod 600`,
    );
  }
});

test('anything else in it is refused, and is not repeated', () => {
  const base64 = Buffer.from(SECRET).toString('base64');
  for (const text of [
    '',
    '\n',
    'CANARY',
    base64.slice(1),
    `${base64}${base64}`,
    `${base64}\n${base64}`,
    `CANARY${base64}`,
  ]) {
    writeFileSync(join(folder, 'other'), text, { mode: 0o600 });
    const reading = () => readServerSecret(join(folder, 'other'));
    expect(reading, text).toThrow('does not hold 32 bytes in base64 (44 characters)');
    expect(reading).not.toThrow(/CANARY|\/v79/);
  }
  for (const text of [base64, `${base64}\r\n`, ` ${base64} `]) {
    writeFileSync(join(folder, 'other'), text);
    expect(readServerSecret(join(folder, 'other'))).toEqual(SECRET);
  }
});

test('a place where no file can be is told as what it is', () => {
  mkdirSync(join(folder, 'directory'), { mode: 0o700 });
  for (const [place, reason] of [
    [join(folder, 'directory'), 'it is a directory'],
    [join(folder, 'other', 'secret'), 'a part of the path is a file'],
  ] as const) {
    expect(() => readServerSecret(place)).toThrow(`The secret file ${place} cannot be read: ${reason}.`);
  }
});
