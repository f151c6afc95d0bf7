import './help.css';
import { useMemo } from 'preact/hooks';
import { type Cause, STAGES } from '../../../core/evidence/cause.ts';
import { STAGE_NAMES } from '../../../core/prose/stage-names.ts';
import { setQuery, usePlace } from '../../browser/router.ts';
import { Empty } from '../../parts/empty.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { searchHelp } from './search.ts';

/** Every article and guide, searchable. */
export default function HelpPage() {
  const search = usePlace().query.get('q') ?? '';
  const { causes, guides } = useMemo(() => searchHelp(search), [search]);
  return (
    <>
      <PageHead title="Help" below={<p class="muted">Every cause of a 401 that Mintmark tells apart, and guides.</p>} />
      <div class="stack wide">
        <search class="row controls">
          <label class="search">
            <span class="unseen">Search the articles</span>
            <Icon name="search" />
            <input
              class="input"
              type="search"
              placeholder="What you see: an error message, a claim, a cause"
              value={search}
              onInput={({ currentTarget }) => setQuery({ q: currentTarget.value })}
            />
          </label>
        </search>
        <p class="unseen" role="status">
          {causes.length} articles, {guides.length} guides
        </p>
        {causes.length + guides.length === 0 && (
          <Empty title="No matching articles">
            <p>
              Paste the token or the whole request into the <a href="/debugger">debugger</a>: it names the cause.
            </p>
          </Empty>
        )}
        {guides.length > 0 && (
          <section class="stack tight" aria-labelledby="guides">
            <h2 id="guides">Guides</h2>
            <ul class="guides">
              {guides.map(({ id, title }) => (
                <li key={id}>
                  <a href={`/help/guides/${id}`}>{title}</a>
                </li>
              ))}
            </ul>
          </section>
        )}
        {search === '' ? (
          STAGES.map((stage) => (
            <Articles key={stage} name={STAGE_NAMES[stage]} causes={causes.filter((cause) => cause.stage === stage)} />
          ))
        ) : (
          <Articles name="Articles" causes={causes} />
        )}
      </div>
    </>
  );
}

function Articles({ name, causes }: { readonly name: string; readonly causes: readonly Cause[] }) {
  if (causes.length === 0) return null;
  return (
    <section class="stack tight">
      <h2>{name}</h2>
      <ul class="articles">
        {causes.map(({ id, title, severity }) => (
          <li key={id}>
            <a href={`/help/${id}`}>{title}</a>
            <span class="small muted">
              <code>{id}</code>
              {severity === 'risk' && ', a risk'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
