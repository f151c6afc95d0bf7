import { formatUtc } from '../../../core/claims/numeric-date.ts';
import type { KeyUses } from '../../../wire/key-uses.ts';
import { Ago } from '../../parts/ago.tsx';
import { Scroller } from '../../parts/scroller.tsx';

type Uses = KeyUses['keys'][number];

const HOURS = 24;
const HEIGHT = 24;

interface Props {
  /** Of all keys of the application; `undefined` while it is asked for. */
  readonly all: KeyUses | undefined;
  readonly fingerprint: string;
}

/** What a key signed in the last 24 hours, hour by hour, and the last of it that was rejected. */
export function KeyUsesOf({ all, fingerprint }: Props) {
  const uses = all?.keys.find((one) => one.fingerprint === fingerprint);
  return (
    <div class="key-uses small">
      {all && uses && uses.buckets.length > 0 && <Bars all={all} uses={uses} />}
      {all && (
        <div>
          <p>
            {uses && uses.accepted + uses.rejected > 0 ? (
              <>
                Last 24 hours: <span class="number">{uses.accepted}</span> accepted,{' '}
                <span class="number">{uses.rejected}</span> rejected.
              </>
            ) : (
              'Nothing was signed with it in the last 24 hours.'
            )}
          </p>
          {uses?.last_error && <LastError {...uses.last_error} />}
        </div>
      )}
    </div>
  );
}

function Bars({ all, uses }: { readonly all: KeyUses; readonly uses: Uses }) {
  const hours = hoursOf(all, uses);
  const most = Math.max(1, ...hours.map(({ accepted, rejected }) => accepted + rejected));
  const height = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT));
  return (
    <svg class="key-strip" viewBox={`0 0 ${HOURS * 5} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {hours.map(({ at, accepted, rejected }, index) => {
        const [right, wrong] = [height(accepted), height(rejected)];
        return (
          <g key={at}>
            <rect class="accepted" x={index * 5} width={4} y={HEIGHT - wrong - right} height={right} />
            <rect class="rejected" x={index * 5} width={4} y={HEIGHT - wrong} height={wrong} />
          </g>
        );
      })}
    </svg>
  );
}

/** Every hour, the empty ones too. */
function hoursOf({ since, bucket_seconds }: KeyUses, uses: Uses): Uses['buckets'] {
  return Array.from({ length: HOURS }, (_, index) => {
    const at = since + index * bucket_seconds;
    return uses.buckets.find((bucket) => bucket.at === at) ?? { at, accepted: 0, rejected: 0 };
  });
}

function LastError({ at, title, report }: NonNullable<Uses['last_error']>) {
  return (
    <p>
      Last error: {report === null ? title : <a href={`/requests/${report}`}>{title}</a>}, <Ago at={at} />
      {report === null && ' (its report is not kept any more)'}.
    </p>
  );
}

/** The hours of a strip as a table, for whoever reads no chart. */
export function HoursTable({ all, fingerprint }: Props) {
  const uses = all?.keys.find((one) => one.fingerprint === fingerprint);
  if (!all || !uses || uses.buckets.length === 0) return null;
  return (
    <details>
      <summary class="small">Uses by hour</summary>
      <Scroller name="Uses by hour">
        <table class="list">
          <thead>
            <tr>
              <th scope="col">Hour from</th>
              <th scope="col">Accepted</th>
              <th scope="col">Rejected</th>
            </tr>
          </thead>
          <tbody>
            {uses.buckets.map(({ at, accepted, rejected }) => (
              <tr key={at}>
                <td>{formatUtc(at)}</td>
                <td class="number">{accepted}</td>
                <td class="number">{rejected}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </details>
  );
}
