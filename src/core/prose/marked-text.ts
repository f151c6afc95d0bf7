import type { CauseId } from '../evidence/cause-id.ts';
import type { ReportFinding, Span } from '../evidence/report.ts';
import { PARTS, type Part, type TokenReading } from '../jws/reading.ts';

/** What a text was read as: the token in it, and the value of its Authorization header. */
export interface ReadText {
  readonly token: TokenReading | undefined;
  readonly authorization?: string | undefined;
}

/** A fault that has a place of its own. Offsets count characters of the whole text. */
export interface Mark {
  readonly cause: CauseId;
  readonly span: Span;
  readonly start: number;
  readonly end: number;
}

/** A stretch of a text that is drawn in one way. */
export interface Piece {
  readonly text: string;
  readonly part: Part | undefined;
  readonly isMarked: boolean;
  /** Causes whose place ends here. */
  readonly causes: readonly CauseId[];
}

export interface MarkedText {
  readonly pieces: readonly Piece[];
  /** In the order of the text. */
  readonly marks: readonly Mark[];
}

/**
 * A text, cut wherever a part of its token or a fault begins or ends. `undefined` where the token does not stand in it
 * as it was read, so that nothing could be drawn in its place.
 */
export function markText(
  text: string,
  { token, authorization }: ReadText,
  findings: readonly ReportFinding[],
): MarkedText | undefined {
  const from = { token: startIn(text, token?.text), authorization: startIn(text, authorization) };
  if (from.token === undefined && from.authorization === undefined) return undefined;
  const marks = findings.flatMap(({ cause, at }): Mark[] => {
    if (at === null || (at.in !== 'token' && at.in !== 'authorization') || isAbsence(at, token)) return [];
    const start = from[at.in];
    if (start === undefined || at.end <= at.start) return [];
    return [{ cause, span: at, start: start + at.start, end: start + at.end }];
  });
  marks.sort((a, b) => a.start - b.start);
  const spans = partsIn(token, from.token);
  return { pieces: piecesOf(text, spans, marks), marks };
}

/**
 * What is not there has no place, and its finding names the part that lacks it: with all of that part underlined, all of
 * it would look wrong. The end of a token that was cut is the one whole part that is faulty as such.
 */
function isAbsence({ part, pointer, start, end }: Span, token: TokenReading | undefined): boolean {
  if (part === null || part === 'signature' || pointer !== null || token?.[part].members === undefined) return false;
  const isWhole = start === token[part].start && end === token[part].end;
  return isWhole && !token.faults.some(({ kind }) => kind === 'part-count' || kind === 'part-empty');
}

function startIn(text: string, part: string | undefined): number | undefined {
  const start = part === undefined || part === '' ? -1 : text.indexOf(part);
  return start === -1 ? undefined : start;
}

interface PartSpan {
  readonly part: Part;
  readonly start: number;
  readonly end: number;
}

function partsIn(token: TokenReading | undefined, from: number | undefined): readonly PartSpan[] {
  if (token === undefined || from === undefined) return [];
  return PARTS.map((part) => ({ part, start: from + token[part].start, end: from + token[part].end }));
}

function piecesOf(text: string, parts: readonly PartSpan[], marks: readonly Mark[]): readonly Piece[] {
  const bounds = new Set([0, text.length]);
  for (const { start, end } of [...parts, ...marks]) bounds.add(start).add(end);
  const cuts = [...bounds].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  return cuts.slice(1).map((end, index): Piece => {
    const start = cuts[index] as number;
    const within = (span: { readonly start: number; readonly end: number }) => span.start <= start && end <= span.end;
    return {
      text: text.slice(start, end),
      part: parts.find(within)?.part,
      isMarked: marks.some(within),
      causes: marks.filter((mark) => mark.end === end).map(({ cause }) => cause),
    };
  });
}
