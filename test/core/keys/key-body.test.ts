import { expect, test } from 'vitest';
import { findArmour } from '../../../src/core/keys/find-armour.ts';
import { type KeyBody, readBodies, readBodyInPlace } from '../../../src/core/keys/key-body.ts';

const BEGIN = '-----BEGIN PRIVATE KEY-----';
const END = '-----END PRIVATE KEY-----';
const armourOf = (text: string) => findArmour(text)[0] as ReturnType<typeof findArmour>[number];
const wrap = (inside: string) => `${BEGIN}${inside}${END}`;

/** 64 digits, none of which is like another next to it. */
const LINE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmopqrstuvwxyz0123456789ABC';

const MEANT: { readonly [character: string]: string } = { ' ': '+', '-': '+', '\u2013': '+', _: '/' };

/** The bodies of a text; the offset of each digit is that of the character that it stands for. */
function bodiesOf(text: string): readonly KeyBody[] {
  const bodies = [...readBodies(text, armourOf(text))];
  for (const { digits, offsets } of bodies) {
    const found = offsets.map((offset) => text.charAt(offset));
    expect(found.map((character) => MEANT[character] ?? character).join('')).toBe(digits);
  }
  return bodies;
}
const digitsOf = (inside: string) => bodiesOf(wrap(inside)).map(({ digits }) => digits);

test('the digits of a body that is whole, and nothing else to say', () => {
  expect(bodiesOf(wrap('\nAAAA\nBBB=\n'))).toStrictEqual([
    { digits: 'AAAABBB', offsets: [28, 29, 30, 31, 33, 34, 35], repairs: [], faults: [] },
  ]);
});

test.each<[body: string, expected: string | undefined]>([
  ['AAAA', undefined],
  ['AAA=', undefined],
  ['AA==', undefined],
  ['AAAA=', 'no = there'],
  ['AAA', '= there'],
  ['AAA==', '= there'],
  ['AA', '== there'],
  ['AA=', '== there'],
  ['A', undefined],
  ['A=', undefined],
])('the padding of %s', (body, expected) => {
  const [found] = bodiesOf(wrap(`\n${body}\n`));
  expect(found?.digits).toBe(body.replaceAll('=', ''));
  expect(found?.padding).toEqual(
    expected === undefined ? undefined : { kind: 'damaged', what: 'the end of the body', expected },
  );
});

test.each<[body: string, digits: string, column: number | undefined]>([
  ['A-B_', 'A+B/', 2],
  ['A\u2013B_', 'A+B/', 2],
  ['A+B/', 'A+B/', undefined],
])('the URL-safe alphabet is mapped: %s', (body, digits, column) => {
  const [read] = bodiesOf(wrap(`\n${body}\n`));
  expect(read?.digits).toBe(digits);
  expect(read?.repairs).toEqual(column === undefined ? [] : ['alphabet-restored']);
  expect(read?.faults).toEqual(
    column === undefined
      ? []
      : [{ kind: 'damaged', what: 'the body', line: 2, column, expected: '+ and / instead of - and _' }],
  );
});

test.each(['A-+A', 'A_/A', 'A-/A', 'A_+A'])('where the other alphabet is used, they are strays: %s', (body) => {
  const [found] = bodiesOf(wrap(`\n${body}\n`));
  expect(found?.digits).toBe(body.replace(/[-_]/, ''));
  expect(found?.repairs).toEqual(['stray-characters-removed']);
  expect(found?.faults).toMatchObject([{ line: 2, column: 2, expected: 'a base64 character' }]);
});

test('in its place a character that is no digit keeps it', () => {
  const text = wrap('\nA*-_\u2013B=\n');
  const found = readBodyInPlace(text, armourOf(text));
  expect(found.digits).toBe('AA+/+B');
  expect(found.offsets).toEqual([28, 29, 30, 31, 32, 33]);
  expect(found.faults).toEqual([]);
});

test.each<[what: string, text: string]>([
  ['a quotation mark', `> ${BEGIN}\n> AAAA\n> BBBB\n> ${END}`],
  ['one that is indented', `> ${BEGIN}\n  >AAAA\n> BBBB\n> ${END}`],
  ['one with a blank line', `> ${BEGIN}\n> AAAA\n \n> BBBB\n> ${END}`],
  ['a line number', ` 1  ${BEGIN}\n 2  AAAA\n 3  BBBB\n 4  ${END}`],
  ['a line number without indentation', `1: ${BEGIN}\n2: AAAA\n3: BBBB\n4: ${END}`],
  ['a letter, and a blank line,', `x ${BEGIN}\nxAAAA\n\n \nxBBBB\nx ${END}`],
  ['a line number not in front of what shares the line of BEGIN', `1: ${BEGIN}AAAA\n2: BBBB\n3: ${END}`],
  ['a letter', `x ${BEGIN}\nxAAAA\n x BxBB\nx ${END}`],
  ['one not in front of what shares the line of BEGIN', `x ${BEGIN}AxAA\nxBBBB\nx${END}`],
])('%s in front of each line is left out', (what, text) => {
  const [found] = bodiesOf(text);
  expect(found?.digits).toMatch(/^A[Ax]AAB[Bx]BB$/);
  expect(found?.repairs).toEqual(what.includes('blank') ? ['stray-characters-removed'] : []);
});

test('a mark that not every line has is none', () => {
  expect(bodiesOf(`A ${BEGIN}\nAAAA\nBBBB\nA ${END}`)[0]?.digits).toBe('AAAABBBBA');
  expect(bodiesOf(`x ${BEGIN}\nAAAA\nxBBBB\nx ${END}`)[0]?.digits).toBe('AAAAxBBBBx');
  expect(bodiesOf(`x ${BEGIN}\n1: AAAA\n2: BBBB\n${END}`)[0]?.digits).toBe('1AAAA2BBBB');
  expect(bodiesOf(`1: ${BEGIN}\n2: AAAA\nBBBB\n${END}`)[0]?.digits).toBe('2AAAABBBB');
  expect(bodiesOf(wrap('\n12 AAAA\n13 BBBB\n'))[0]?.digits).toBe('12AAAA13BBBB');
  expect(bodiesOf(`${BEGIN}A\nAB\nAC\n${END}`)[0]?.digits).toBe('AABAC');
});

test('headers go as far as the first blank line', () => {
  const [found] = bodiesOf(wrap('\nComment: x y\nName: z\n \nAAAA\n'));
  expect(found).toMatchObject({ digits: 'AAAA', repairs: ['text-around-removed'] });
  expect(found?.faults).toHaveLength(1);
  expect(digitsOf('\n \nComment: x\n\nAAAA\n')[0]).toBe('AAAA');
  expect(digitsOf('\nComment: x\nName: y\nAAAA\n')[0]).toBe('AAAA');
  expect(digitsOf('\nComment: x\nName: y\nAAAA')[0]).toBe('AAAA');
  expect(digitsOf('\n9Comment: x\n\nAAAA\n')[0]).toBe('9CommentxAAAA');
  expect(digitsOf('\nComment: x\nName: y\nDate: z\n\nAAAA\n')[0]).toBe('AAAA');
  expect(digitsOf('\nComment: x\n\t\nAAAA\nName: y\n')[0]).toBe('AAAANamey');
  expect(digitsOf('\nComment: x\nAAAA\n\n \n')[0]).toBe('AAAA');
  expect(digitsOf('\n\n')).toEqual(['']);
});

test.each<[inside: string, isTold: boolean]>([
  ['\nAAAA\n\nBBBB\n', true],
  ['\nAAAA\n \n\t\nBBBB\n', true],
  ['\nAAAA\n\n', true],
  ['\n\nAAAA\n', false],
  ['\nAAAA\nBBBB\n', false],
])('a blank line within the body is told: %j', (inside, isTold) => {
  const found = bodiesOf(wrap(inside))[0];
  expect(found?.faults).toEqual(
    isTold ? [{ kind: 'damaged', what: 'a blank line in the body', expected: 'lines without gaps' }] : [],
  );
  expect(found?.repairs).toEqual(isTold ? ['stray-characters-removed'] : []);
});

test('without an END the blank line behind the last one is none', () => {
  expect(bodiesOf(`${BEGIN}\nAAAA\n\n`)[0]?.faults).toEqual([]);
});

test('a space may have been a +, where no + is left', () => {
  expect(digitsOf('\nAA A\nBB B\n')).toEqual(['AAABBB', 'AA+ABB+B']);
  expect(digitsOf('\nAA A\nB+BB\n')).toEqual(['AAAB+BB']);
  expect(digitsOf('\nAAA\nBBB\n')).toEqual(['AAABBB']);
  const [, spaced] = bodiesOf(wrap('\nAA A\nBB B\n'));
  expect(spaced).toMatchObject({
    repairs: ['alphabet-restored'],
    faults: [{ kind: 'damaged', what: 'the body', expected: '+ where it has a space' }],
  });
});

test('on one line a space after every 64 digits is a line break that was lost', () => {
  const whole = `${LINE}${LINE}AA`;
  expect(digitsOf(`\n   ${LINE} ${LINE} AA \n \n`)[1]).toBe(whole);
  expect(digitsOf(`\n${LINE} ${LINE} A A\n`)[1]).toBe(`${LINE}${LINE}A+A`);
  const inner = `${LINE.slice(0, 30)} ${LINE.slice(31)}`;
  expect(digitsOf(`\n${inner} ${inner} AA\n`)[1]).toBe(`${inner}${inner}AA`.replaceAll(' ', '+'));
  const third = `${LINE.slice(0, 5)} ${LINE.slice(6)}`;
  expect(digitsOf(`\n${LINE} ${LINE} ${third} A\n`)[1]).toBe(`${LINE}${LINE}${third}A`.replace(' ', '+'));
  expect(digitsOf(`\n${LINE}  ${LINE.slice(1)}\n`)[1]).toBe(`${LINE}+${LINE.slice(1)}`);
  // Where every space is a + and no line break, the second reading has it.
  expect(digitsOf(`\n${LINE}${LINE} AA\n`).slice(1)).toEqual([`${LINE}${LINE}AA`, `${LINE}${LINE}+AA`]);
});

test('a line of 64 has its + at its ends as well; a longer one is indented', () => {
  const ends = ` ${LINE.slice(2)} `;
  expect(digitsOf(`\n${ends}\n${LINE}\n`)[1]).toBe(`+${LINE.slice(2)}+${LINE}`);
  const inner = `${LINE.slice(0, 30)} ${LINE.slice(31)}`;
  expect(digitsOf(`\n ${inner}\n ${inner}\n`)[1]).toBe(`${inner}${inner}`.replaceAll(' ', '+'));
});

test('letters that were escaped line breaks are left out, where every line has them', () => {
  const breaks = (mark: string) => `${mark}${LINE}${mark}${LINE}${mark}AA${mark}`;
  for (const mark of ['n', 'rn']) {
    const found = bodiesOf(wrap(breaks(mark)));
    expect(found[1]).toMatchObject({ digits: `${LINE}${LINE}AA`, repairs: ['line-breaks-restored'] });
    expect(found[1]?.faults).toEqual([{ kind: 'line-breaks-lost', replacedBy: 'other' }]);
  }
  expect(digitsOf(`n${LINE}nAAA`)[1]).toBe(`${LINE}AAA`);
  expect(digitsOf(`n${LINE}`)[1]).toBe(LINE);
  for (const none of [`n${LINE}AAA`, `r${LINE}rAAA`, `An${LINE}nAAA`, `x${LINE}`])
    expect(digitsOf(none)).toHaveLength(1);
});

test('a line that comes twice is read once too', () => {
  const long = LINE.slice(0, 20);
  const found = bodiesOf(wrap(`\nAAAA\n${long}\n ${long}\nBBBB\n`)).at(-1);
  expect(found?.offsets[4]).toBe(BEGIN.length + 6);
  expect(digitsOf(`\n ${long}\n${long}\n`).at(-1)).toBe(long);
  expect(found).toMatchObject({ digits: `AAAA${long}BBBB`, repairs: ['stray-characters-removed'] });
  expect(found?.faults).toEqual([
    { kind: 'damaged', what: 'a line that comes twice', line: 4, column: 1, expected: 'each line once' },
  ]);
  expect(digitsOf(`\n${long}\n${long}\n`)).toEqual([long + long, long]);
  expect(digitsOf(`${long}\n${long}\n`)).toEqual([long + long, long]);
  expect(digitsOf(`\n${long.slice(1)}\n${long.slice(1)}\n`)).toHaveLength(1);
  expect(digitsOf(`\n${long.slice(1)} \n${long.slice(1)} \n`)).toHaveLength(2);
  expect(digitsOf(`\n${long}\nAAAA\n${long}\n`)).toHaveLength(1);
  expect(digitsOf(`\n${long}\n${long}A\n`)).toHaveLength(1);
});
