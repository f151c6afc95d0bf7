import type { Span } from '../evidence/report.ts';
import { PARTS } from '../jws/reading.ts';
import type { Colour } from './ansi.ts';
import { visible } from './visible.ts';

/** Characters shown of a part that is whole, of a marked span, and before that span. */
const SHOWN = { part: 10, span: 24, signature: 12, before: 4 };

/**
 * A token, abbreviated, with `span` underlined and named: two lines, or one without a span. Never the whole token, and
 * never more than a few characters of its signature.
 */
export function tokenAnatomy(
  token: string,
  span: Span | null,
  label: string,
  paint: (text: string, colour: Colour) => string,
): string[] {
  const texts = token.split('.', 4);
  if (texts.length !== 3) return oddToken(token, label, paint);
  let start = 0;
  let top = '';
  let columns = 0;
  let mark: string | undefined;
  texts.forEach((text, i) => {
    const part = PARTS[i] ?? 'signature';
    if (i > 0) {
      top += paint('.', 'muted');
      columns++;
    }
    const inside = span && overlap(span, start, start + text.length);
    const cut = inside
      ? around(text, inside.start - start, inside.end - start, part === 'signature' ? SHOWN.signature : SHOWN.span)
      : { before: '', marked: abbreviate(text, SHOWN.part), after: '' };
    if (inside && mark === undefined) {
      const blank = ' '.repeat(columns + cut.before.length);
      mark = `${blank}${paint('~'.repeat(Math.max(1, cut.marked.length)), 'fault')} ${paint(label, 'fault')}`;
    }
    const shown = cut.before + cut.marked + cut.after;
    top += paint(shown, part);
    columns += shown.length;
    start += text.length + 1;
  });
  return mark === undefined ? [top] : [top, mark];
}

/** Where the fault lies, in words: `header /alg`, `signature`. */
export function placeName(span: Span): string {
  return [span.part ?? span.in, span.pointer].filter((word) => word).join(' ');
}

/** Not three parts: it may be anything, a secret among them, so only its first characters are shown. */
function oddToken(token: string, label: string, paint: (text: string, colour: Colour) => string): string[] {
  const shown = abbreviate(token, Math.min(6, Math.floor(token.length / 3)));
  return [shown, `${paint('~'.repeat(shown.length), 'fault')} ${paint(label, 'fault')}`];
}

function overlap(span: Span, start: number, end: number): { start: number; end: number } | undefined {
  if (span.in !== 'token') return undefined;
  const from = Math.max(span.start, start);
  const to = Math.min(span.end, end);
  return from < to || (from === to && span.start === span.end) ? { start: from, end: to } : undefined;
}

function around(text: string, start: number, end: number, room: number) {
  const from = Math.max(0, start - SHOWN.before);
  const before = (from > 0 ? '…' : '') + visible(text.slice(from, start));
  const marked = abbreviate(text.slice(start, end), room);
  const after = abbreviate(text.slice(end), marked.endsWith('…') ? 0 : SHOWN.before);
  return { before, marked, after: marked.endsWith('…') ? '' : after };
}

function abbreviate(text: string, room: number): string {
  return text.length <= room ? visible(text) : `${visible(text.slice(0, room))}…`;
}
