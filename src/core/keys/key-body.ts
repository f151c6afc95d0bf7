import { type Armour, NUMBERED } from './find-armour.ts';
import { HEADER_LINES } from './key-fault.ts';
import type { Remedy } from './mending.ts';
import type { KeyFault, KeyRepair } from './reading.ts';
import { placeAt } from './text-place.ts';

/** The base64 digits of a body under one hypothesis of how it was mangled; `offsets` tells where each stands in the text. */
export interface KeyBody {
  /** A-Z, a-z, 0-9, + and /, without padding. */
  readonly digits: string;
  readonly offsets: readonly number[];
  readonly repairs: readonly KeyRepair[];
  readonly faults: readonly KeyFault[];
  /** What is wrong with the padding, where every digit is there. */
  readonly padding?: KeyFault;
}

interface Line {
  readonly text: string;
  readonly offset: number;
}

/** One character of the body with its offset in the text. */
type Mark = readonly [character: string, offset: number];

/** The bodies that a text may stand for, the least changed one first. */
export function* readBodies(text: string, armour: Armour): Generator<KeyBody> {
  const all = bodyLines(text, armour);
  const lines = withoutHeaders(all);
  const marks = lines.flatMap(visibleMarks);
  const blank = [...blankLineFaults(lines, armour), ...(lines.length < all.length ? [DROPPED_HEADERS] : [])];
  yield clean(text, marks, blank);
  if (lines.some((line) => line.text.includes(' ')) && !marks.some(([character]) => character === '+')) {
    for (const spaced of spacesAsPlus(lines)) yield clean(text, spaced, [[PLUS_LOST, 'alphabet-restored']]);
  }
  const separated = withoutLetterBreaks(marks);
  if (separated)
    yield clean(text, separated, [[{ kind: 'line-breaks-lost', replacedBy: 'other' }, 'line-breaks-restored']]);
  const repeated = lines.findIndex((line, index) => isRepeated(line, lines[index - 1]));
  // mutants: the first line repeats none
  if (repeated >= 0) {
    const place = placeAt(text, (lines[repeated] as Line).offset);
    const fault: KeyFault = { kind: 'damaged', what: 'a line that comes twice', ...place, expected: 'each line once' };
    const once = lines.filter((line, index) => !isRepeated(line, lines[index - 1]));
    yield clean(text, once.flatMap(visibleMarks), [...blank, [fault, 'stray-characters-removed']]);
  }
}

/** The digits as they stand, with some digit in place of each character that is none: its place is kept. */
export function readBodyInPlace(text: string, armour: Armour): KeyBody {
  const marks = bodyLines(text, armour).flatMap(visibleMarks);
  const filled = marks.map(([character, offset]): Mark => {
    return [DIGIT.test(character) || character === '=' ? character : (URL_SAFE.get(character) ?? 'A'), offset];
  });
  return clean(text, filled, []);
}

const DROPPED_HEADERS: Remedy = [HEADER_LINES, 'text-around-removed'];
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
  if (following.every((line) => line.text.trimStart().startsWith(mark))) {
    return lines.map((line, index) => (index === 0 ? line : cut(line, line.text.indexOf(mark) + mark.length)));
  }
  if (NUMBERED.test(armour.prefix) && following.every((line) => NUMBERED.test(line.text))) {
    return lines.map((line) => cut(line, NUMBERED.exec(line.text)?.[0].length ?? 0));
  }
  return lines;
}

/** Lines like `Comment: …`, up to the blank one behind them where there is one. */
function withoutHeaders(lines: readonly Line[]): readonly Line[] {
  const first = lines.findIndex((line) => line.text.trim() !== '');
  if (!HEADER.test(lines[first]?.text ?? '')) return lines; // mutants: nor is undefined a header
  // mutants: the first one is not blank
  const blank = lines.findIndex((line, index) => index > first && line.text.trim() === '');
  const behind = lines.slice(blank + 1);
  // mutants: nor does a blank one come first
  const isWhole = blank < 0 || behind.every((line) => line.text.trim() === '');
  return isWhole ? lines.filter((line) => !HEADER.test(line.text)) : behind;
}

const HEADER = /^[A-Za-z-]{1,40}: /;

function cut(line: Line, length: number): Line {
  return { text: line.text.slice(length), offset: line.offset + length };
}

function visibleMarks(line: Line): Mark[] {
  const marks: Mark[] = [];
  // mutants: behind the last one there is no character
  for (let index = 0; index < line.text.length; index++) {
    const character = line.text.charAt(index);
    if (character > ' ') marks.push([character, line.offset + index]);
  }
  return marks;
}

/** A blank line between two lines of the body, or between the last one and END. */
function blankLineFaults(lines: readonly Line[], armour: Armour): Remedy[] {
  const body = lines.map((line) => line.text.trim()).join('\n') + (armour.close ? 'END' : '');
  if (!/[^\n]\n\n+[^\n]/.test(body)) return [];
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
  // A line of 64 has its spaces where the + were, at its ends as well; a longer one is indented.
  yield filled.flatMap((line) => {
    const start = line.text.length > 64 ? line.text.length - line.text.trimStart().length : 0;
    const body = line.text.length > 64 ? line.text.trim() : line.text.replace(/[\r\t]/g, '');
    return [...body].map(
      (character, index): Mark => [character === ' ' ? '+' : character, line.offset + start + index],
    );
  });
}

/** `\n` that lost its backslash: the letter n, or rn, in front of every 64 characters. */
function withoutLetterBreaks(marks: readonly Mark[]): Mark[] | undefined {
  const text = marks.map(([character]) => character).join('');
  const separator = /^r?n/.exec(text)?.[0]; // mutants: the first line begins with it
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

/** Maps the URL-safe alphabet, where the other is not used, drops what is no digit, and takes the padding off the end. */
function clean(text: string, marks: readonly Mark[], found: readonly Remedy[]): KeyBody {
  const all: Remedy[] = [...found];
  const offsets: number[] = [];
  let digits = '';
  let padding = 0;
  let urlSafe: Mark | undefined;
  let stray: Mark | undefined;
  const standard = marks.some(([character]) => character === '+' || character === '/');
  for (const mark of marks) {
    const digit = (standard ? undefined : URL_SAFE.get(mark[0])) ?? mark[0];
    if (digit !== mark[0]) urlSafe ??= mark;
    if (DIGIT.test(digit)) {
      digits += digit;
      offsets.push(mark[1]);
    } else if (digit === '=') padding++;
    else stray ??= mark;
  }
  if (urlSafe) all.push([bodyFault(text, urlSafe, '+ and / instead of - and _'), 'alphabet-restored']);
  if (stray) all.push([bodyFault(text, stray, 'a base64 character'), 'stray-characters-removed']);
  const due = (4 - (digits.length % 4)) % 4;
  return {
    digits,
    offsets,
    repairs: [...new Set(all.map(([, repair]) => repair))],
    faults: all.map(([fault]) => fault),
    ...(padding !== due && due < 3 && { padding: paddingFault(due) }),
  };
}

const DIGIT = /[A-Za-z0-9+/]/;

function bodyFault(text: string, [, offset]: Mark, expected: string): KeyFault {
  return { kind: 'damaged', what: 'the body', ...placeAt(text, offset), expected };
}

function paddingFault(due: number): KeyFault {
  const expected = due === 0 ? 'no = there' : due === 1 ? '= there' : '== there';
  return { kind: 'damaged', what: 'the end of the body', expected };
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
