import { useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import { navigate } from '../../browser/router.ts';
import { tellSaved } from '../../browser/tabs.ts';
import { relativeTime } from '../../browser/time-words.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { send } from '../../server/api.ts';
import type { Whole } from '../../server/applications.ts';
import { useRole } from '../../server/session.ts';

/** Deletes an application, after its name was typed. For owners; the others are told so. */
export function DeleteApplication({ whole }: { readonly whole: Whole }) {
  const [isOpen, setOpen] = useState(false);
  const isOwner = useRole() === 'owner';
  return (
    <section class="stack tight" aria-labelledby="delete">
      <h2 id="delete">Delete</h2>
      {isOwner ? (
        <>
          <p class="muted">Its tokens are rejected at once. It cannot be undone.</p>
          <div>
            <button type="button" class="button danger" onClick={() => setOpen(true)}>
              Delete this application…
            </button>
          </div>
        </>
      ) : (
        <p class="muted">
          Only an owner of the account can delete it: the owners are listed under{' '}
          <a href="/settings/members">Members</a>.
        </p>
      )}
      {isOpen && <DeleteDialog whole={whole} close={() => setOpen(false)} />}
    </section>
  );
}

function DeleteDialog({ whole, close }: { readonly whole: Whole; readonly close: () => void }) {
  const { id, name } = whole.application;
  const [typed, setTyped] = useState('');
  const [wasTried, setTried] = useState(false);
  const { problem, submit } = useSubmission();
  const isSame = typed.trim() === name.trim();
  return (
    <Dialog title="Delete the application?" onCancel={close}>
      <p>{breakage(whole)}</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isSame) return;
          void submit(async () => {
            await send('DELETE /v2/applications/:id', { params: { id } });
            tellSaved(id);
            say('The application is deleted');
            await navigate('/applications');
          });
        }}
      >
        <p>
          Type its name to confirm: <strong>{visible(name)}</strong>
        </p>
        <Field
          label="Name of the application"
          value={typed}
          onInput={setTyped}
          fault={wasTried && !isSame ? 'This is not its name.' : undefined}
        />
        {problem && <Failure problem={problem} />}
        <div class="row">
          <button type="button" class="button" onClick={close}>
            Keep it
          </button>
          <button type="submit" class="button danger">
            Delete it
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function breakage({ keys }: Whole): string {
  const times = keys.flatMap(({ last_used_at }) => last_used_at ?? []).sort();
  const last = times.at(-1);
  if (last === undefined) return 'None of its keys was ever used.';
  return `One of its keys was last used ${relativeTime(new Date(last), Date.now())}: whatever signs with it fails with 401 from now on.`;
}
