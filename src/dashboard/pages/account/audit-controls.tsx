import { AUDIT_AREAS, AUDIT_KINDS, kindsOf } from '../../../core/audit/kinds.ts';
import { setQuery } from '../../browser/router.ts';
import { useTypedFilter } from '../../browser/typed-filter.ts';
import type { AuditFilter } from './audit-filter.ts';

/** What is shown: kept in the address of the page. */
export function AuditControls({ filter }: { readonly filter: AuditFilter }) {
  return (
    <search class="row controls filters">
      <label>
        <span class="unseen">What</span>
        <select
          class="input"
          value={filter.kind}
          onChange={({ currentTarget }) => setQuery({ kind: currentTarget.value })}
        >
          <option value="">Any change</option>
          {AUDIT_AREAS.map((area) => (
            <optgroup key={area} label={areaWords(area)}>
              {kindsOf(area).length > 1 && <option value={area}>{areaWords(area)}: all</option>}
              {kindsOf(area).map((kind) => (
                <option key={kind} value={kind}>
                  {AUDIT_KINDS[kind]}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <TextFilter name="by" label="Who (name or id)" value={filter.by} />
      <TextFilter name="subject" label="What (name or id)" value={filter.subject} />
      <TextFilter name="address" label="IP address" value={filter.address} />
      <DayFilter name="from" label="From" value={filter.from} />
      <DayFilter name="to" label="To" value={filter.to} />
    </search>
  );
}

/** `second-factor`: `Second factor`. */
function areaWords(area: string): string {
  const words = area.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

interface Props {
  readonly name: keyof AuditFilter;
  readonly label: string;
  readonly value: string;
}

/** Asks the server when the typing has stopped. */
function TextFilter({ name, label, value }: Props) {
  const [typed, setTyped] = useTypedFilter(name, value);
  return (
    <label>
      <span class="unseen">{label}</span>
      <input
        class="input"
        type="search"
        placeholder={label}
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    </label>
  );
}

function DayFilter({ name, label, value }: Props) {
  return (
    <label class="row">
      <span class="small muted">{label}</span>
      <input
        class="input"
        type="date"
        value={value}
        onChange={({ currentTarget }) => setQuery({ [name]: currentTarget.value })}
      />
    </label>
  );
}
