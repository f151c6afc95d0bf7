import './mint-code.css';
import { useId, useRef, useState } from 'preact/hooks';
import { kindOfKey } from '../../../core/keys/key-kind.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import type { Application } from '../../../wire/application.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Machine } from '../../parts/machine.tsx';
import { SNIPPETS } from '../../snippets/index.ts';

/** Code that mints a token of this application, in the reader's language. It reads the key from a file; none is asked for. */
export function MintCode({ application }: { readonly application: Application }) {
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const tabs = useRef<HTMLDivElement>(null);
  const snippet = SNIPPETS[chosen];
  if (!snippet) return null;
  const code = snippet.code({ applicationId: application.id, url: `${location.origin}/v1/users` });
  const go = (to: number) => {
    const next = (to + SNIPPETS.length) % SNIPPETS.length;
    setChosen(next);
    tabs.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowRight: chosen + 1, ArrowLeft: chosen - 1, Home: 0, End: SNIPPETS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const kind = keyKindOf(application);
  return (
    <section class="stack tight" aria-labelledby="mint-code">
      <h2 id="mint-code">Code to mint a token</h2>
      <div class="tabs" role="tablist" aria-labelledby="mint-code" ref={tabs} onKeyDown={onKeyDown}>
        {SNIPPETS.map(({ id: language, title }, index) => (
          <button
            key={language}
            type="button"
            role="tab"
            id={`${id}-${language}`}
            aria-selected={index === chosen}
            aria-controls={`${id}-code`}
            tabIndex={index === chosen ? 0 : -1}
            onClick={() => setChosen(index)}
          >
            {title}
          </button>
        ))}
      </div>
      <div class="stack tight" role="tabpanel" id={`${id}-code`} aria-labelledby={`${id}-${snippet.id}`}>
        <p class="small muted">{snippet.needs}</p>
        {kind !== undefined && kind !== 'RSA' && (
          <p class="note unsure">
            The key in use is {kind}, and this code signs with RSA (RS256). Sign with <code>mintmark mint</code>, or
            with a JWT library of your language and the algorithm of the key.
          </p>
        )}
        <div class="code-head">
          <code>{snippet.file}</code>
          <CopyButton text={code} name="the code" />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
        <pre class="code-text" tabIndex={0}>
          {code}
        </pre>
        <p class="small">
          Run it with the path of your private key: <Machine text={snippet.run} name="the command" />
        </p>
      </div>
    </section>
  );
}

function keyKindOf({ keys }: Application): string | undefined {
  const { key } = parseKey(keys.public_key ?? '');
  return key && kindOfKey(key);
}
