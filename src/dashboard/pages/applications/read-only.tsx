import { Empty } from '../../parts/empty.tsx';

/** In the place of a form that a viewer may not send. `what`: what owners and developers do, as it follows "can". */
export function ReadOnly({ what }: { readonly what: string }) {
  return (
    <Empty title="You are a viewer in this account">
      <p>
        Owners and developers can {what}. <a href="/settings/members">Members</a> shows who they are; an owner can
        change your role.
      </p>
    </Empty>
  );
}
