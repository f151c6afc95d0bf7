import { useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import type { CreatedSubaccount, Subaccount, SubaccountChange } from '../../../wire/accounts.ts';
import { Ago } from '../../parts/ago.tsx';
import { ask } from '../../parts/ask.tsx';
import { Bone } from '../../parts/bone.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
import { Machine } from '../../parts/machine.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { send, useAnswer } from '../../server/api.ts';
import { chooseAccount } from '../../server/session.ts';
import { AccountPage, type Work } from './layout.tsx';
import { RenameSubaccount } from './rename-subaccount.tsx';
import { renewMe } from './renew-me.ts';
import { KEEP_SECRET, ShownOnce } from './shown-once.tsx';

/** The subaccounts of the account: applications, secrets and requests of their own, under the same owners. */
export default function SubaccountsPage() {
  return (
    <AccountPage title="Subaccounts" help={['account-api-keys']}>
      {(work) =>
        work.account.primary_account_api_key === null ? (
          <Subaccounts work={work} />
        ) : (
          <p class="note">
            This is a subaccount itself, of <code>{work.account.primary_account_api_key}</code>, and cannot have
            subaccounts.
          </p>
        )
      }
    </AccountPage>
  );
}

function Subaccounts({ work: { account, isOwner } }: { readonly work: Work }) {
  const { api_key } = account;
  const loaded = useAnswer('GET /accounts/:api_key/subaccounts', { params: { api_key } });
  const [created, setCreated] = useState<CreatedSubaccount>();
  const subaccounts = loaded.state === 'done' ? loaded.value._embedded.subaccounts : [];
  const changed = async () => {
    loaded.reload();
    await renewMe();
  };
  return (
    <section class="card stack" aria-labelledby="subaccounts">
      <h2 id="subaccounts">
        Subaccounts of <bdi>{visible(account.name)}</bdi>
      </h2>
      <p>
        One for each customer, team or stage: each has its own API key, secrets, applications and requests, and sees
        nothing of the others. Members work in them with the role that they have here.
      </p>
      {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {loaded.state === 'loading' && <Bone columns={40} />}
      {created && (
        <ShownOnce
          what="This secret"
          keep={KEEP_SECRET}
          label="I have saved the secret"
          onDone={() => setCreated(undefined)}
        >
          <dl class="facts">
            <dt>API key</dt>
            <dd>
              <Machine text={created.api_key} name="the API key" />
            </dd>
            <dt>API secret</dt>
            <dd>
              <Machine text={created.secret} name="the secret" />
            </dd>
          </dl>
        </ShownOnce>
      )}
      {loaded.state === 'done' && subaccounts.length === 0 && <p class="muted">No subaccounts yet.</p>}
      {subaccounts.length > 0 && (
        <ul class="rows">
          {subaccounts.map((subaccount) => (
            <Row
              key={subaccount.api_key}
              primary={api_key}
              subaccount={subaccount}
              isOwner={isOwner}
              onChanged={changed}
            />
          ))}
        </ul>
      )}
      {isOwner && !created && (
        <Create
          primary={api_key}
          onCreated={async (subaccount) => {
            setCreated(subaccount);
            await changed();
          }}
        />
      )}
      {!isOwner && <p class="muted">Only an owner can create, rename and suspend subaccounts.</p>}
    </section>
  );
}

interface CreateProps {
  /** API key of the primary account. */
  readonly primary: string;
  readonly onCreated: (subaccount: CreatedSubaccount) => Promise<void>;
}

function Create({ primary, onCreated }: CreateProps) {
  const [name, setName] = useState('');
  const { isBusy, problem, faultOf, submit } = useSubmission(['name']);
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(async () => {
          const asked = { params: { api_key: primary }, body: { name: name.trim() } };
          await onCreated((await send('POST /accounts/:api_key/subaccounts', asked)).value);
        });
      }}
    >
      <Field
        label="Name of a new subaccount"
        required
        maxLength={80}
        value={name}
        onInput={setName}
        fault={faultOf('name')}
      />
      {problem && <Failure problem={problem} />}
      <div>
        <button type="submit" class="button primary" disabled={isBusy}>
          Create the subaccount
        </button>
      </div>
    </form>
  );
}

interface RowProps {
  readonly primary: string;
  readonly subaccount: Subaccount;
  readonly isOwner: boolean;
  readonly onChanged: () => Promise<void>;
}

function Row({ primary, subaccount, isOwner, onChanged }: RowProps) {
  const { api_key, name, suspended, created_at } = subaccount;
  const [isRenaming, setRenaming] = useState(false);
  const { isBusy, problem, submit } = useSubmission();
  const change = async (body: SubaccountChange) => {
    const params = { api_key: primary, subaccount_key: api_key };
    await send('PATCH /accounts/:api_key/subaccounts/:subaccount_key', { params, body });
    await onChanged();
  };
  const toggle = async () => {
    if (!suspended && !(await ask(suspension(subaccount)))) return;
    const isDone = await submit(() => change({ suspended: !suspended }));
    if (isDone) say(suspended ? 'The subaccount is active again' : 'The subaccount is suspended');
  };
  return (
    <li>
      <div>
        <strong>{visible(name)}</strong> {suspended && <span class="tag rejected">suspended</span>}
        <p class="muted small">
          <Machine text={api_key} name="the API key" /> Created <Ago at={created_at} />.
        </p>
        {problem && <Failure problem={problem} />}
      </div>
      <div class="row">
        {!suspended && (
          <button type="button" class="button small" onClick={() => chooseAccount(api_key)}>
            Work in it<span class="unseen">: {visible(name)}</span>
          </button>
        )}
        {isOwner && (
          <>
            <button type="button" class="button small" onClick={() => setRenaming(true)}>
              Rename<span class="unseen"> {visible(name)}</span>
            </button>
            <button
              type="button"
              class={`button small ${suspended ? '' : 'danger'}`}
              disabled={isBusy}
              onClick={() => void toggle()}
            >
              {suspended ? 'Reinstate' : 'Suspend'}
              <span class="unseen"> {visible(name)}</span>
            </button>
          </>
        )}
      </div>
      {isRenaming && (
        <RenameSubaccount name={name} close={() => setRenaming(false)} rename={(name) => change({ name })} />
      )}
    </li>
  );
}

function suspension({ name }: Subaccount) {
  return {
    title: `Suspend ${visible(name)}?`,
    text: 'Its API key and secrets, and the tokens of all its applications, are rejected until you reinstate it. Nothing is deleted.',
    yes: 'Suspend it',
    no: 'Keep it active',
    isDangerous: true,
  };
}
