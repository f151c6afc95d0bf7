import { visible } from '../../../core/prose/visible.ts';
import type { Sessions as SessionList, SessionOfPerson } from '../../../wire/people.ts';
import { Ago } from '../../parts/ago.tsx';
import { ask } from '../../parts/ask.tsx';
import { Bone } from '../../parts/bone.tsx';
import { Failure } from '../../parts/failure.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { type Loading, send } from '../../server/api.ts';
import { deviceOf, placeOfAddress } from './device.ts';

export type LoadedSessions = Loading<SessionList> & { readonly reload: () => void };

/** Where the person is signed in; any of them can be ended from here. */
export function Sessions({ loaded }: { readonly loaded: LoadedSessions }) {
  const { isBusy, problem, submit } = useSubmission();
  const sessions = loaded.state === 'done' ? loaded.value.sessions : [];
  const end = async (session: SessionOfPerson) => {
    const params = { session_id: session.id };
    const isEnded = await submit(
      async () => void (await send('DELETE /dashboard-api/sessions/:session_id', { params })),
    );
    if (isEnded) say('The session is signed out');
    loaded.reload();
  };
  const endOthers = async () => {
    if (!(await ask(END_OTHERS))) return;
    const isEnded = await submit(async () => void (await send('DELETE /dashboard-api/sessions')));
    if (isEnded) say('Every other session is signed out');
    loaded.reload();
  };
  return (
    <section class="card stack" aria-labelledby="sessions">
      <h2 id="sessions">Sessions</h2>
      <p>Where you are signed in. Sign out any session that you do not recognise, then change your password.</p>
      {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {loaded.state === 'loading' && <Bone columns={40} />}
      {problem && <Failure problem={problem} />}
      <ul class="rows">
        {sessions.map((session) => (
          <li key={session.id}>
            <SessionFacts session={session} />
            {session.current ? (
              <span class="tag accepted">this browser</span>
            ) : (
              <button type="button" class="button small" disabled={isBusy} onClick={() => void end(session)}>
                Sign out <span class="unseen">the session of {deviceOf(session.user_agent)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <div>
          <button type="button" class="button danger" disabled={isBusy} onClick={() => void endOthers()}>
            Sign out all others
          </button>
        </div>
      )}
    </section>
  );
}

function SessionFacts({ session }: { readonly session: SessionOfPerson }) {
  const { user_agent, address, seen_at, created_at } = session;
  return (
    <div>
      <strong title={visible(user_agent ?? '')}>{visible(deviceOf(user_agent))}</strong>
      <p class="muted small">
        {address !== null && (
          <>
            <code>{visible(address)}</code>, {placeOfAddress(address)}.{' '}
          </>
        )}
        Last used <Ago at={seen_at} />, signed in <Ago at={created_at} />.
      </p>
    </div>
  );
}

const END_OTHERS = {
  title: 'Sign out every other session?',
  text: 'Every other browser has to sign in again; unsaved changes stay on its page until then.',
  yes: 'Sign out all others',
  no: 'Keep them',
  isDangerous: true,
};
