import { formatUtc } from '../../../core/claims/numeric-date.ts';
import { Failure } from '../../parts/failure.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { askClock, type Offset, offsetWords } from '../../server/clock.ts';

interface Props {
  /** This computer's clock: NumericDate seconds. */
  readonly now: number;
  readonly offset: Offset | undefined;
  readonly onOffset: (offset: Offset) => void;
}

/** The clocks that a token is held against: this computer's, and the server's when it is asked for. */
export function Clocks({ now, offset, onOffset }: Props) {
  const { problem, submit } = useSubmission();
  return (
    <section class="stack tight" aria-labelledby="clocks">
      <h2 id="clocks">Clocks</h2>
      <dl class="facts">
        <div class="pair">
          <dt>This computer</dt>
          <dd>{formatUtc(now)}</dd>
        </div>
        <div class="pair">
          <dt>The server</dt>
          <dd>
            {offset ? `${formatUtc(now + offset.seconds)}, ${offsetWords(offset)}` : 'not asked'}
            <div>
              <button
                type="button"
                class="button small"
                onClick={() => void submit(async () => onOffset(await askClock()))}
              >
                Ask the server for the time
              </button>
            </div>
          </dd>
        </div>
      </dl>
      {problem && <Failure problem={problem} />}
      <p class="muted small">
        Times are compared with {offset ? "the server's clock" : "this computer's clock"}, with 30 seconds of leeway.
        Asking sends a request with nothing of what is on this page.
      </p>
    </section>
  );
}
