import './applications.css';
import './keys.css';
import './edit.css';
import { useEffect, useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import type { ApplicationKey } from '../../../wire/application-keys.ts';
import type { PageProps } from '../../browser/page-props.ts';
import { guardLeaving, navigate } from '../../browser/router.ts';
import { onChangeElsewhere, tellSaved, tellUnsaved } from '../../browser/tabs.ts';
import { Failure } from '../../parts/failure.tsx';
import { useLeaveGuard } from '../../parts/leave-guard.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { useLoaded } from '../../server/api.ts';
import { activeOf, draftOf, readWhole, type Whole } from '../../server/applications.ts';
import { useRole } from '../../server/session.ts';
import { Conflict } from './conflict.tsx';
import { KeySection } from './key-section.tsx';
import { ReadOnly } from './read-only.tsx';
import { isUnchanged, type Pair, pairOf, saveChanges } from './save.ts';
import { type Block, SaveBar } from './save-bar.tsx';
import { SETTINGS_FIELDS, SettingsFields } from './settings-fields.tsx';
import { isSame, merge, type Values, valuesOf } from './values.ts';

/** Edit of an application: nothing of it is in use before Save changes. */
export default function EditPage({ params }: PageProps) {
  const id = params['id'] ?? '';
  const isViewer = useRole() === 'viewer';
  const loaded = useLoaded(id, async (signal) => ({ value: await readWhole(id, signal), etag: undefined }));
  const above = (
    <>
      <a href="/applications">Applications</a> / <a href={`/applications/${id}`}>Application</a>
    </>
  );
  if (loaded.state === 'done' && !isViewer) return <EditForm whole={loaded.value} />;
  return (
    <>
      <PageHead title="Edit" above={above} />
      {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {loaded.state === 'done' && <ReadOnly what="edit applications and their keys" />}
    </>
  );
}

function EditForm({ whole }: { readonly whole: Whole }) {
  const { id } = whole.application;
  const [base, setBase] = useState(whole);
  const [values, setValues] = useState<Values>(valuesOf(whole.application));
  const [pair, setPair] = useState<Pair | undefined>(pairOf(draftOf(whole.keys)));
  const [overlapSeconds, setOverlapSeconds] = useState(activeOf(whole.keys)?.last_used_at ? 3600 : 0);
  const [theirs, setTheirs] = useState<Whole>();
  const { isBusy, problem, faultOf, submit, fail } = useSubmission(SETTINGS_FIELDS);
  const before = valuesOf(base.application);
  const hasChanges = !isSame(before, values);
  const isUnsaved = hasChanges || pair !== undefined;
  const name = visible(base.application.name);

  useEffect(() => {
    if (pair) tellUnsaved({ applicationId: id, name: base.application.name });
  }, [pair?.key.id]);
  useLeaveGuard(isUnsaved ? leaving(pair) : undefined);

  const save = (over: Whole, wanted: Values) =>
    submit(async () => {
      const outcome = await saveChanges(over, wanted, pair?.key, overlapSeconds);
      if (outcome.kind === 'changed-meanwhile') {
        setTheirs(outcome.theirs);
        return;
      }
      guardLeaving(undefined);
      tellSaved(id);
      say(pair ? 'Saved. The new key is in use' : 'Saved');
      await navigate(`/applications/${id}`);
    });
  const takeTheirs = (latest: Whole) => {
    setBase(latest);
    setValues(valuesOf(latest.application));
    setPair(pairAmong(latest.keys, pair));
    setTheirs(undefined);
  };
  // What another tab saved is shown at once where nothing is changed here, and asked about where something is.
  const follow = async () => {
    const latest = await readWhole(id);
    setPair(pairAmong(latest.keys, pair));
    if (isUnchanged(base, latest)) return;
    if (hasChanges || pair?.privateKey !== undefined) setTheirs(latest);
    else takeTheirs(latest);
  };
  // What is saved next is saved over this revision, which only the drafts made another one.
  const takeRevision = async () => {
    const latest = await readWhole(id);
    setBase((before) => (isUnchanged(before, latest) ? { ...before, etag: latest.etag } : before));
  };
  useEffect(() => onChangeElsewhere((changed) => void (changed === id && follow().catch(fail))));

  return (
    <>
      <PageHead
        title={`Edit ${name}`}
        above={
          <>
            <a href="/applications">Applications</a> /{' '}
            <a href={`/applications/${id}`}>
              <bdi>{name}</bdi>
            </a>
          </>
        }
      />
      {theirs && (
        <Conflict
          before={base}
          theirs={theirs}
          yours={values}
          onSaveMine={() => void save(theirs, merge(before, valuesOf(theirs.application), values))}
          onTakeTheirs={() => takeTheirs(theirs)}
        />
      )}
      <form class="stack wide" onSubmit={(event) => event.preventDefault()}>
        <KeySection
          application={base.application}
          keys={base.keys}
          pair={pair}
          onPair={(next) => {
            setPair(next);
            if (!next) tellSaved(id);
          }}
          onDrafts={takeRevision}
        />
        <SettingsFields
          values={values}
          onChange={setValues}
          faultOf={(name) => (name === 'name' && values.name.trim() === '' ? 'Enter a name.' : faultOf(name))}
          isPrivacyDue={before.improveAi === null}
        />
      </form>
      {isUnsaved && (
        <SaveBar
          pair={pair}
          active={activeOf(base.keys)}
          overlapSeconds={overlapSeconds}
          onOverlap={setOverlapSeconds}
          blocks={blocksOf(values, pair)}
          problem={problem}
          isBusy={isBusy}
          onSave={() => void save(base, values)}
        />
      )}
    </>
  );
}

/** The pair that waits to be saved: the one of this page while it still does, or a draft of another one. */
function pairAmong(keys: readonly ApplicationKey[], pair: Pair | undefined): Pair | undefined {
  const isWaiting = keys.some(({ id, state }) => id === pair?.key.id && state === 'draft');
  return isWaiting ? pair : pairOf(draftOf(keys));
}

/** What Save waits for, each with the place on the page where it is done. */
function blocksOf(values: Values, pair: Pair | undefined): readonly Block[] {
  return [
    ...(values.name.trim() === '' ? [{ at: 'name', text: 'Enter a name for the application' }] : []),
    ...(values.improveAi === null ? [{ at: 'privacy', text: 'Choose the privacy setting' }] : []),
    ...(pair && !pair.isKept ? [{ at: 'private-key-kept', text: 'Confirm that you have the private key' }] : []),
  ];
}

function leaving(pair: Pair | undefined) {
  return {
    title: 'Leave without saving?',
    text: pair
      ? 'The new key pair is not in use: tokens signed with its private key are rejected with 401 until it is saved. ' +
        (pair.privateKey === undefined
          ? 'It stays with the application as a draft.'
          : 'It stays with the application as a draft, but its private key is gone when you leave.')
      : 'Your changes here will be lost.',
    yes: 'Leave without saving',
    no: 'Stay here',
    isDangerous: true,
  };
}
