import { useEffect, useState } from 'preact/hooks';
import { CAUSES } from '../../../core/causes/index.ts';
import { visible } from '../../../core/prose/visible.ts';
import type { Application } from '../../../wire/application.ts';
import { setQuery } from '../../browser/router.ts';
import { Icon } from '../../parts/icon.tsx';
import { type Filter, SPANS, STATUSES } from './filter.ts';

interface Props {
  readonly filter: Filter;
  readonly applications: readonly Application[];
  readonly isLive: boolean;
  readonly onLive: (isLive: boolean) => void;
}

const BY_TITLE = [...CAUSES].sort((a, b) => a.title.localeCompare(b.title));

/** What is shown: kept in the address of the page. And whether it goes on by itself. */
export function Controls({ filter, applications, isLive, onLive }: Props) {
  return (
    <search class="row controls filters">
      <Choice
        label="Outcome"
        any="Any outcome"
        value={filter.outcome}
        options={[
          ['rejected', 'Rejected'],
          ['accepted', 'Accepted'],
        ]}
        onValue={(outcome) => setQuery({ outcome, ...(outcome === 'accepted' && { cause: undefined }) })}
      />
      <Choice
        label="Application"
        any="Any application"
        value={filter.application}
        options={applications.map(({ id, name }) => [id, visible(name)])}
        onValue={(application) => setQuery({ application })}
      />
      <Choice
        label="Cause"
        any="Any cause"
        value={filter.cause}
        options={BY_TITLE.map(({ id, title }) => [id, title])}
        onValue={(cause) => setQuery({ cause, ...(cause !== '' && { outcome: undefined }) })}
      />
      <Choice
        label="Status"
        any="Any status"
        value={filter.status}
        options={STATUSES.map((status) => [String(status), String(status)])}
        onValue={(status) => setQuery({ status })}
      />
      <Choice
        label="Time"
        value={filter.span}
        options={Object.entries(SPANS).map(([id, { name }]) => [id, name])}
        onValue={(time) => setQuery({ time })}
      />
      <PathField value={filter.path} />
      <button type="button" class={isLive ? 'button live' : 'button'} onClick={() => onLive(!isLive)}>
        <Icon name={isLive ? 'pause' : 'play'} /> {isLive ? 'Live: pause' : 'Paused: continue'}
      </button>
    </search>
  );
}

const TYPING_MILLISECONDS = 300;

/** Asks the server when the typing has stopped. */
function PathField({ value }: { readonly value: string }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => setQuery({ path: typed }), TYPING_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <label class="search">
      <span class="unseen">Path begins with</span>
      <Icon name="search" />
      <input
        class="input machine"
        type="search"
        placeholder="Path begins with"
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    </label>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly any?: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onValue: (value: string) => void;
}

function Choice({ label, any, value, options, onValue }: ChoiceProps) {
  return (
    <label>
      <span class="unseen">{label}</span>
      <select class="input" value={value} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
        {any !== undefined && <option value="">{any}</option>}
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
