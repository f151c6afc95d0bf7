import { useAnswer } from '../../server/api.ts';
import { PersonPage } from './layout.tsx';
import { PasswordChange } from './password-change.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';

/** How the person signs in, and where they are signed in. */
export default function SecurityPage() {
  const sessions = useAnswer('GET /dashboard-api/sessions');
  return (
    <PersonPage title="Security">
      {(me) => (
        <>
          <SecondFactor me={me} onOthersEnded={sessions.reload} />
          <PasswordChange onOthersEnded={sessions.reload} />
          <Sessions loaded={sessions} />
        </>
      )}
    </PersonPage>
  );
}
