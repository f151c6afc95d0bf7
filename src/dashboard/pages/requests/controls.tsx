import { useEffect, useState } from 'preact/hooks';
import { setQuery } from '../../browser/router.ts';
import { useTypedFilter } from '../../browser/typed-filter.ts';
import { ApplicationChoice } from '../../parts/application-choice.tsx';
import { Icon } from '../../parts/icon.tsx';
import { ExportButtons } from './export.tsx';
import { type Filter, SPANS, STATUSES } from './filter.ts';

interface Props {
  readonly filter: Filter;
  readonly isLive: boolean;
  readonly onLive: (isLive: boolean) => void;
}

/** What is shown: kept in the address of the page. And whether it goes on by itself. */
export function Controls({ filter, isLive, onLive }: Props) {
  const { key, jti, address, agent, range } = filter;
  const isMore = key !== '' || jti !== '' || address !== '' || agent !== '' || range !== undefined;
  const [isOpen, setOpen] = useState(isMore);
  return (
    <search class="filters">
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
      <ApplicationChoice
        label="Application"
        any="Any application"
        isQuiet
        value={filter.application}
        onValue={(application) => setQuery({ application })}
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
        value={range ? 'own' : filter.span}
        options={[
          ...Object.entries(SPANS).map(([id, { name }]): [string, string] => [id, name]),
          ...(range ? ([['own', 'from … to …']] as const) : []),
        ]}
        onValue={(time) => time !== 'own' && setQuery({ time, from: undefined, to: undefined })}
      />
      <TextFilter name="path" label="Path contains" value={filter.path} isSearch />
      <button type="button" class={isLive ? 'button live' : 'button'} onClick={() => onLive(!isLive)}>
        <Icon name={isLive ? 'pause' : 'play'} /> {isLive ? 'Live: pause' : 'Paused: continue'}
      </button>
      <details class="more-filters" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>More, export</summary>
        <div class="filters">
          <TextFilter name="key" label="Key (its fingerprint)" value={key} />
          <TextFilter name="jti" label="jti of the token" value={jti} />
          <TextFilter name="address" label="Sent from (address)" value={address} />
          <TextFilter name="agent" label="User-Agent contains" value={agent} />
          <OwnTime filter={filter} />
          <ExportButtons filter={filter} />
        </div>
      </details>
    </search>
  );
}

interface TextProps {
  /** As the address of the page has it. */
  readonly name: 'path' | 'key' | 'jti' | 'address' | 'agent';
  readonly label: string;
  readonly value: string;
  readonly isSearch?: boolean;
}

/** Asks the server when the typing has stopped. */
function TextFilter({ name, label, value, isSearch = false }: TextProps) {
  const [typed, setTyped] = useTypedFilter(name, value);
  return (
    <label class={isSearch ? 'search' : undefined}>
      <span class={isSearch ? 'unseen' : 'small muted'}>{label}</span>
      {isSearch && <Icon name="search" />}
      <input
        class="input machine"
        type="search"
        placeholder={isSearch ? label : undefined}
        spellcheck={false}
        autocomplete="off"
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    </label>
  );
}

/** The time between two moments, in the time zone of the reader: what is drawn over the bars, by the keyboard. */
function OwnTime({ filter: { range } }: { readonly filter: Filter }) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  useEffect(() => {
    setFrom(range ? localTime(range.from) : '');
    setTo(range ? localTime(range.to) : '');
  }, [range?.from, range?.to]);
  const [start, end] = [secondsOf(from), secondsOf(to)];
  const isRange = start !== undefined && end !== undefined && start < end;
  return (
    <>
      <label>
        <span class="small muted">From</span>
        <input
          class="input"
          type="datetime-local"
          step={1}
          value={from}
          onInput={({ currentTarget }) => setFrom(currentTarget.value)}
        />
      </label>
      <label>
        <span class="small muted">To</span>
        <input
          class="input"
          type="datetime-local"
          step={1}
          value={to}
          onInput={({ currentTarget }) => setTo(currentTarget.value)}
        />
      </label>
      <button
        type="button"
        class="button"
        disabled={!isRange}
        onClick={() => setQuery({ from: String(start), to: String(end) }, { replace: false })}
      >
        Show this time
      </button>
    </>
  );
}

/** As the field has it: local, without a zone. */
function localTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

function secondsOf(local: string): number | undefined {
  const milliseconds = Date.parse(local);
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
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
