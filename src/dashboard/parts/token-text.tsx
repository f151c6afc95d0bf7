import type { ReportFinding, Span } from '../../core/evidence/report.ts';
import { PARTS, type Part, type TokenReading } from '../../core/jws/reading.ts';
import { visible } from '../../core/prose/visible.ts';

interface Props {
  readonly token: TokenReading;
  readonly findings: readonly ReportFinding[];
}

interface Piece {
  readonly text: string;
  readonly part: Part | undefined;
  readonly isMarked: boolean;
  /** Causes whose place ends here. */
  readonly labels: readonly string[];
}

/** What is not there has no place: with the whole part underlined, all of it would look wrong. */
const MISSING: ReadonlySet<string> = new Set([
  'claim-missing',
  'acl-missing',
  'header-parameter-missing',
  'kid-missing',
]);

/** A token, whole: its three parts in their colours, and every fault underlined where it is, with its cause beside it. */
export function TokenText({ token, findings }: Props) {
  const marks = findings.flatMap(({ at, cause }) =>
    at?.in === 'token' && at.end > at.start && !MISSING.has(cause) ? [{ ...at, cause }] : [],
  );
  return (
    <figure class="token-figure stack tight">
      <p class="token-text machine" data-testid="token">
        {piecesOf(token, marks).map(({ text, part, isMarked, labels }, index) => (
          <span key={index}>
            <span class={`${part ? `part-${part}` : 'part-none'}${isMarked ? ' marked' : ''}`}>{visible(text)}</span>
            {labels.map((label) => (
              <a key={label} class="mark-label" href={`#finding-${label}`}>
                {label}
              </a>
            ))}
          </span>
        ))}
      </p>
      <figcaption class="row small">
        {PARTS.map((part) => (
          <span key={part} class={`part-name part-${part}`}>
            {part} <span class="muted">{sizeOf(token, part)}</span>
          </span>
        ))}
        {marks.length > 0 && (
          <span>
            <span class="marked">underlined</span>: a fault
          </span>
        )}
      </figcaption>
    </figure>
  );
}

function sizeOf(token: TokenReading, part: Part): string {
  const { bytes, start, end } = token[part];
  return bytes === undefined ? `${Math.max(0, end - start)} characters, not decoded` : `${bytes.length} bytes`;
}

/** Cuts the text wherever a part or a mark begins or ends. */
function piecesOf(token: TokenReading, marks: readonly (Span & { readonly cause: string })[]): readonly Piece[] {
  const { text } = token;
  const bounds = new Set([0, text.length]);
  for (const part of PARTS) for (const at of [token[part].start, token[part].end]) bounds.add(at);
  for (const { start, end } of marks) for (const at of [start, end]) bounds.add(at);
  const cuts = [...bounds].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  return cuts.slice(1).map((end, index): Piece => {
    const start = cuts[index] as number;
    return {
      text: text.slice(start, end),
      part: PARTS.find((part) => token[part].start <= start && end <= token[part].end && token[part].end > start),
      isMarked: marks.some((mark) => mark.start <= start && end <= mark.end),
      labels: marks.filter((mark) => mark.end === end).map(({ cause }) => cause),
    };
  });
}
