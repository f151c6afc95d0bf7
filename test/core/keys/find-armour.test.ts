import { expect, test } from 'vitest';
import { findArmour } from '../../../src/core/keys/find-armour.ts';
import { textAround } from '../../../src/core/keys/key-fault.ts';

const BEGIN = '-----BEGIN PRIVATE KEY-----';
const END = '-----END PRIVATE KEY-----';
const BODY = '\nMIIEvQIBADAN\n';
const PEM = `${BEGIN}${BODY}${END}`;

const only = (text: string) => {
  const all = findArmour(text);
  expect(all).toHaveLength(1);
  return all[0] as (typeof all)[number];
};
const bodyOf = (text: string) => {
  const { start, end } = only(text);
  return text.slice(start, end);
};
const repairsOf = (text: string) => only(text).repairs;
const labelOf = (text: string) => only(text).label;

test('a block that is well-formed: its markers, and what lies between them', () => {
  expect(findArmour(`x\n${PEM}\ny`)).toStrictEqual([
    {
      label: 'PRIVATE KEY',
      begin: { kind: 'BEGIN', label: 'PRIVATE KEY', start: 2, end: 2 + BEGIN.length },
      close: {
        kind: 'END',
        label: 'PRIVATE KEY',
        start: 2 + BEGIN.length + BODY.length,
        end: 2 + PEM.length,
      },
      start: 2 + BEGIN.length,
      end: 2 + BEGIN.length + BODY.length,
      prefix: '',
      repairs: [],
      faults: [],
    },
  ]);
});

test('a marker that is missing is told, with what it would be', () => {
  const missing = (kind: string, expected: string) => ({
    kind: 'damaged',
    what: `the ${kind} line, which is missing`,
    expected,
  });
  expect(only(`MIIEvQIB\n${END}`)).toStrictEqual({
    label: 'PRIVATE KEY',
    close: expect.objectContaining({ kind: 'END' }),
    start: 0,
    end: 9,
    prefix: '',
    repairs: ['armour-restored'],
    faults: [missing('BEGIN', BEGIN)],
  });
  expect(only(`${BEGIN}\nMIIEvQIB`)).toStrictEqual({
    label: 'PRIVATE KEY',
    begin: expect.objectContaining({ kind: 'BEGIN' }),
    start: BEGIN.length,
    end: BEGIN.length + 9,
    prefix: '',
    repairs: ['armour-restored'],
    faults: [missing('END', END)],
  });
  expect(only('MIIEvQIB')).toStrictEqual({
    label: '',
    start: 0,
    end: 8,
    prefix: '',
    repairs: ['armour-restored'],
    faults: [missing('BEGIN', BEGIN), missing('END', END)],
  });
  expect(only('-----BEGIN EC PRIVATE KEY-----\nMIIEvQIB').faults).toEqual([
    missing('END', '-----END EC PRIVATE KEY-----'),
  ]);
});

test('the blocks of a text, one after the other', () => {
  const two = findArmour(`${PEM}\n${PEM}`);
  expect(two.map(({ start, end }) => end - start)).toEqual([BODY.length, BODY.length]);
  // Without an END a block reaches to the next BEGIN; an END behind another one closes nothing.
  const open = findArmour(`${BEGIN}\nAAAA\n${PEM}`);
  expect(open.map(({ close }) => close !== undefined)).toEqual([false, true]);
  expect(open[0]?.end).toBe(BEGIN.length + 6);
  expect(findArmour(`${PEM}\n${END}`)).toHaveLength(1);
  expect(findArmour(`AAAA\n${END}\n${PEM}`)).toHaveLength(2);
  expect(findArmour(`${PEM}\n`.repeat(8)).filter(({ close }) => close)).toHaveLength(8);
  expect(findArmour(`${PEM}\n`.repeat(9))).toHaveLength(8);
});

test.each<[begin: string, end: string, label: string]>([
  ['-----BEGIN RSA PRIVATE KEY-----', '-----END RSA PRIVATE KEY-----', 'RSA PRIVATE KEY'],
  ['-----begin private key-----', '-----end private key-----', 'PRIVATE KEY'],
  ['--BEGIN PRIVATE KEY--', '--END PRIVATE KEY--', 'PRIVATE KEY'],
  ['BEGIN PRIVATE KEY', 'END PRIVATE KEY', 'PRIVATE KEY'],
  ['BEGINPRIVATEKEY', 'ENDPRIVATEKEY', 'PRIVATE KEY'],
  ['-----BEGIN_PRIVATE_KEY-----', '-----END_PRIVATE_KEY-----', 'PRIVATE KEY'],
  ['----- BEGIN PRIVATE KEY -----', '----- END PRIVATE KEY -----', 'PRIVATE KEY'],
  ['———BEGIN PUBLIC KEY———', '———END PUBLIC KEY———', 'PUBLIC KEY'],
  ['-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----', 'CERTIFICATE'],
  ['-----BEGIN CERTIFICATE REQUEST-----', '-----END CERTIFICATE REQUEST-----', 'CERTIFICATE REQUEST'],
  ['-----BEGIN PRIVATE KEX-----', '-----END PRIVATE KEY-----', 'PRIVATE KEY'],
  ['-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEX-----', 'PRIVATE KEY'],
  ['-----BEGIN PRIVATE-----', '-----END PRIVATE-----', ''],
  ['-----BEGIN-----', '-----END-----', ''],
  ['-----BEGIN KEY PRIVATE-----', '-----END KEY PRIVATE-----', ''],
  ['-----BEGNI PRIVATE KEY-----', '-----END PRIVATE KEY-----', 'PRIVATE KEY'],
  ['-----BEGIN PRIVATE KEY-----', '-----EDN PRIVATE KEY-----', 'PRIVATE KEY'],
  ['-----', '-----', ''],
  ['-----BEGIN ABC DEF-----', '-----END ABC DEF-----', ''],
])('%s … %s', (begin, end, label) => {
  const text = `${begin}${BODY}${end}`;
  expect(labelOf(text)).toBe(label);
  expect(bodyOf(text)).toBe(BODY);
  const whole = begin === `-----BEGIN ${label}-----` && end === `-----END ${label}-----`;
  expect(repairsOf(text)).toEqual(whole ? [] : ['armour-restored']);
  expect(only(text).begin?.start).toBe(0);
  expect(only(text).close?.end).toBe(text.length);
});

test.each<[text: string, start: number, end: number]>([
  // Where no word says which it is, a line of dashes in the first half begins, and one in the other half ends.
  ['AAA\n---\nAAAA', 7, 12],
  ['AAA\n---\n', 0, 4],
  ['AAAAA\n---\nA', 0, 6],
  ['---\n---\nAAAA\n---\n---', 3, 17],
  ['-----BEGIN END KEY-----\nAAAA\n-----END KEY-----', 23, 29],
  ['-----\nAAAA\n-----END KEY-----\n-----', 5, 11],
  ['-----BEGIN\nAAAA\n-----END KEY-----', 10, 16],
  ['-----BEGIN PRIVATE\nAAAA\n-----END KEY-----', 18, 24],
  ['-----BEGIN KEY PRIVATE-----\nAAAA\n-----END KEY-----', 27, 33],
  ['-----BEGIN KEY foo-----\nAAAA\n-----END KEY-----', 14, 29],
  ['-----BEGIN KEY \nAAAA\n-----END KEY-----', 14, 21],
  ['-----BEGIN KEY ---\nAAAA\n-----END KEY-----', 18, 24],
])('%j: the body from %i to %i', (text, start, end) => {
  expect(only(text)).toMatchObject({ start, end });
});

test('a line of dashes is no marker where there are others', () => {
  expect(findArmour(`-----\n${PEM}`)).toHaveLength(1);
  expect(only(`${PEM}\n-----`).close?.end).toBe(PEM.length);
});

test('a marker without dashes begins with its word', () => {
  expect(only(`x  BEGIN PRIVATE KEY${BODY}${END}`)).toMatchObject({ prefix: 'x  ', begin: { start: 3 } });
});

test('a damaged marker is told where it stands', () => {
  expect(only(`x\n ${BEGIN.replace('-', '')}${BODY}${END}`).faults[0]).toEqual({
    kind: 'damaged',
    what: 'the BEGIN line',
    line: 2,
    column: 2,
    expected: BEGIN,
  });
  expect(only(`-----BEGIN-----${BODY}${END}`).faults[0]).toMatchObject({ expected: BEGIN });
  expect(only(`-----BEGIN-----${BODY}-----END-----`).faults[0]).toMatchObject({ expected: BEGIN });
});

test.each<[what: string, text: string]>([
  ['END within the digits', `${BEGIN}\nAAENDAAA\n${END}`],
  ['BEGIN within the digits', `${BEGIN}\nAABEGINAA\n${END}`],
])('%s is no marker', (_, text) => {
  expect(findArmour(text)).toHaveLength(1);
  expect(bodyOf(text)).toBe(text.slice(BEGIN.length, -END.length));
});

test.each<[before: string, after: string, repairs: readonly string[], quote?: string]>([
  ['  ', '', ['indentation-removed']],
  ['', '', []],
  ['', '  ', []],
  ['  ', 'rn', ['indentation-removed']],
  ['', 'n', []],
  ['', 'rnx', ['text-around-removed']],
  ['"', '"', ['quotes-removed'], '"'],
  ["'", '', ['quotes-removed'], "'"],
  ['', '`', ['quotes-removed'], '`'],
  ['\u201c', '\u201d;', ['quotes-removed'], '\u201c'],
  [' "', '" ,', ['quotes-removed'], '"'],
  ['KEY="', '"', ['quotes-removed', 'text-around-removed'], '"'],
  ['KEY=', '', ['text-around-removed']],
  ['KEY: |', '', ['text-around-removed']],
  ['"key" : ', '', ['text-around-removed']],
  ['key =>', '', ['text-around-removed']],
  ['=', '', ['text-around-removed']],
  ['', 'x', ['text-around-removed']],
  ['', '"x', ['quotes-removed', 'text-around-removed'], '"'],
  ['"x', '', ['text-around-removed']],
  ['', 'x"', ['text-around-removed']],
])('in front of it %j, behind it %j: %j', (before, after, repairs, quote) => {
  const { faults, prefix, repairs: found } = only(`y\n${before}${PEM}${after}\ny`);
  expect(found).toEqual(repairs);
  expect(prefix).toBe(before);
  expect(faults.find(({ kind }) => kind === 'quoted')).toEqual(
    quote === undefined ? undefined : { kind: 'quoted', quote },
  );
});

test('the name in front of a key is told', () => {
  const name = (before: string) => only(`${before}${PEM}`).faults.at(-1);
  expect(name('export PRIVATE_KEY="')).toEqual(textAround('PRIVATE_KEY'));
  expect(name('private.key => ')).toEqual(textAround('private.key'));
  expect(name('private-key: >-')).toEqual(textAround('private-key'));
  expect(name('private_key=')).toEqual(textAround('private_key'));
  expect(name('a = b ')).toEqual(textAround(''));
  expect(name('private_key = b ')).toEqual(textAround(''));
  expect(name(`private_key=${'>'.repeat(188)}`)).toEqual(textAround('private_key'));
  expect(name(`private_key=${'>'.repeat(189)}`)).toEqual(textAround('rivate_key'));
  // 200 characters of the line are looked at.
  expect(name(`private_key=${' "'.repeat(94)}`)).toEqual(textAround('private_key'));
  expect(name(`private_key=${' "'.repeat(95)}`)).not.toEqual(textAround('private_key'));
});

test('far from the marker a line is not looked at', () => {
  expect(repairsOf(`${PEM}${' '.repeat(250)}x`)).toEqual(['text-around-removed']);
  expect(repairsOf(`${PEM}"${' '.repeat(198)}x`)).toEqual(['quotes-removed', 'text-around-removed']);
  expect(repairsOf(`${PEM}"${' '.repeat(199)}x`)).toEqual(['quotes-removed']);
});

test.each<[body: string, replacedBy: string | undefined]>([
  ['\nMIIEvQIB\n', undefined],
  ['MIIEvQIB\n', 'nothing'],
  ['\nMIIEvQIB', 'nothing'],
  ['\nMI', 'nothing'],
  ['\nM', undefined],
  ['MII\n', undefined],
  [' MIIEvQIB AAAA ', 'spaces'],
  [' MIIEvQIB  AAAA ', 'spaces'],
  ['|MIIEvQIB|AAAA|', 'other'],
  [' MIIEvQIB|AAAA ', 'other'],
  ['|MIIEvQIB AAAA ', 'other'],
  ['\n 1: MIIEvQIB\n 2:', undefined],
  ['\n12) ', undefined],
  ['\nAB12) ', 'other'],
  [' MIIEvQIB', 'nothing'],
  [' MIIEvQIB AAAA|BBBB', 'other'],
  ['\n12345) ', 'other'],
])('a body %j lost its line breaks: %s', (body, replacedBy) => {
  const { faults, repairs } = only(`${BEGIN}${body}${END}`);
  const lost = faults.find(({ kind }) => kind === 'line-breaks-lost');
  expect(lost).toEqual(replacedBy === undefined ? undefined : { kind: 'line-breaks-lost', replacedBy });
  expect(repairs.includes('line-breaks-restored')).toBe(replacedBy !== undefined);
});

test('an END without a label closes its own block', () => {
  const text = `${BEGIN}\nAAAA\n-----END-----\n${BEGIN}\nBBBB\n-----END-----`;
  expect(findArmour(text).map(({ close }) => close?.start)).toEqual([
    text.indexOf('-----END'),
    text.lastIndexOf('-----END'),
  ]);
});
