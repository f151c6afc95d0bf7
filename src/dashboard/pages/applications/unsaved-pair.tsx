import { useEffect } from 'preact/hooks';
import type { Application } from '../../../wire/application.ts';
import type { ApplicationKey } from '../../../wire/application-keys.ts';
import { tellSaved, tellUnsaved } from '../../browser/tabs.ts';
import { Ago } from '../../parts/ago.tsx';
import { ask, type Question } from '../../parts/ask.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { UnsavedBar } from '../../parts/unsaved-bar.tsx';
import { revoke } from '../../server/applications.ts';

interface Props {
  readonly application: Application;
  readonly draft: ApplicationKey;
  readonly reload: () => void;
}

/** What is asked before a draft ends, wherever that is. */
export const DISCARDING: Question = {
  title: 'Discard this key pair?',
  text: 'It was never saved, so nothing that works now stops working. Its private key becomes useless.',
  yes: 'Discard it',
  no: 'Keep it',
  isDangerous: true,
};

/** Over the application: a pair was generated, here or elsewhere, and is not saved. */
export function UnsavedPair({ application, draft, reload }: Props) {
  const { id, name } = application;
  const { problem, submit } = useSubmission();
  useEffect(() => tellUnsaved({ applicationId: id, name }), [id, name]);
  return (
    <UnsavedBar title="This key pair is not saved" problem={problem}>
      <p class="unsaved-why">
        Generated <Ago at={draft.created_at} />. Until it is saved, every token signed with its private key is rejected
        with 401.
      </p>
      <div class="row">
        <a class="button on-loud" href={`/applications/${id}/edit`}>
          Continue to Save changes
        </a>
        <button
          type="button"
          class="button on-loud quiet"
          onClick={async () => {
            if (!(await ask(DISCARDING))) return;
            await submit(async () => {
              await revoke(id, draft);
              tellSaved(id);
            });
            reload();
          }}
        >
          Discard the pair
        </button>
      </div>
    </UnsavedBar>
  );
}
