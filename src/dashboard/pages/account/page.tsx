import { Machine } from '../../parts/machine.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useSession } from '../../session.ts';

export default function AccountPage() {
  const session = useSession();
  return (
    <>
      <PageHead title="Account" />
      <dl class="facts card">
        <dt>API key</dt>
        <dd>{session.kind !== 'signed-out' && <Machine text={session.account} name="the API key" />}</dd>
      </dl>
    </>
  );
}
