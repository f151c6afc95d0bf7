import { useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import type { Secret } from '../../../wire/secrets.ts';
import { Ago } from '../../parts/ago.tsx';
import { ask, askPassword } from '../../parts/ask.tsx';
import { Bone } from '../../parts/bone.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Machine } from '../../parts/machine.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { send, useAnswer } from '../../server/api.ts';
import { AccountPage, type Work } from './layout.tsx';
import { newSecret } from './new-secret.ts';
import { KEEP_SECRET, ShownOnce } from './shown-once.tsx';

/** As many as an account may have, so that one can be replaced without a gap. */
const MOST = 2;

/** The API key of the account, and the secrets that go with it. Owners add and revoke them. */
export default function SecretsPage() {
  return (
    <AccountPage title="API secrets" help={['account-api-keys']}>
      {(work) => (
        <>
          <ApiKey work={work} />
          <Secrets work={work} />
        </>
      )}
    </AccountPage>
  );
}

function ApiKey({ work: { account } }: { readonly work: Work }) {
  return (
    <section class="card stack tight" aria-labelledby="api-key">
      <h2 id="api-key">API key</h2>
      <p>
        Identifies the account <bdi>{visible(account.name)}</bdi>, and is not secret. Together with a secret it gives
        access to the Application API, where the applications of this account are, and to its reports.
      </p>
      <div>
        <Machine text={account.api_key} name="the API key" />
      </div>
    </section>
  );
}

function Secrets({ work: { account, isOwner } }: { readonly work: Work }) {
  const { api_key } = account;
  const loaded = useAnswer('GET /accounts/:api_key/secrets', { params: { api_key } });
  const { isBusy, problem, submit } = useSubmission();
  const [added, setAdded] = useState<string>();
  const secrets = loaded.state === 'done' ? loaded.value._embedded.secrets : [];
  const add = async () => {
    const secret = newSecret();
    const isAdded = await askPassword(ADDITION, async (password) => {
      await send('POST /accounts/:api_key/secrets', { params: { api_key }, body: { secret, password } });
    });
    if (isAdded) setAdded(secret);
    loaded.reload();
  };
  const revoke = async (secret: Secret) => {
    if (!(await ask(REVOCATION))) return;
    const isRevoked = await submit(async () => {
      await send('DELETE /accounts/:api_key/secrets/:secret_id', { params: { api_key, secret_id: secret.id } });
    });
    if (isRevoked) say('The secret is revoked');
    loaded.reload();
  };
  return (
    <section class="card stack" aria-labelledby="secrets">
      <h2 id="secrets">Secrets</h2>
      <p>
        To replace one without downtime: add a second, give it to your programs, then revoke the first. Only a hash of
        each is stored, so a lost secret cannot be recovered, only replaced.
      </p>
      {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {loaded.state === 'loading' && <Bone columns={40} />}
      {problem && <Failure problem={problem} />}
      {added !== undefined && (
        <ShownOnce
          what="This secret"
          keep={KEEP_SECRET}
          label="I have saved the secret"
          onDone={() => setAdded(undefined)}
        >
          <Machine text={added} name="the secret" />
        </ShownOnce>
      )}
      <ul class="rows">
        {secrets.map((secret) => (
          <li key={secret.id}>
            <div>
              Added <Ago at={secret.created_at} />
              <p class="muted small">
                <Machine text={secret.id} name="the id of the secret" />
              </p>
            </div>
            {isOwner && secrets.length > 1 && added === undefined && (
              <button type="button" class="button danger small" disabled={isBusy} onClick={() => void revoke(secret)}>
                Revoke<span class="unseen"> the secret {secret.id}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {loaded.state === 'done' && <Next count={secrets.length} isOwner={isOwner} />}
      {isOwner && loaded.state === 'done' && secrets.length < MOST && added === undefined && (
        <div>
          <button type="button" class="button primary" disabled={isBusy} onClick={() => void add()}>
            Add a secret
          </button>
        </div>
      )}
    </section>
  );
}

/** What can be done now, and why not the rest. */
function Next({ count, isOwner }: { readonly count: number; readonly isOwner: boolean }) {
  if (!isOwner) return <p class="muted">Only an owner can add and revoke secrets.</p>;
  return (
    <p class="muted">
      {count >= MOST
        ? 'An account has at most two secrets: revoke one before you add another.'
        : 'The only secret cannot be revoked: add another one first.'}
    </p>
  );
}

const ADDITION = {
  title: 'Add a secret?',
  text: 'A secret gives access to everything in this account, without a password or a second factor.',
  yes: 'Add the secret',
  no: 'Cancel',
};

const REVOCATION = {
  title: 'Revoke this secret?',
  text: 'Every request that uses it fails with 401 from now on: API calls, the command line, and anything else that signs in with it. Tokens that applications sign are still accepted. A revoked secret does not come back.',
  yes: 'Revoke it now',
  no: 'Keep it',
  isDangerous: true,
};
