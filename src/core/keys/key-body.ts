import type { Armour } from './find-armour.ts';
import type { KeyFault, KeyRepair } from './reading.ts';
import { placeAt } from './unwrap-text.ts';

/** The base64 digits of a body under one hypothesis of how it was mangled; `offsets` tells where each stands in the text. */
export interface KeyBody {
  /** A-Z, a-z, 0-9, + and /, without padding. */
  readonly digits: string;
  readonly offsets: readonly number[];
  /** Whether the text has padding after the last digit. */
  readonly padded: boolean;
  readonly repairs: readonly KeyRepair[];
  readonly faults: readonly KeyFault[];
}

interface Line {
  readonly text: string;
  readonly offset: number;
}

/** One character of the body with its offset in the text. */
type Mark = readonly [character: string, offset: number];

/** The bodies that a text may stand for, the least changed one first. */
export function* readBodies(text: string, armour: Armour): Generator<KeyBody> {
  const lines = bodyLines(text, armour);
  const marks = lines.flatMap(visibleMarks);
  const blank = blankLineFaults(lines);
  yield clean(text, marks, blank);
  if (lines.some((line) => line.text.trim().includes(' '))) {
    for (const spaced of spacesAsPlus(lines)) yield clean(text, spaced, [[PLUS_LOST, 'alphabet-restored']]);
  }
  const separated = withoutLetterBreaks(marks);
  if (separated) yield clean(text, separated, [[{ kind: 'newlines-escaped', depth: 1 }, 'newlines-unescaped']]);
  const repeated = lines.findIndex((line, index) => isRepeated(line, lines[index - 1]));
  if (repeated >= 0) {
    const place = placeAt(text, (lines[repeated] as Line).offset);
    const fault: KeyFault = { kind: 'damaged', what: 'a line that comes twice', ...place, expected: 'each line once' };
    const once = lines.filter((line, index) => !isRepeated(line, lines[index - 1]));
    yield clean(text, once.flatMap(visibleMarks), [...blank, [fault, 'stray-characters-removed']]);
  }
}

/** The digits as they stand, with a zero digit in place of each character that is none: its place is kept. */
export function readBodyInPlace(text: string, armour: Armour): KeyBody {
  const marks = bodyLines(text, armour).flatMap(visibleMarks);
  return clean(
    text,
    marks.map(([character, offset]) => [/[\w+/=-]/.test(character) ? character : 'A', offset] as const),
    [],
  );
}

const PLUS_LOST: KeyFault = { kind: 'damaged', what: 'the body', expected: '+ where it has a space' };

/** The lines of the body without what stands in front of each, if it is what stands in front of BEGIN. */
function bodyLines(text: string, armour: Armour): Line[] {
  let offset = armour.start;
  const lines = text
    .slice(armour.start, armour.end)
    .split('\n')
    .map((line) => {
      offset += line.length + 1;
      return { text: line, offset: offset - line.length - 1 };
    });
  const mark = armour.prefix.trim();
  const following = lines.slice(1).filter((line) => line.text.trim() !== '');
  const numbered = /^\s*\d{1,4}(?:[.):|\]]|\s)/;
  if (mark !== '' && following.every((line) => line.text.trimStart().startsWith(mark))) {
    return lines.map((line, index) => (index === 0 ? line : cut(line, line.text.indexOf(mark) + mark.length)));
  }
  if (numbered.test(armour.prefix) && following.every((line) => numbered.test(line.text))) {
    return lines.map((line) => cut(line, numbered.exec(line.text)?.[0].length ?? 0));
  }
  return lines;
}

function cut(line: Line, length: number): Line {
  return line.text.trim() === '' ? line : { text: line.text.slice(length), offset: line.offset + length };
}

function visibleMarks(line: Line): Mark[] {
  return [...line.text].flatMap((character, index) =>
    /\s/.test(character) ? [] : [[character, line.offset + index] as const],
  );
}

function blankLineFaults(lines: readonly Line[]): Found[] {
  if (!/\S\n\s*\n\s*\S/.test(lines.map((line) => line.text).join('\n'))) return [];
  const fault: KeyFault = { kind: 'damaged', what: 'a blank line in the body', expected: 'lines without gaps' };
  return [[fault, 'stray-characters-removed']];
}

/** A + that became a space: at the line breaks that were lost a space stands for a break, elsewhere for the +. */
function* spacesAsPlus(lines: readonly Line[]): Generator<Mark[]> {
  const filled = lines.filter((line) => line.text.trim() !== '');
  if (filled.length === 1) {
    const [line] = filled as [Line];
    const start = line.text.length - line.text.trimStart().length;
    const marks: Mark[] = [];
    let column = 0;
    for (let index = start; index < line.text.trimEnd().length; index++) {
      const character = line.text.charAt(index);
      if (character === ' ' && column === 64) {
        column = 0;
        continue;
      }
      marks.push([character === ' ' ? '+' : character, line.offset + index]);
      column = column === 64 ? 1 : column + 1;
    }
    yield marks;
  }
  yield filled.flatMap((line) => {
    const body = line.text.trim();
    const start = line.offset + line.text.indexOf(body);
    return [...body].map((character, index): Mark => [character === ' ' ? '+' : character, start + index]);
  });
}

/** `\n` that lost its backslash: the letter n, or rn, in front of every 64 characters. */
function withoutLetterBreaks(marks: readonly Mark[]): Mark[] | undefined {
  const text = marks.map(([character]) => character).join('');
  const separator = /^r?n/.exec(text)?.[0];
  if (separator === undefined) return undefined;
  const width = 64 + separator.length;
  const kept: Mark[] = [];
  for (let at = 0; at < text.length; at += width) {
    if (!text.startsWith(separator, at)) return undefined;
    kept.push(...marks.slice(at + separator.length, at + width));
  }
  const tail = kept.slice(-separator.length).map(([character]) => character);
  return tail.join('') === separator ? kept.slice(0, -separator.length) : kept;
}

function isRepeated(line: Line, before: Line | undefined): boolean {
  return line.text.trim().length >= 20 && line.text.trim() === before?.text.trim();
}

type Found = readonly [fault: KeyFault, repair: KeyRepair];

/** Maps the URL-safe alphabet, drops what is no digit, and takes the padding off the end. */
function clean(text: string, marks: readonly Mark[], found: readonly Found[]): KeyBody {
  let end = marks.length;
  while (end > 0 && marks[end - 1]?.[0] === '=') end--;
  const all: Found[] = [...found];
  const digits: string[] = [];
  const offsets: number[] = [];
  let urlSafe: number | undefined;
  let stray: number | undefined;
  for (const [character, offset] of marks.slice(0, end)) {
    const digit = URL_SAFE.get(character) ?? character;
    if (digit !== character) urlSafe ??= offset;
    if (/[A-Za-z0-9+/]/.test(digit)) {
      digits.push(digit);
      offsets.push(offset);
    } else stray ??= offset;
  }
  if (urlSafe !== undefined) {
    const fault: KeyFault = {
      kind: 'damaged',
      what: 'the body',
      ...placeAt(text, urlSafe),
      expected: '+ and / in place of - and _',
    };
    all.push([fault, 'alphabet-restored']);
  }
  if (stray !== undefined) {
    const fault: KeyFault = {
      kind: 'damaged',
      what: 'the body',
      ...placeAt(text, stray),
      expected: 'a base64 character',
    };
    all.push([fault, 'stray-characters-removed']);
  }
  const padding = marks.length - end;
  if (padding !== (4 - (digits.length % 4)) % 4) {
    const expected = ['no =', '', '== at the end', '= at the end'][digits.length % 4] as string;
    if (expected !== '') all.push([{ kind: 'damaged', what: 'the end of the body', expected }, 'padding-restored']);
  }
  return {
    digits: digits.join(''),
    offsets,
    padded: padding > 0,
    repairs: [...new Set(all.map(([, repair]) => repair))],
    faults: all.map(([fault]) => fault),
  };
}

const URL_SAFE = new Map([
  ['-', '+'],
  ['\u2010', '+'],
  ['\u2011', '+'],
  ['\u2012', '+'],
  ['\u2013', '+'],
  ['\u2212', '+'],
  ['_', '/'],
]);
