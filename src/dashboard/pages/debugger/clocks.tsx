import { useState } from 'preact/hooks';
import { describeDuration, formatUtc } from '../../../core/claims/numeric-date.ts';
import { parseHttpDate } from '../../../core/request/http-date.ts';
import { Failure } from '../../parts/failure.tsx';
import { type ApiProblem, asProblem, unreachable } from '../../problem.ts';

/** How far the server's clock is ahead of this computer's, and how exactly that is known; in seconds. */
export interface Offset {
  readonly seconds: number;
  readonly bound: number;
}

interface Props {
  /** This computer's clock: NumericDate seconds. */
  readonly now: number;
  readonly offset: Offset | undefined;
  readonly onOffset: (offset: Offset) => void;
}

/** The clocks that a token is held against: this computer's, and the server's when it is asked for. */
export function Clocks({ now, offset, onOffset }: Props) {
  const [problem, setProblem] = useState<ApiProblem>();
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
                onClick={async () => {
                  try {
                    setProblem(undefined);
                    onOffset(await askClock());
                  } catch (error) {
                    setProblem(asProblem(error));
                  }
                }}
              >
                Ask the server for the time
              </button>
            </div>
          </dd>
        </div>
      </dl>
      {problem && <Failure problem={problem} />}
      <p class="muted small">
        Times are judged by {offset ? "the server's clock" : "this computer's clock"}, with 30 seconds of leeway. Asking
        sends a request without any of what is on this page.
      </p>
    </section>
  );
}

/** Reads the Date field of an answer of this origin (RFC 9110 §6.6.1). It has whole seconds, so half of one is the bound. */
export async function askClock(): Promise<Offset> {
  const before = Date.now() / 1000;
  let response: Response;
  try {
    response = await fetch('/healthz', { method: 'HEAD', cache: 'no-store', credentials: 'omit' });
  } catch {
    throw unreachable();
  }
  const after = Date.now() / 1000;
  const date = parseHttpDate(response.headers.get('date') ?? '');
  if (date === undefined) throw unreachable();
  return { seconds: date + 0.5 - (before + after) / 2, bound: 0.5 + (after - before) / 2 };
}

export function offsetWords({ seconds, bound }: Offset): string {
  if (Math.abs(seconds) <= bound) return `the same as this computer's, within ${describeDuration(bound)}`;
  const side = seconds > 0 ? 'ahead of' : 'behind';
  return `${describeDuration(seconds)} ${side} this computer's, within ${describeDuration(bound)}`;
}
