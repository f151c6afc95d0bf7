import './help.css';
import { useMemo, useState } from 'preact/hooks';
import { STAGES } from '../../../core/evidence/cause.ts';
import { STAGE_NAMES } from '../../../core/prose/stage-names.ts';
import type { Entry } from '../../../help/entry.ts';
import type { HelpIndex } from '../../../help/help-index.ts';
import { MOST_OFTEN } from '../../../help/most-often.ts';
import { searchHelp } from '../../../help/search.ts';
import { isSafeInAddress, pasted } from '../../browser/pasted.ts';
import { navigate, setQuery, usePlace } from '../../browser/router.ts';
import { Empty } from '../../parts/empty.tsx';
import { Failure } from '../../parts/failure.tsx';
import { addressOf } from '../../parts/help-address.ts';
import { Icon } from '../../parts/icon.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useHelp } from '../../server/help.ts';
import { Results } from './results.tsx';

/** Help: what a search finds; without one the causes that are most frequent, the guides, and every cause by stage. */
export default function HelpPage() {
  const loaded = useHelp();
  const asked = usePlace().query.get('q') ?? '';
  // What must not stand in an address is searched for all the same.
  const [typed, setTyped] = useState<string>();
  const search = typed ?? asked;
  const onSearch = (text: string) => {
    const isSafe = isSafeInAddress(text);
    setTyped(isSafe ? undefined : text);
    setQuery({ q: isSafe ? text : undefined });
  };
  return (
    <>
      <PageHead title="Help" below={<p class="muted">Why requests get a 401, how to fix them, and guides.</p>} />
      <div class="stack wide">
        <search class="row controls">
          <label class="search">
            <span class="unseen">Search the help</span>
            <Icon name="search" />
            <input
              class="input"
              type="search"
              autocomplete="off"
              placeholder="An error message, a claim, what happens"
              value={search}
              onInput={({ currentTarget }) => onSearch(currentTarget.value)}
            />
          </label>
        </search>
        {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
        {loaded.state === 'done' && <Found index={loaded.value} search={search} isHidden={typed !== undefined} />}
      </div>
    </>
  );
}

interface FoundProps {
  readonly index: HelpIndex;
  readonly search: string;
  /** It may hold a token, a key or a secret. */
  readonly isHidden: boolean;
}

function Found({ index, search, isHidden }: FoundProps) {
  const isEvidence = /eyJ[\w-]{4}|-----BEGIN/.test(search);
  const hits = useMemo(() => (isEvidence ? [] : searchHelp(index, search)), [index, search]);
  if (search.trim() === '') return <Everything index={index} />;
  return (
    <>
      <p class="unseen" role="status">
        {hits.length === 1 ? '1 page found' : `${hits.length} pages found`}
      </p>
      {isHidden && (
        <p class="note">
          A token, a request or a whole 401 is explained by the <ToDebugger text={search} />. It stays in this tab.
        </p>
      )}
      {hits.length > 0 && <Results hits={hits} />}
      {hits.length === 0 && !isHidden && (
        <Empty title="No page has these words">
          <p>
            Paste the token, the error message or the whole request into the <a href="/debugger">debugger</a>: it names
            the cause.
          </p>
        </Empty>
      )}
      {hits.length === 0 && !isEvidence && <MostOften index={index} />}
    </>
  );
}

function ToDebugger({ text }: { readonly text: string }) {
  return (
    <a
      href="/debugger"
      onClick={(event) => {
        event.preventDefault();
        pasted.set(text);
        void navigate('/debugger');
      }}
    >
      debugger
    </a>
  );
}

function Everything({ index }: { readonly index: HelpIndex }) {
  const guides = index.entries.filter(({ kind }) => kind === 'guide');
  return (
    <>
      <MostOften index={index} />
      <section class="stack tight" aria-labelledby="guides">
        <h2 id="guides">Guides</h2>
        <ul class="guides">
          {guides.map((guide) => (
            <li key={guide.id}>
              <a href={addressOf(guide)}>{guide.title}</a>
            </li>
          ))}
        </ul>
      </section>
      <section class="stack" aria-labelledby="every">
        <h2 id="every">Every cause</h2>
        {STAGES.map((stage) => (
          <section key={stage} class="stack tight">
            <h3>{STAGE_NAMES[stage]}</h3>
            <ul class="articles">
              {index.entries
                .filter(({ cause }) => cause?.stage === stage)
                .map((entry) => (
                  <li key={entry.id}>
                    <a href={addressOf(entry)}>{entry.title}</a>
                    {entry.cause?.severity === 'risk' && <span class="small muted"> (a risk)</span>}
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </section>
    </>
  );
}

function MostOften({ index }: { readonly index: HelpIndex }) {
  const most: readonly Entry[] = MOST_OFTEN.flatMap(
    (id) => index.entries.find((entry) => entry.kind === 'article' && entry.id === id) ?? [],
  );
  return (
    <section class="stack tight" aria-labelledby="most-often">
      <h2 id="most-often">Behind most 401s</h2>
      <ul class="most-often">
        {most.map((entry) => (
          <li key={entry.id}>
            <a href={addressOf(entry)}>
              <strong>{entry.title}</strong>
              <span class="small muted">{entry.texts[0]}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
