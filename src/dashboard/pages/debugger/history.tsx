import { useEffect } from 'preact/hooks';
import type { Report } from '../../../core/evidence/report.ts';
import { visible } from '../../../core/prose/visible.ts';
import { pasted } from '../../browser/pasted.ts';
import { createStore } from '../../browser/store.ts';
import { Ago } from '../../parts/ago.tsx';
import { VerdictTag } from '../../parts/verdict.tsx';

/** A text that was judged in this tab, and what it was judged to be then. */
interface Entry {
  readonly text: string;
  readonly what: string;
  /** The last characters of the token: they tell one from another. */
  readonly ending: string | undefined;
  readonly verdict: Report['verdict'];
  readonly rootCause: string | null;
  /** NumericDate seconds. */
  readonly at: number;
}

const MOST_ENTRIES = 20;
const LONGEST_CHARACTERS = 1_000_000;
/** A text that is being typed is none that was looked at. */
const SETTLED_MILLISECONDS = 1500;

/** In memory alone: sessionStorage would be written to disk by a browser that restores its tabs. */
const entries = createStore<readonly Entry[]>([]);

interface Props {
  readonly text: string;
  /** `undefined` for what is not kept: a private key may be in it. */
  readonly what: string | undefined;
  readonly token: string | undefined;
  /** `undefined` while the text is being judged. */
  readonly report: Report | undefined;
}

/** What was looked at in this tab before, newest first, to go back to. */
export function History({ text, what, token, report }: Props) {
  const all = entries.use();
  useEffect(() => {
    if (what === undefined || report === undefined) return;
    const timer = setTimeout(() => remember({ text, what, token, report }), SETTLED_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [text, what, report?.verdict, report?.rootCause]);
  const others = all.filter((entry) => entry.text !== text);
  if (others.length === 0) return null;
  return (
    <details class="history">
      <summary>
        <strong>Earlier in this tab:</strong> {others.length}
      </summary>
      <ul class="entries">
        {others.map((entry) => (
          <li key={entry.text} class="row">
            <button type="button" class="button small" onClick={() => pasted.set(entry.text)}>
              Open {entry.ending === undefined ? entry.what : <code>…{visible(entry.ending)}</code>}
            </button>
            {entry.ending !== undefined && <span class="small">{entry.what}</span>}
            <VerdictTag verdict={entry.verdict} />
            {entry.rootCause !== null && <code>{entry.rootCause}</code>}
            <span class="small muted">
              <Ago at={entry.at} />
            </span>
          </li>
        ))}
      </ul>
      <div class="row">
        <button
          type="button"
          class="button small"
          onClick={() => entries.set(all.filter((entry) => entry.text === text))}
        >
          Forget them
        </button>
        <span class="small muted">They are in the memory of this tab, and gone when it is closed or reloaded.</span>
      </div>
    </details>
  );
}

function remember({ text, what, token, report }: Props): void {
  if (text.length > LONGEST_CHARACTERS || what === undefined || report === undefined) return;
  const { verdict, rootCause } = report;
  const entry = { text, what, ending: token?.slice(-6), verdict, rootCause, at: Date.now() / 1000 };
  entries.set([entry, ...entries.get().filter((one) => one.text !== text)].slice(0, MOST_ENTRIES));
}
