import { useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import type { CreatedInvitation, Invitation, InvitationRequest } from '../../../wire/invitations.ts';
import type { Role } from '../../../wire/people.ts';
import { Ago } from '../../parts/ago.tsx';
import { ask, askPassword } from '../../parts/ask.tsx';
import { Bone } from '../../parts/bone.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
import { Machine } from '../../parts/machine.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { send, useAnswer } from '../../server/api.ts';
import { RoleChoice } from './role-words.tsx';

/** Invites people to the account, and shows who has not come yet. For owners. */
export function Invitations() {
  const loaded = useAnswer('GET /dashboard-api/invitations');
  const [created, setCreated] = useState<CreatedInvitation>();
  const { isBusy, problem, faultOf, submit } = useSubmission(['email']);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('developer');
  const invitations = loaded.state === 'done' ? loaded.value.invitations : [];
  const invite = async ({ email, role }: InvitationRequest) => {
    const post = async (body: InvitationRequest) =>
      setCreated((await send('POST /dashboard-api/invitations', { body })).value);
    const isInvited =
      role === 'owner'
        ? await askPassword(invitedOwner(email), (password) => post({ email, role, password }))
        : await submit(() => post({ email, role }));
    loaded.reload();
    return isInvited;
  };
  const withdraw = async (invitation: Invitation) => {
    if (!(await ask(withdrawal(invitation)))) return;
    const params = { invitation_id: invitation.id };
    const isWithdrawn = await submit(
      async () => void (await send('DELETE /dashboard-api/invitations/:invitation_id', { params })),
    );
    if (isWithdrawn) {
      if (created?.id === invitation.id) setCreated(undefined);
      say('The invitation is withdrawn');
    }
    loaded.reload();
  };
  return (
    <section class="card stack" aria-labelledby="invitations">
      <h2 id="invitations">Invitations</h2>
      <form
        class="stack"
        onSubmit={async (event) => {
          event.preventDefault();
          if (await invite({ email: email.trim(), role })) setEmail('');
        }}
      >
        <div class="invite">
          <Field
            label="E-mail"
            type="email"
            required
            value={email}
            onInput={setEmail}
            fault={faultOf('email')}
            placeholder="grace@example.com"
          />
          <div class="field">
            <label for="invited-role">Role</label>
            <RoleChoice id="invited-role" label="Role" value={role} onChange={setRole} />
          </div>
          <button type="submit" class="button primary" disabled={isBusy}>
            Invite
          </button>
        </div>
      </form>
      {problem && <Failure problem={problem} />}
      {created && <Created created={created} />}
      {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {loaded.state === 'loading' && <Bone columns={40} />}
      {invitations.length > 0 && (
        <ul class="rows">
          {invitations.map((invitation) => (
            <li key={invitation.id}>
              <div>
                <strong>{visible(invitation.email)}</strong> as {invitation.role}
                {invitation.expired && <span class="tag unsure">expired</span>}
                <p class="muted small">
                  Invited <Ago at={invitation.created_at} />, {invitation.expired ? 'expired' : 'expires'}{' '}
                  <Ago at={invitation.expires_at} />.
                </p>
              </div>
              <div class="row">
                <button type="button" class="button small" disabled={isBusy} onClick={() => void invite(invitation)}>
                  Invite again<span class="unseen"> {visible(invitation.email)}</span>
                </button>
                <button type="button" class="button small" disabled={isBusy} onClick={() => void withdraw(invitation)}>
                  Withdraw<span class="unseen"> the invitation of {visible(invitation.email)}</span>
                </button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {loaded.state === 'done' && invitations.length === 0 && <p class="muted">Nobody is invited at the moment.</p>}
      <NotReceived />
    </section>
  );
}

/** How the invitation reaches the person: by mail, or by whoever made it. */
function Created({ created }: { readonly created: CreatedInvitation }) {
  const who = <strong>{visible(created.email)}</strong>;
  if (created.link === null) {
    return (
      <p class="note accepted" role="status">
        The invitation is on its way to {who}. It works once and expires <Ago at={created.expires_at} />.
      </p>
    );
  }
  return (
    <div class="note unsure" role="status">
      <p>
        {created.why === 'mail-failed'
          ? 'The mail server did not accept the mail to '
          : 'This server has no mail server, so nothing was sent to '}
        {who}. Pass this link on yourself, so that nobody else can read it: whoever opens it first becomes{' '}
        {created.role === 'owner' ? 'an' : 'a'} {created.role}. It works once, and is not shown again.
      </p>
      <Machine text={created.link} name="the invitation link" />
    </div>
  );
}

function invitedOwner(email: string) {
  return {
    title: `Invite ${visible(email)} as an owner?`,
    text: 'Owners add and revoke API secrets, delete applications, and add and remove members, you included.',
    yes: 'Invite as owner',
    no: 'Cancel',
    isDangerous: true,
  };
}

function NotReceived() {
  return (
    <details>
      <summary>What should I do if somebody did not receive the invitation e-mail?</summary>
      <ul class="answers">
        <li>Ask them to check their spam folder, and check the address above letter by letter.</li>
        <li>
          <strong>Invite again</strong> makes a new link, and the old one stops working. An invitation expires after a
          week.
        </li>
        <li>
          If this server has no mail server, or the mail server rejects the mail, the link is shown here for you to pass
          on. It is in the server's log too.
        </li>
        <li>
          <a href="/help/guides/account-invitation">The whole article</a>
        </li>
      </ul>
    </details>
  );
}

function withdrawal({ email }: Invitation) {
  return {
    title: 'Withdraw the invitation?',
    text: `The link that was sent to ${visible(email)} stops working.`,
    yes: 'Withdraw it',
    no: 'Keep it',
  };
}
