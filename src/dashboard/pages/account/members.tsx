import { useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import type { Member, Role, RoleChange } from '../../../wire/people.ts';
import { Ago } from '../../parts/ago.tsx';
import { ask, askPassword } from '../../parts/ask.tsx';
import { Bone } from '../../parts/bone.tsx';
import { Failure } from '../../parts/failure.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { send, useAnswer, useReloadOnReturn } from '../../server/api.ts';
import { Invitations } from './invitations.tsx';
import { AccountPage, type Work } from './layout.tsx';
import { renewMe } from './renew-me.ts';
import { RoleChoice, RoleWords } from './role-words.tsx';

/** Who works in the account, as what; who is invited. */
export default function MembersPage() {
  return (
    <AccountPage title="Members" help={['account-invitation']}>
      {(work) => (
        <>
          <Members work={work} />
          {work.isOwner && <Invitations />}
          <RoleWords own={work.account.role} />
        </>
      )}
    </AccountPage>
  );
}

function Members({ work }: { readonly work: Work }) {
  const { me, account, isOwner } = work;
  const loaded = useAnswer('GET /dashboard-api/members');
  useReloadOnReturn(loaded.reload);
  const { isBusy, problem, submit } = useSubmission();
  const members = loaded.state === 'done' ? loaded.value.members : [];
  const isOnlyOwner = isOwner && members.filter(({ role }) => role === 'owner').length === 1;
  const change = async (member: Member, role: Role) => {
    const isSelf = member.id === me.person.id;
    if (isSelf && !(await ask(stepDown(role)))) return;
    const set = async (body: RoleChange) => {
      await send('PATCH /dashboard-api/members/:person_id', { params: { person_id: member.id }, body });
      if (isSelf) await renewMe();
    };
    const isChanged =
      role === 'owner'
        ? await askPassword(makeOwner(member), (password) => set({ role, password }))
        : await submit(() => set({ role }));
    if (isChanged) say(`${visible(member.name)} is now ${role === 'owner' ? 'an' : 'a'} ${role}`);
    loaded.reload();
  };
  const remove = async (member: Member) => {
    const isSelf = member.id === me.person.id;
    if (!(await ask(removal(member, isSelf)))) return;
    const isRemoved = await submit(async () => {
      await send('DELETE /dashboard-api/members/:person_id', { params: { person_id: member.id } });
      if (isSelf) await renewMe();
    });
    if (isRemoved) say(isSelf ? `You left ${visible(account.name)}` : `${visible(member.name)} is no longer a member`);
    if (!isSelf || !isRemoved) loaded.reload();
  };
  return (
    <section class="card stack" aria-labelledby="members">
      <h2 id="members">
        Members of <bdi>{visible(account.name)}</bdi>
      </h2>
      {account.primary_account_api_key !== null && (
        <p class="muted">
          This is a subaccount: the members of its primary account <code>{account.primary_account_api_key}</code> work
          here too, with the same roles, and are listed there.
        </p>
      )}
      {!isOwner && <p class="muted">An owner invites members and changes their roles.</p>}
      {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {loaded.state === 'loading' && <Bone columns={40} />}
      {problem && (problem.kind !== 'last-owner' || isOnlyOwner) && <Failure problem={problem} />}
      <ul class="rows">
        {members.map((member) => (
          <li key={member.id}>
            <div>
              <strong>{visible(member.name)}</strong>
              {member.id === me.person.id && ' (you)'}
              <p class="muted small">
                {visible(member.email)}
                {member.phone !== null && `, ${visible(member.phone)}`}. Member since <Ago at={member.since} />.
              </p>
              {isOnlyOwner && member.id === me.person.id && (
                <p class="muted small">
                  You are the only owner: you can leave or change your role once somebody else is an owner.
                </p>
              )}
            </div>
            <div class="row">
              {isOwner && !(isOnlyOwner && member.id === me.person.id) ? (
                <MemberRole key={member.role} {...{ member, isBusy }} onChange={(role) => void change(member, role)} />
              ) : (
                <span class="tag">{member.role}</span>
              )}
              {member.id === me.person.id && !isOnlyOwner && (
                <button type="button" class="button small" disabled={isBusy} onClick={() => void remove(member)}>
                  Leave the account
                </button>
              )}
              {member.id !== me.person.id && isOwner && (
                <button type="button" class="button small" disabled={isBusy} onClick={() => void remove(member)}>
                  Remove<span class="unseen"> {visible(member.name)}</span>
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface MemberRoleProps {
  readonly member: Member;
  readonly isBusy: boolean;
  readonly onChange: (role: Role) => void;
}

/** A role is chosen, and then confirmed: the keys of a select pass through every role on their way. */
function MemberRole({ member, isBusy, onChange }: MemberRoleProps) {
  const [role, setRole] = useState(member.role);
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(role);
      }}
    >
      <RoleChoice label={`Role of ${visible(member.name)}`} value={role} isBusy={isBusy} onChange={setRole} />
      {role !== member.role && (
        <>
          <button type="submit" class="button small primary" disabled={isBusy}>
            Change the role<span class="unseen"> of {visible(member.name)}</span>
          </button>
          <button type="button" class="button small quiet" onClick={() => setRole(member.role)}>
            Cancel
          </button>
        </>
      )}
    </form>
  );
}

function makeOwner({ name }: Member) {
  return {
    title: `Make ${visible(name)} an owner?`,
    text: 'Owners add and revoke API secrets, delete applications, and add and remove members, you included.',
    yes: 'Make owner',
    no: 'Cancel',
    isDangerous: true,
  };
}

function stepDown(role: Role) {
  return {
    title: `Change your own role to ${role}?`,
    text: 'You cannot change it back: another owner has to.',
    yes: `Become ${role}`,
    no: 'Stay owner',
    isDangerous: true,
  };
}

function removal({ name }: Member, isSelf: boolean) {
  const who = isSelf ? 'You lose' : `${visible(name)} loses`;
  const known = isSelf ? 'you know' : 'they know';
  return {
    title: isSelf ? 'Leave the account?' : `Remove ${visible(name)}?`,
    text: `${who} access to the dashboard of this account at once, and can be invited again. API secrets and private keys that ${known} keep working: replace those.`,
    yes: isSelf ? 'Leave' : 'Remove',
    no: isSelf ? 'Stay' : 'Keep',
    isDangerous: true,
  };
}
