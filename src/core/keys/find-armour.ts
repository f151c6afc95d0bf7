import { textAround } from './key-fault.ts';
import type { Remedy } from './mending.ts';
import type { KeyFault, KeyRepair } from './reading.ts';
import { placeAt } from './text-place.ts';

/** What lies between a BEGIN and an END marker, either of which may be damaged or missing. */
export interface Armour {
  /** The words of the marker that could be read; empty where there was none. */
  readonly label: string;
  readonly begin?: Marker;
  readonly close?: Marker;
  /** Offsets of the body in the text. */
  readonly start: number;
  readonly end: number;
  /** What stands in front of BEGIN on its line: a quotation mark, indentation, `KEY="`. */
  readonly prefix: string;
  readonly repairs: readonly KeyRepair[];
  readonly faults: readonly KeyFault[];
}

interface Marker {
  readonly kind: 'BEGIN' | 'END';
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

/** Finds the key blocks of a text by their markers, well-formed or not; the whole text where there is no marker. */
export function findArmour(text: string): Armour[] {
  const markers = findMarkers(text);
  const blocks: Armour[] = [];
  for (let index = 0; index < markers.length; index++) {
    const marker = markers[index] as Marker;
    const next = markers[index + 1];
    if (marker.kind === 'END') {
      if (index === 0) blocks.push(describe(text, undefined, marker, marker.start));
      continue;
    }
    const close = next?.kind === 'END' ? next : undefined;
    blocks.push(describe(text, marker, close, next?.start ?? text.length));
  }
  return blocks.length > 0 ? blocks : [describe(text, undefined, undefined, text.length)];
}

function describe(text: string, begin: Marker | undefined, close: Marker | undefined, end: number): Armour {
  const start = begin?.end ?? 0;
  const label = begin?.label || close?.label || '';
  const prefix = begin ? lineBefore(text, begin.start) : '';
  const suffix = close ? text.slice(close.end, nextBreak(text, close.end)) : '';
  const found: Remedy[] = [
    ...markerFaults(text, begin, 'BEGIN', label),
    ...markerFaults(text, close, 'END', label),
    ...aroundFaults(prefix, suffix),
    ...lineBreakFaults(text, begin, close, text.slice(start, end)),
  ];
  const repairs = [...new Set(found.map(([, repair]) => repair))];
  const markers = { ...(begin && { begin }), ...(close && { close }) };
  return { label, ...markers, start, end, prefix, repairs, faults: found.map(([fault]) => fault) };
}

function markerFaults(text: string, marker: Marker | undefined, kind: 'BEGIN' | 'END', label: string): Remedy[] {
  const expected = `-----${kind} ${label || 'PRIVATE KEY'}-----`;
  if (!marker) return [[{ kind: 'damaged', what: `the ${kind} line, which is missing`, expected }, 'armour-restored']];
  if (text.slice(marker.start, marker.end) === expected) return [];
  return [[{ kind: 'damaged', what: `the ${kind} line`, ...placeAt(text, marker.start), expected }, 'armour-restored']];
}

/** What shares a line with a marker: nothing, indentation, quotes, other text. */
function aroundFaults(prefix: string, suffix: string): Remedy[] {
  const [before, after] = [prefix.trim().slice(-200), suffix.trim().slice(0, 200)];
  // A letter n after END is what is left of an escaped line break.
  if (before === '' && /^(?:r?n)?$/.test(after)) {
    const fault = { kind: 'damaged', what: 'the indentation', expected: 'BEGIN at the start of its line' } as const;
    return prefix === '' ? [] : [[fault, 'indentation-removed']];
  }
  const found: Remedy[] = [];
  const quote = QUOTE.exec(before.slice(-1))?.[0] ?? QUOTE.exec(after.slice(0, 1))?.[0];
  if (quote) found.push([{ kind: 'quoted', quote }, 'quotes-removed']);
  const [, name = ''] = /([\w.-]{1,64})["' ]*(?:=|:|=>)[ "'`|>-]*$/.exec(before) ?? [];
  const rest = (before + after).replace(/["'`\u2018-\u201e\u00ab\u00bb;,\s]/g, '');
  if (rest !== '') found.push([textAround(name), 'text-around-removed']);
  return found;
}

const QUOTE = /["'`\u2018-\u201e\u00ab\u00bb]/;

/** A body that does not begin on a line of its own after BEGIN, or that shares its last line with END. */
function lineBreakFaults(text: string, begin: Marker | undefined, close: Marker | undefined, body: string): Remedy[] {
  const after = begin ? text.slice(begin.end, nextBreak(text, begin.end)) : '';
  const line = close ? lineBefore(text, close.start) : '';
  const before = NUMBERED.test(line) ? '' : line;
  if (!/[A-Za-z0-9+/]{4}/.test(after) && !/[A-Za-z0-9+/=]{2}/.test(before)) return [];
  const separators = body.trim().replace(/[A-Za-z0-9+/=_\n-]/g, '');
  const replacedBy = separators === '' ? 'nothing' : /[^ ]/.test(separators) ? 'other' : 'spaces';
  return [[{ kind: 'line-breaks-lost', replacedBy }, 'line-breaks-restored']];
}

/** A line number, as `cat -n` and lists put it in front of a line. */
export const NUMBERED = /^\s*\d{1,4}(?:[.):|\]]|\s)/;

/** What stands in front of an offset on its line. */
function lineBefore(text: string, at: number): string {
  const before = text.slice(0, at);
  return before.slice(before.lastIndexOf('\n') + 1);
}

function nextBreak(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at; // mutants: a marker stands before it
}

const MAX_MARKERS = 16;
const DASHES = '-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\ufe58\ufe63\uff0d';
const LABEL_WORD =
  /[\s_]*(NEW|RSA|EC|DSA|OPENSSH|SSH2|ENCRYPTED|X509|TRUSTED|PRIVATE|PUBLIC|CERTIFICATE|REQUEST|KEY)/iy;
const MARKER_WORD =
  /BEGIN|(?<=-{3} ?)END|END(?=[\s_]*(?:RSA|EC\s|DSA|OPENSSH|ENCRYPTED|PRIVATE|PUBLIC|CERTIFICATE|KEY|NEW))/gi;
/** Dashes with words between them, or on one side, where the word BEGIN or END itself is damaged. */
const LOOSE_MARKER = new RegExp(
  `(?<![${DASHES}])[${DASHES}]{2,}[A-Za-z ]{3,45}[${DASHES}]+|(?<![A-Za-z ])[A-Za-z ]{0,30}KEY ?[${DASHES}]{2,}|(?<![^\\n])[${DASHES}]{3,}(?![^\\n])`,
  'g',
);

function findMarkers(text: string): Marker[] {
  const markers: Marker[] = [];
  for (const match of text.matchAll(MARKER_WORD)) {
    const covered = markers.at(-1)?.end ?? 0; // mutants: nothing is less than undefined
    const marker = match.index < covered ? undefined : readMarker(text, match.index, match[0].toUpperCase());
    if (marker) markers.push(marker);
    if (markers.length === MAX_MARKERS) return markers;
  }
  for (const kind of ['BEGIN', 'END'] as const) {
    if (markers.some((marker) => marker.kind === kind)) continue;
    const loose = findLooseMarker(text, kind, markers[0]);
    if (loose) markers.push(loose);
  }
  return markers.sort((a, b) => a.start - b.start);
}

function findLooseMarker(text: string, kind: 'BEGIN' | 'END', other: Marker | undefined): Marker | undefined {
  const found = [...text.matchAll(LOOSE_MARKER)].filter(({ index }) => {
    if (other) return kind === 'BEGIN' ? index < other.start : index > other.start;
    return kind === 'END' || index < text.length / 2;
  });
  const match = kind === 'BEGIN' ? found[0] : found.at(-1);
  return match && { kind, label: '', start: match.index, end: match.index + match[0].length };
}

/** Grows a marker from its word: dashes to the left, the words of the label and dashes to the right. */
function readMarker(text: string, at: number, kind: string): Marker | undefined {
  const start = skipBack(text, skipBack(text, at, ' '), DASHES);
  const dashed = DASHES.includes(text.charAt(start));
  const words: string[] = [];
  let end = at + kind.length;
  for (;;) {
    LABEL_WORD.lastIndex = end;
    const word = LABEL_WORD.exec(text)?.[1];
    if (word === undefined) break;
    words.push(word.toUpperCase());
    end = LABEL_WORD.lastIndex;
  }
  if (words.length === 0 && !dashed) return undefined;
  const whole = /(?:KEY|CERTIFICATE|REQUEST)$/.test(words.join(' '));
  // mutants: only the next 40 are of use
  if (!whole) end += new RegExp(`^[A-Za-z ]{0,40}(?=[${DASHES}])`).exec(text.slice(end, end + 60))?.[0].length ?? 0;
  const spaces = skip(text, end, ' ');
  const close = skip(text, spaces, DASHES);
  const label = whole ? words.join(' ') : '';
  return { kind: kind as 'BEGIN' | 'END', label, start: dashed ? start : at, end: close > spaces ? close : end };
}

function skip(text: string, at: number, characters: string): number {
  while (at < text.length && characters.includes(text.charAt(at))) at++;
  return at;
}

function skipBack(text: string, at: number, characters: string): number {
  while (at > 0 && characters.includes(text.charAt(at - 1))) at--;
  return at;
}
