import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { hasWebCrypto } from '../../../adapters/webcrypto/index.ts';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { askClock, type Offset, offsetWords } from '../../server/clock.ts';

interface Checked {
  readonly offset: Offset;
  readonly timing: PerformanceResourceTiming | undefined;
}

/** The browser notes the times of a request a moment after its answer. */
const NOTED_MILLISECONDS = 100;
/** By which two clocks may differ and tokens still be accepted. */
const LEEWAY_SECONDS = 30;

/** Checks the way from this browser to this server: the only one that a page may look at. */
export function CheckConnection() {
  const [checked, setChecked] = useState<Checked>();
  const { problem, submit } = useSubmission();
  const check = async () => {
    performance.clearResourceTimings();
    const isChecked = await submit(async () => {
      const offset = await askClock();
      await new Promise((resolve) => setTimeout(resolve, NOTED_MILLISECONDS));
      const [timing] = performance.getEntriesByType('resource').slice(-1) as PerformanceResourceTiming[];
      setChecked({ offset, timing });
    });
    if (!isChecked) setChecked(undefined);
  };
  return (
    <section class="card stack tight" aria-labelledby="checker">
      <h2 id="checker">Check the connection to this server</h2>
      <p class="small muted">
        One request from this browser to <code>{location.host}</code>. A page cannot check other hosts: for those use
        the commands below.
      </p>
      <div>
        <button type="button" class="button" onClick={() => void check()}>
          Check now
        </button>
      </div>
      {problem && <Failure problem={problem} />}
      <div role="status">{checked && <Results checked={checked} />}</div>
    </section>
  );
}

function Results({ checked: { offset, timing } }: { readonly checked: Checked }) {
  const isSecure = location.protocol === 'https:';
  const isClockGood = Math.abs(offset.seconds) - offset.bound <= LEEWAY_SECONDS;
  return (
    <ul class="results">
      <Result isGood name="Name and connection">
        {timing === undefined || timing.responseStart === 0
          ? 'the server answered'
          : `${stepsOf(timing)}answered after ${milliseconds(timing.responseStart - timing.requestStart)}${
              timing.nextHopProtocol ? `, by ${timing.nextHopProtocol}` : ''
            }`}
      </Result>
      <Result isGood={isSecure || hasWebCrypto()} name="TLS">
        {isSecure
          ? 'https, with a certificate that this browser trusts'
          : hasWebCrypto()
            ? 'http on the loopback host: nobody else can listen'
            : 'http on a network: anyone on the way can read tokens. Put a proxy with a certificate in front of it.'}
      </Result>
      <Result isGood={isClockGood} name="Clock">
        the server's is {offsetWords(offset)}
        {!isClockGood && `. Tokens minted on this computer are outside the leeway of ${LEEWAY_SECONDS} s.`}
      </Result>
    </ul>
  );
}

interface ResultProps {
  readonly isGood: boolean;
  readonly name: string;
  readonly children: ComponentChildren;
}

function Result({ isGood, name, children }: ResultProps) {
  return (
    <li>
      <span class={isGood ? 'result accepted' : 'result rejected'}>
        <Icon name={isGood ? 'check' : 'cross'} /> {isGood ? 'good' : 'check this'}
      </span>
      <span>
        <strong>{name}:</strong> {children}
      </span>
    </li>
  );
}

/** A connection that was open already has no steps. */
function stepsOf({ domainLookupStart, domainLookupEnd, connectStart, connectEnd }: PerformanceResourceTiming): string {
  const steps = [
    domainLookupEnd > domainLookupStart && `name found in ${milliseconds(domainLookupEnd - domainLookupStart)}`,
    connectEnd > connectStart && `connected in ${milliseconds(connectEnd - connectStart)}`,
  ].filter(Boolean);
  return steps.length === 0 ? 'over an open connection, ' : `${steps.join(', ')}, `;
}

function milliseconds(duration: number): string {
  return `${Math.max(1, Math.round(duration))} ms`;
}
