import type { ReportFinding } from '../../core/evidence/report.ts';
import { PARTS, type Part, type TokenReading } from '../../core/jws/reading.ts';
import { markText } from '../../core/prose/marked-text.ts';
import { visible } from '../../core/prose/visible.ts';

interface Props {
  readonly token: TokenReading;
  readonly findings: readonly ReportFinding[];
}

/** A token, whole: its three parts in their colours, and every fault underlined where it is, with its cause beside it. */
export function TokenText({ token, findings }: Props) {
  const { pieces = [], marks = [] } = markText(token.text, { token }, findings) ?? {};
  return (
    <figure class="token-figure stack tight">
      <p class="token-text machine" data-testid="token">
        {pieces.map(({ text, part, isMarked, causes }, index) => (
          <span key={index}>
            <span class={`part-${part ?? 'none'}${isMarked ? ' marked' : ''}`}>{visible(text)}</span>
            {causes.map((cause) => (
              <a key={cause} class="mark-label" href={`#finding-${cause}`}>
                {cause}
              </a>
            ))}
          </span>
        ))}
      </p>
      <figcaption>
        <TokenParts token={token} isMarked={marks.length > 0} />
      </figcaption>
    </figure>
  );
}

/** The parts of a token by name, each in its colour, with its size. */
export function TokenParts({ token, isMarked }: { readonly token: TokenReading; readonly isMarked?: boolean }) {
  return (
    <div class="row small">
      {PARTS.map((part) => (
        <span key={part} class={`part-name part-${part}`}>
          {part} <span class="muted">{sizeOf(token, part)}</span>
        </span>
      ))}
      {isMarked && (
        <span>
          <span class="marked">underlined</span>: a fault
        </span>
      )}
    </div>
  );
}

function sizeOf(token: TokenReading, part: Part): string {
  const { bytes, start, end } = token[part];
  return bytes === undefined ? `${Math.max(0, end - start)} characters, not decoded` : `${bytes.length} bytes`;
}
