import { useEffect, useRef } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import { Ago } from '../../parts/ago.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { whoWords } from '../../parts/who-words.ts';
import { useLoaded } from '../../server/api.ts';
import { activeOf, type Whole } from '../../server/applications.ts';
import { type HistoryEntry, readHistory } from '../../server/audit-log.ts';
import { type Difference, differences, type Values, valuesOf } from './values.ts';

interface Props {
  readonly before: Whole;
  readonly theirs: Whole;
  readonly yours: Values;
  readonly onSaveMine: () => void;
  readonly onTakeTheirs: () => void;
}

/** Somebody saved the application while it was edited here: what, and the two ways on. Nothing was overwritten. */
export function Conflict({ before, theirs, yours, onSaveMine, onTakeTheirs }: Props) {
  const who = useLastAuthor(theirs.application.id, theirs.etag);
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => note.current?.focus(), []);
  const rows = [
    ...differences(valuesOf(before.application), valuesOf(theirs.application), yours),
    ...keyDifference(before, theirs),
  ];
  return (
    <div class="note rejected conflict" role="alert" tabIndex={-1} ref={note}>
      <h2>Somebody else saved changes in the meantime</h2>
      <p>
        The application was changed <Ago at={theirs.application.updated_at} />
        {who === undefined ? '.' : ` by ${whoWords(who)}.`} Nothing of theirs or yours is lost: choose what is kept.
      </p>
      <Scroller name="What differs">
        <table class="list stacked">
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">When you opened it</th>
              <th scope="col">Saved since</th>
              <th scope="col">If you save yours</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ setting, before: was, theirs: is, yours: mine }) => (
              <tr key={setting}>
                <th scope="row">{visible(setting)}</th>
                <td data-label="When you opened it">{visible(was)}</td>
                <td data-label="Saved since">{visible(is)}</td>
                <td data-label="If you save yours">{visible(mine)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      <div class="row">
        <button type="button" class="button" onClick={onTakeTheirs}>
          Discard my changes, and show what was saved
        </button>
        <button type="button" class="button primary" onClick={onSaveMine}>
          Save my changes anyway
        </button>
      </div>
    </div>
  );
}

/** Who saved last; a conflict without a name is one all the same. */
function useLastAuthor(id: string, revision: string | undefined): HistoryEntry['by'] | undefined {
  const loaded = useLoaded(`${id} ${revision}`, async (signal) => ({
    value: await readHistory(id, signal),
    etag: undefined,
  }));
  return loaded.state === 'done' ? loaded.value[0]?.by : undefined;
}

function keyDifference(before: Whole, theirs: Whole): readonly Difference[] {
  const [was, is] = [activeOf(before.keys), activeOf(theirs.keys)].map((key) =>
    key ? `SHA256:${key.fingerprint}` : 'none',
  );
  if (was === undefined || is === undefined || was === is) return [];
  return [{ setting: 'Key in use', before: was, theirs: is, yours: 'unchanged, unless you save a new key pair' }];
}
