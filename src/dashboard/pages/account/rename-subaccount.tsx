import { useState } from 'preact/hooks';
import { Dialog } from '../../parts/dialog.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';

interface Props {
  readonly name: string;
  readonly close: () => void;
  readonly rename: (name: string) => Promise<void>;
}

export function RenameSubaccount({ name: before, close, rename }: Props) {
  const [name, setName] = useState(before);
  const { isBusy, problem, faultOf, submit } = useSubmission(['name']);
  return (
    <Dialog title="Rename the subaccount" onCancel={close}>
      <p>Its API key stays the same, so nothing that uses it is affected.</p>
      <form
        class="stack"
        onSubmit={async (event) => {
          event.preventDefault();
          const isRenamed = await submit(() => rename(name.trim()));
          if (!isRenamed) return;
          say('The subaccount is renamed');
          close();
        }}
      >
        <Field label="Name" required maxLength={80} value={name} onInput={setName} fault={faultOf('name')} />
        {problem && <Failure problem={problem} />}
        <div class="row">
          <button type="button" class="button" onClick={close}>
            Keep the name
          </button>
          <button type="submit" class="button primary" disabled={isBusy}>
            Rename it
          </button>
        </div>
      </form>
    </Dialog>
  );
}
