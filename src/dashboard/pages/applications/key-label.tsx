import { useState } from 'preact/hooks';
import type { ApplicationKey } from '../../../wire/application-keys.ts';
import { tellSaved } from '../../browser/tabs.ts';
import { useLeaveGuard } from '../../parts/leave-guard.ts';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { UnsavedBar } from '../../parts/unsaved-bar.tsx';
import { send } from '../../server/api.ts';
import { useRole } from '../../server/session.ts';
import { EnvironmentField, NoteField, visibleLines } from './label-fields.tsx';

interface Props {
  readonly applicationId: string;
  readonly applicationKey: ApplicationKey;
  readonly reload: () => void;
}

/** The note of a key, and the form that changes it and the environment. */
export function KeyLabel({ applicationId, applicationKey: key, reload }: Props) {
  const [isOpen, setOpen] = useState(false);
  const mayWrite = useRole() !== 'viewer';
  return (
    <>
      {key.note !== '' && !isOpen && <p class="small note-text">{visibleLines(key.note)}</p>}
      {mayWrite && !isOpen && (
        <div>
          <button type="button" class="button small" onClick={() => setOpen(true)}>
            {key.note === '' && key.environment === '' ? 'Add a note' : 'Edit the note'}
          </button>
        </div>
      )}
      {isOpen && (
        <LabelForm
          applicationId={applicationId}
          applicationKey={key}
          onDone={() => {
            setOpen(false);
            reload();
          }}
        />
      )}
    </>
  );
}

interface FormProps {
  readonly applicationId: string;
  readonly applicationKey: ApplicationKey;
  readonly onDone: () => void;
}

function LabelForm({ applicationId, applicationKey: key, onDone }: FormProps) {
  const [note, setNote] = useState(key.note);
  const [environment, setEnvironment] = useState(key.environment);
  const { isBusy, problem, submit } = useSubmission();
  const isChanged = note !== key.note || environment !== key.environment;
  useLeaveGuard(isChanged ? LEAVING : undefined);
  const save = () =>
    submit(async () => {
      const params = { id: applicationId, key_id: key.id };
      await send('PATCH /v2/applications/:id/keys/:key_id', { params, body: { note, environment } });
      say('Saved');
      tellSaved(applicationId);
      onDone();
    });
  return (
    <form
      class="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) void save();
      }}
    >
      <EnvironmentField value={environment} onChange={setEnvironment} />
      <NoteField value={note} onChange={setNote} />
      {!isChanged && (
        <div>
          <button type="button" class="button small" onClick={onDone}>
            Close
          </button>
        </div>
      )}
      {isChanged && (
        <UnsavedBar title="The note of this key is not saved" problem={problem}>
          <div class="row">
            <button type="button" class="button on-loud quiet" disabled={isBusy} onClick={onDone}>
              Discard
            </button>
            <button type="submit" class="button on-loud" disabled={isBusy}>
              Save changes
            </button>
          </div>
        </UnsavedBar>
      )}
    </form>
  );
}

const LEAVING = {
  title: 'Leave without saving?',
  text: 'Your changes to the note of this key will be lost.',
  yes: 'Leave without saving',
  no: 'Stay here',
  isDangerous: true,
};
