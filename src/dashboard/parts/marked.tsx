import { visible } from '../../core/prose/visible.ts';
import { withMarks } from '../../help/marks.ts';

interface Props {
  readonly text: string;
  /** What was searched for, as words are compared. */
  readonly terms: ReadonlySet<string>;
}

/** A text with the words that were searched for marked. */
export function Marked({ text, terms }: Props) {
  return (
    <>
      {withMarks(text, terms).map((piece, index) =>
        piece.isMarked ? <mark key={index}>{visible(piece.text)}</mark> : visible(piece.text),
      )}
    </>
  );
}
