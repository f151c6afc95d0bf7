import './applications.css';
import { visible } from '../../../core/prose/visible.ts';
import type { Application } from '../../../wire/application.ts';
import { setQuery, usePlace } from '../../browser/router.ts';
import { Bone } from '../../parts/bone.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useLoaded } from '../../server/api.ts';
import { listAll } from '../../server/applications.ts';
import { useRole } from '../../server/session.ts';
import { applyFilter, capabilitiesOf, type Filter, filterOf, PAGE_SIZE, SORTS } from './filter.ts';
import { ENVIRONMENTS } from './label-fields.tsx';
import { Rows } from './rows.tsx';

/** The applications of the account. What is searched, filtered and sorted stands in the address. */
export default function ApplicationsPage() {
  const loaded = useLoaded('applications', listAll);
  const filter = filterOf(usePlace().query);
  const mayWrite = useRole() !== 'viewer';
  return (
    <>
      <PageHead title="Applications">
        {mayWrite && (
          <a class="button primary" href="/applications/new">
            <Icon name="plus" /> Create an application
          </a>
        )}
      </PageHead>
      {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {loaded.state === 'loading' && <Waiting />}
      {loaded.state === 'done' && loaded.value.length === 0 && <FirstApplication mayWrite={mayWrite} />}
      {loaded.state === 'done' && loaded.value.length > 0 && <Found all={loaded.value} filter={filter} />}
    </>
  );
}

function Found({ all, filter }: { readonly all: readonly Application[]; readonly filter: Filter }) {
  const fitting = applyFilter(all, filter);
  const pages = Math.max(1, Math.ceil(fitting.length / PAGE_SIZE));
  const page = Math.min(filter.page, pages);
  const shown = fitting.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return (
    <div class="stack">
      <Controls all={all} filter={filter} />
      <p class="muted small" role="status">
        {fitting.length === all.length ? countOf(all.length) : `${fitting.length} of ${countOf(all.length)}`}
      </p>
      {fitting.length === 0 ? (
        <Empty title="No matching applications">
          <button
            type="button"
            class="button"
            onClick={() => setQuery({ q: undefined, capability: undefined, environment: undefined, page: undefined })}
          >
            Show all of them
          </button>
        </Empty>
      ) : (
        <Rows applications={shown} />
      )}
      {pages > 1 && <Pages page={page} pages={pages} />}
    </div>
  );
}

function Controls({ all, filter }: { readonly all: readonly Application[]; readonly filter: Filter }) {
  return (
    <search class="row controls">
      <label class="search">
        <span class="unseen">Search by name, id or capability</span>
        <Icon name="search" />
        <input
          class="input"
          type="search"
          placeholder="Search by name, id or capability"
          value={filter.search}
          onInput={({ currentTarget }) => setQuery({ q: currentTarget.value, page: undefined })}
        />
      </label>
      <label>
        <span class="unseen">Capability</span>
        <select
          class="input"
          value={filter.capability}
          onChange={({ currentTarget }) => setQuery({ capability: currentTarget.value, page: undefined })}
        >
          <option value="">Any capability</option>
          {capabilitiesOf(all).map((name) => (
            <option key={name} value={name}>
              {visible(name)}
            </option>
          ))}
        </select>
      </label>
      {(filter.environment !== '' || all.some(({ environment }) => environment !== '')) && (
        <label>
          <span class="unseen">Environment</span>
          <select
            class="input"
            value={filter.environment}
            onChange={({ currentTarget }) => setQuery({ environment: currentTarget.value, page: undefined })}
          >
            <option value="">Any environment</option>
            {ENVIRONMENTS.map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        <span class="unseen">Order</span>
        <select
          class="input"
          value={`${filter.sort} ${filter.isDescending ? 'down' : 'up'}`}
          onChange={({ currentTarget }) => {
            const [sort, order] = currentTarget.value.split(' ');
            setQuery({ sort, order, page: undefined });
          }}
        >
          <option value="name up">{SORTS.name}, A to Z</option>
          <option value="name down">{SORTS.name}, Z to A</option>
          <option value="created down">{SORTS.created}, newest first</option>
          <option value="created up">{SORTS.created}, oldest first</option>
          <option value="changed down">{SORTS.changed}, latest first</option>
          <option value="changed up">{SORTS.changed}, longest ago first</option>
        </select>
      </label>
    </search>
  );
}

function Pages({ page, pages }: { readonly page: number; readonly pages: number }) {
  const go = (to: number) => {
    setQuery({ page: String(to) }, { replace: false });
    scrollTo(0, 0);
  };
  return (
    <nav class="row" aria-label="Pages">
      <button type="button" class="button" disabled={page === 1} onClick={() => go(page - 1)}>
        Previous
      </button>
      <span>
        Page {page} of {pages}
      </span>
      <button type="button" class="button" disabled={page === pages} onClick={() => go(page + 1)}>
        Next
      </button>
    </nav>
  );
}

function FirstApplication({ mayWrite }: { readonly mayWrite: boolean }) {
  return (
    <Empty title="No applications yet">
      <p>
        An application has an id, a key pair and the capabilities that its tokens may use. Create one, sign a token with
        its private key, and send a request.
      </p>
      {mayWrite ? (
        <div class="row">
          <a class="button primary" href="/applications/new">
            Create the first application
          </a>
          <span class="muted small copied">
            <span>
              or from a terminal: <code>{FIRST_COMMAND}</code>
            </span>
            <CopyButton text={FIRST_COMMAND} name="the command" />
          </span>
        </div>
      ) : (
        <p class="muted">You are a viewer in this account: an owner or a developer can create the first one.</p>
      )}
    </Empty>
  );
}

const FIRST_COMMAND = 'mintmark apps create "First application"';

function Waiting() {
  return (
    <ul class="applications" aria-hidden="true">
      {[1, 2, 3].map((row) => (
        <li key={row}>
          <div class="application-name">
            <Bone columns={20} />
            <Bone columns={36} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function countOf(count: number): string {
  return count === 1 ? '1 application' : `${count} applications`;
}
