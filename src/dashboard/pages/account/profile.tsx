import { useState } from 'preact/hooks';
import type { Me } from '../../../wire/people.ts';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
import { useLeaveGuard } from '../../parts/leave-guard.ts';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { send } from '../../server/api.ts';
import { enter } from '../../server/session.ts';
import { EmailChange } from './email-change.tsx';
import { PersonPage } from './layout.tsx';
import { SchemeChoice } from './scheme-choice.tsx';

/** Who is signed in: name, phone number and e-mail address, and how the dashboard looks in this browser. */
export default function ProfilePage() {
  return (
    <PersonPage title="Profile" help={['account-profile-name', 'account-phone-number', 'account-email-address']}>
      {(me) => (
        <>
          <NameAndPhone me={me} />
          <EmailChange me={me} />
          <SchemeChoice />
        </>
      )}
    </PersonPage>
  );
}

function NameAndPhone({ me: { person } }: { readonly me: Me }) {
  const [name, setName] = useState(person.name);
  const [phone, setPhone] = useState(person.phone ?? '');
  const { isBusy, problem, faultOf, submit } = useSubmission(['name', 'phone']);
  const isChanged = name !== person.name || phone !== (person.phone ?? '');
  useLeaveGuard(isChanged ? LEAVING : undefined);
  return (
    <form
      class="card stack"
      aria-labelledby="you"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(async () => {
          const { value } = await send('PATCH /dashboard-api/me', {
            body: { name: name.trim(), phone: phone.trim() },
          });
          enter(value);
          setName(value.person.name);
          setPhone(value.person.phone ?? '');
          say('Your profile is saved');
        });
      }}
    >
      <h2 id="you">You</h2>
      <Field
        label="Name"
        hint="The other members see it."
        name="name"
        autocomplete="name"
        required
        maxLength={80}
        value={name}
        onInput={setName}
        fault={faultOf('name')}
      />
      <Field
        label="Phone number"
        hint="With the country code, such as +44 20 7946 0000. Leave it empty if you have none."
        name="phone"
        type="tel"
        autocomplete="tel"
        value={phone}
        onInput={setPhone}
        fault={faultOf('phone')}
      />
      {problem && <Failure problem={problem} />}
      <div class="row">
        <button type="submit" class="button primary" disabled={isBusy || !isChanged}>
          Save the profile
        </button>
        {isChanged && <span class="muted small">Not saved yet</span>}
      </div>
    </form>
  );
}

const LEAVING = {
  title: 'Leave without saving?',
  text: 'Your changes to your profile will be lost.',
  yes: 'Leave without saving',
  no: 'Stay here',
};
