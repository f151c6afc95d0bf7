import { describe, expect, test } from 'vitest';
import { readPem, toPem } from '../../../src/core/encoding/pem.ts';

const bytes = Uint8Array.from({ length: 100 }, (_, index) => index);
const text = toPem('PUBLIC KEY', bytes);
const [begin = '', first = '', second = '', third = '', end = ''] = text.split('\n');
const base64 = Buffer.from(bytes).toString('base64');

test('writes lines of 64, and a final line break', () => {
  expect(first).toHaveLength(64);
  expect([second.length, third.length]).toEqual([64, 8]);
  expect([begin, end]).toEqual(['-----BEGIN PUBLIC KEY-----', '-----END PUBLIC KEY-----']);
  expect(text.endsWith('-----\n')).toBe(true);
});

describe('takes what OpenSSL 3 takes', () => {
  test.each([
    ['as written', text],
    ['CRLF', text.replace(/\n/g, '\r\n')],
    ['no final line break', text.trim()],
    ['byte order mark', `\ufeff${text}`],
    ['text around', `Subject: x\n\n${text}and more`],
    ['blanks at the ends of lines', text.replace(/\n/g, ' \t \n')],
    ['what is not ASCII at the end of a line', text.replace(/\n/g, '\u200b\n')],
    ['one line', [begin, base64, end].join('\n')],
    ['spaces in a line', [begin, base64.replace(/(.{10})/g, '$1 '), end].join('\n')],
    ['a blank line after BEGIN', [begin, '', first, second, third, end].join('\n')],
  ])('%s', (_, pem) => {
    expect(readPem(pem)).toEqual([{ label: 'PUBLIC KEY', headers: [], body: base64 }]);
  });

  test('a line that ends in control characters, or only has them, ends before them', () => {
    const pem = [`${begin}\x01\x1f `, `${first}\x00`, second, `${third}\x80\xff`, end].join('\n');
    expect(readPem(pem)[0]?.body).toBe(base64);
    expect(readPem([begin, `${first}!`, second, third, end].join('\n'))[0]?.body).toContain('!');
    expect(readPem([begin, `${first}\x7f`, second, third, end].join('\n'))[0]?.body).toContain('\x7f');
  });

  test('after a blank line, a last line of any length up to 64', () => {
    for (const length of [1, 63, 64]) {
      expect(readPem([begin, '', first, 'A'.repeat(length), end].join('\n'))).toHaveLength(1);
    }
    expect(readPem([begin, '', first, 'A'.repeat(65), end].join('\n'))).toEqual([]);
    expect(readPem([begin, '', 'A'.repeat(65), first, end].join('\n'))).toEqual([]);
    expect(readPem([begin, '', first, 'A'.repeat(63), 'A', end].join('\n'))).toEqual([]);
  });

  test('a block of no lines', () => {
    expect(toPem('X', new Uint8Array())).toBe('-----BEGIN X-----\n-----END X-----\n');
    expect(readPem('-----BEGIN X-----\n-----END X-----')).toEqual([{ label: 'X', headers: [], body: '' }]);
  });

  test('what comes after a block that is left out', () => {
    expect(readPem(`${begin}\n${text}`)).toHaveLength(1);
    expect(readPem(`-----BEGIN A-----\nAAAA\n-----END B-----\n${text}`)).toHaveLength(1);
    expect(readPem(`${begin}\n${first}\n-----BEGIN PUBLIC KEY----- \n${second}\n${end}`)).toEqual([
      { label: 'PUBLIC KEY', headers: [], body: second },
    ]);
    expect(readPem(`${text}${end}\n${text}`)).toHaveLength(2);
  });

  test('several blocks', () => {
    const labels = readPem(`${text}${toPem('CERTIFICATE', bytes)}`).map(({ label }) => label);
    expect(labels).toEqual(['PUBLIC KEY', 'CERTIFICATE']);
  });

  test('header lines of which the first has a colon', () => {
    expect(readPem([begin, 'A: b', ' c', '', first, end].join('\n'))[0]?.headers).toEqual(['A: b', ' c']);
  });

  test('header lines', () => {
    const pem = [begin, 'Proc-Type: 4,ENCRYPTED', 'DEK-Info: AES-128-CBC,00', '', first, second, third, end].join('\n');
    expect(readPem(pem)[0]?.headers).toEqual(['Proc-Type: 4,ENCRYPTED', 'DEK-Info: AES-128-CBC,00']);
  });
});

describe('leaves out what OpenSSL 3 refuses', () => {
  test.each([
    ['CR only', text.replace(/\n/g, '\r')],
    ['indented markers', text.replace(/^/gm, ' ')],
    ['no END', text.replace(end, '')],
    ['no BEGIN', text.replace(begin, '')],
    ['another label at the end', text.replace(end, '-----END PRIVATE KEY-----')],
    ['four dashes', text.replace(/-----/g, '----')],
    ['a blank line inside', [begin, first, '', second, third, end].join('\n')],
    ['a blank line before END', [begin, first, second, third, '', end].join('\n')],
    ['other widths after a blank line', [begin, '', first.slice(1), second, third, end].join('\n')],
    ['everything on one line', [begin, base64, end].join('')],
    ['no label', text.replaceAll('PUBLIC KEY', '')],
    ['more after BEGIN', text.replace(begin, `${begin}x`)],
    ['a byte order mark inside', text.replace('BEGIN', 'BEG\ufeffIN')],
    ['a line that is no BEGIN', 'x\nAAAA\n-----END undefined-----'],
    ['a blank line after the header lines', [begin, 'A: b', '', first, '', second, end].join('\n')],
    ['a blank line at the end after one at the beginning', [begin, '', first, '', end].join('\n')],
    ['a first header line that is none', [begin, 'Proc-Type', 'A: b', '', first, end].join('\n')],
    ['header lines that are none', [begin, 'Proc-Type', '', first, second, third, end].join('\n')],
    ['two byte order marks', `\ufeff\ufeff${text}`],
  ])('%s', (_, pem) => {
    expect(readPem(pem)).toEqual([]);
  });
});
