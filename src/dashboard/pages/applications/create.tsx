import './applications.css';
import './keys.css';
import './edit.css';
import { useState } from 'preact/hooks';
import { hasWebCrypto, webKeyPairs } from '../../../adapters/webcrypto/index.ts';
import type { KeyKind } from '../../../core/keys/key-kind.ts';
import { visible } from '../../../core/prose/visible.ts';
import type { Application } from '../../../wire/application.ts';
import { Failure } from '../../parts/failure.tsx';
import { type KindChoice, KindSelect, useKindChoice } from '../../parts/kind-choice.tsx';
import { useLeaveGuard } from '../../parts/leave-guard.ts';
import { Machine } from '../../parts/machine.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { keyFileName, PrivateKeyOnce } from '../../parts/private-key-once.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { send } from '../../server/api.ts';
import { readKeys } from '../../server/applications.ts';
import { useRole } from '../../server/session.ts';
import { BringKey } from './bring-key.tsx';
import { ReadOnly } from './read-only.tsx';
import { SETTINGS_FIELDS, SettingsFields } from './settings-fields.tsx';
import { bodyOf, isSame, NEW_VALUES, type Values } from './values.ts';

interface Created {
  readonly application: Application;
  readonly fingerprint: string;
  readonly privateKey?: string;
}

/** A new application. Its key is in use at once: there is nothing to save afterwards but the private key. */
export default function CreatePage() {
  const [created, setCreated] = useState<Created>();
  const isViewer = useRole() === 'viewer';
  if (created) return <CreatedNote created={created} />;
  if (!isViewer) return <CreateForm onCreated={setCreated} />;
  return (
    <>
      <PageHead title="Create an application" above={<a href="/applications">Applications</a>} />
      <ReadOnly what="create applications" />
    </>
  );
}

function CreateForm({ onCreated }: { readonly onCreated: (created: Created) => void }) {
  const [values, setValues] = useState<Values>(NEW_VALUES);
  const [own, setOwn] = useState<string>();
  const choice = useKindChoice();
  const [wasTried, setTried] = useState(false);
  const { isBusy, problem, faultOf, submit } = useSubmission(SETTINGS_FIELDS);
  const isNamed = values.name.trim() !== '';
  const isChanged = !isSame(values, NEW_VALUES) || own !== undefined;
  useLeaveGuard(isChanged ? LEAVING_FORM : undefined);
  const create = async () => {
    setTried(true);
    if (!isNamed) return document.querySelector<HTMLElement>('#name input')?.focus();
    await submit(async () => onCreated(await createApplication(values, own, choice.kind)));
  };
  return (
    <>
      <PageHead title="Create an application" above={<a href="/applications">Applications</a>} />
      <form
        class="stack wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <SettingsFields
          values={values}
          onChange={setValues}
          faultOf={(name) => (name === 'name' && wasTried && !isNamed ? 'Enter a name.' : faultOf(name))}
        />
        <section class="card stack" aria-labelledby="key-pair">
          <h2 id="key-pair">Key pair</h2>
          <KeyChoice own={own} setOwn={setOwn} choice={choice} />
        </section>
        {problem && <Failure problem={problem} />}
        <div class="row">
          <button type="submit" class="button primary" disabled={isBusy || (own === undefined && !hasWebCrypto())}>
            Create the application
          </button>
        </div>
      </form>
    </>
  );
}

interface ChoiceProps {
  readonly own: string | undefined;
  readonly setOwn: (publicKey: string | undefined) => void;
  readonly choice: KindChoice;
}

function KeyChoice({ own, setOwn, choice }: ChoiceProps) {
  if (own !== undefined) {
    return (
      <p class="note accepted">
        Your own public key is used.{' '}
        <button type="button" class="button small" onClick={() => setOwn(undefined)}>
          Use a different one
        </button>
      </p>
    );
  }
  return (
    <>
      <p class={hasWebCrypto() ? undefined : 'note unsure'}>
        {hasWebCrypto()
          ? 'Made in this page when you create the application. You can then download its private key, only once.'
          : 'This page cannot generate keys: browsers allow cryptography only on https, or on this computer (127.0.0.1, localhost). Open it there, or use your own public key.'}
      </p>
      {hasWebCrypto() && <KindSelect {...choice} />}
      <details>
        <summary>Use your own public key</summary>
        <BringKey isBusy={false} onUse={setOwn} />
      </details>
    </>
  );
}

function CreatedNote({ created }: { readonly created: Created }) {
  const { application, fingerprint, privateKey } = created;
  const [isKept, setKept] = useState(privateKey === undefined);
  useLeaveGuard(isKept ? undefined : LEAVING_KEY);
  return (
    <>
      <PageHead title={`${visible(application.name)} is created`} above={<a href="/applications">Applications</a>} />
      <div class="stack wide">
        <dl class="facts card">
          <dt>Application id</dt>
          <dd>
            <Machine text={application.id} name="the application id" />
          </dd>
          <dt>Key in use</dt>
          <dd>
            <Machine text={`SHA256:${fingerprint}`} name="the fingerprint" />
          </dd>
        </dl>
        {privateKey !== undefined && (
          <PrivateKeyOnce
            privateKey={privateKey}
            fileName={keyFileName(application.name, fingerprint)}
            isKept={isKept}
            onKept={setKept}
          />
        )}
        <div>
          <a class="button primary" href={`/applications/${application.id}`}>
            Open the application
          </a>
        </div>
      </div>
    </>
  );
}

async function createApplication(values: Values, own: string | undefined, kind: KeyKind): Promise<Created> {
  const pair = own === undefined ? await webKeyPairs().generate(kind) : { publicKey: own };
  const body = { ...bodyOf(values), keys: { public_key: pair.publicKey } };
  const { value: application } = await send('POST /v2/applications', { body });
  const [key] = await readKeys(application.id);
  return {
    application,
    fingerprint: key?.fingerprint ?? '',
    ...('privateKey' in pair && { privateKey: pair.privateKey }),
  };
}

const LEAVING_FORM = {
  title: 'Leave without creating it?',
  text: 'What you entered here will be lost.',
  yes: 'Leave',
  no: 'Stay here',
};
const LEAVING_KEY = {
  title: 'Leave without the private key?',
  text: 'It cannot be shown again. Without it you cannot sign tokens, and have to generate a new pair.',
  yes: 'Leave without it',
  no: 'Stay here',
  isDangerous: true,
};
